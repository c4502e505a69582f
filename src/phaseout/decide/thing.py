"""Is the asset a thing the measure speaks of?"""

from phaseout.decide.code import Code
from phaseout.decide.statement import listed
from phaseout.decide.world import World
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Coverage
from phaseout.domain.truth import Reason, Truth

EVERY_THING = "any"


def is_thing(coverage: Coverage, facts: FactSheet, world: World) -> Reason:
    """Return whether the asset's kind is among the things covered."""
    if EVERY_THING in coverage.things:
        return Reason(code=Code.THING_ANY, truth=Truth.YES)
    return is_one_of(coverage.things, facts, world)


def is_one_of(things: tuple[str, ...], facts: FactSheet, world: World) -> Reason:
    """Return whether the asset's kind is among the things."""
    kinds = facts.get("kind")
    params = {"things": listed(things)}
    if kinds is None:
        return Reason(code=Code.THING_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact="kind")
    params["kind"] = listed(kinds)
    truth = Truth.any(_is_among(kind, things, world) for kind in kinds)
    code = {Truth.YES: Code.THING_IS, Truth.NO: Code.THING_IS_NOT}.get(truth, Code.THING_UNCLEAR)
    return Reason(code=code, truth=truth, params=params, fact="kind")


def _is_among(kind: str, wanted: tuple[str, ...], world: World) -> Truth:
    # An order line or a component is of no kind the law speaks of until somebody says what it is.
    things = world.things.get(kind)
    if not things:
        return Truth.UNKNOWN
    return Truth.NO if things.isdisjoint(wanted) else Truth.YES
