"""Is the asset a thing the measure speaks of?"""

from phaseout.decide.code import Code
from phaseout.decide.statement import listed
from phaseout.decide.world import World
from phaseout.domain.facts import GOODS, NATURE, FactSheet
from phaseout.domain.measure import Coverage
from phaseout.domain.truth import Reason, Truth

EVERY_THING = "any"
NO_GOODS = frozenset({"service", "software"})
"""Things a text that speaks of products may leave unaddressed."""


def is_thing(coverage: Coverage, facts: FactSheet, world: World) -> Reason:
    """Return whether the asset's kind is among the things covered."""
    if EVERY_THING not in coverage.things:
        return _unless_silent(is_one_of(coverage.things, facts, world), coverage, facts, world)
    silent = NO_GOODS.intersection(coverage.unaddressed)
    return _is_goods(silent, facts, world) if silent else Reason(code=Code.THING_ANY, truth=Truth.YES)


def _unless_silent(listed_: Reason, coverage: Coverage, facts: FactSheet, world: World) -> Reason:
    """Return a question instead of a no, where the text says nothing of such a thing either way."""
    silent = frozenset(coverage.unaddressed)
    kinds = [kind for kind in facts.get("kind") or () if not silent.isdisjoint(world.things.get(kind, ()))]
    if listed_.truth is not Truth.NO or not kinds:
        return listed_
    params = {"kind": listed(kinds), "things": listed(coverage.things)}
    return Reason(code=Code.THING_SILENT, truth=Truth.UNKNOWN, params=params, fact="kind")


def _is_goods(silent: frozenset[str], facts: FactSheet, world: World) -> Reason:
    """Return whether the asset is goods, where the text is silent on services or software."""
    if GOODS in (facts.get(NATURE) or ()):
        return Reason(code=Code.GOODS, truth=Truth.YES, fact=NATURE)
    kinds = facts.get("kind") or ()
    if not world.goods.isdisjoint(kinds):
        return Reason(code=Code.GOODS, truth=Truth.YES, fact="kind")
    unaddressed = [kind for kind in kinds if not silent.isdisjoint(world.things.get(kind, ()))]
    if unaddressed:
        params = {"kind": listed(unaddressed)}
        return Reason(code=Code.THING_UNADDRESSED, truth=Truth.UNKNOWN, params=params, fact="kind")
    return Reason(code=Code.GOODS_NOT_STATED, truth=Truth.UNKNOWN, fact="kind")


def is_one_of(things: tuple[str, ...], facts: FactSheet, world: World) -> Reason:
    """Return whether the asset's kind is among the things."""
    kinds = facts.get("kind")
    params = {"things": listed(things)}
    if kinds is None:
        return Reason(code=Code.THING_NOT_STATED, truth=Truth.UNKNOWN, params=params, fact="kind")
    params["kind"] = listed(kinds)
    truth = Truth.any(_is_among(kind, things, world) for kind in kinds)
    code = {Truth.YES: Code.THING_IS, Truth.NO: Code.THING_IS_NOT}.get(truth, _of_open_kind(kinds, world))
    return Reason(code=code, truth=truth, params=params, fact="kind")


def _of_open_kind(kinds: tuple[str, ...], world: World) -> Code:
    """Say whether a finer kind would help: an alarm panel is known to be one, and no text speaks of such."""
    is_known = all(world.things.get(kind) or kind in world.goods for kind in kinds)
    return Code.THING_SILENT if is_known else Code.THING_UNCLEAR


def _is_among(kind: str, wanted: tuple[str, ...], world: World) -> Truth:
    # An order line is of no kind the law speaks of until somebody says what it is; an alarm panel is of none.
    things = world.things.get(kind)
    if not things:
        return Truth.UNKNOWN
    return Truth.NO if things.isdisjoint(wanted) else Truth.YES
