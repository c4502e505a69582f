"""Does the measure cover the asset: the thing, its maker and what it is used for?"""

from collections.abc import Iterable
from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.conditions import holds
from phaseout.decide.maker import is_reached
from phaseout.decide.statement import every, one_of
from phaseout.decide.thing import is_thing
from phaseout.decide.world import World
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Coverage, Measure
from phaseout.domain.truth import Reason


def coverages(measure: Measure, facts: FactSheet, as_of: date, world: World) -> dict[str, Reason]:
    """Return for each coverage of the measure whether it takes the asset in."""
    home = measure.jurisdiction.partition("-")[0].upper()
    return {c.id: _coverage(c, facts, world, as_of=as_of, home=home) for c in measure.covers}


def is_covered(ids: Iterable[str], found: dict[str, Reason]) -> Reason:
    """Return whether one of the coverages takes the asset in; no ids means any of them."""
    because = tuple(found[id_] for id_ in ids) or tuple(found.values())
    return Reason(code=Code.COVERED, truth=one_of(because), because=because)


def _coverage(coverage: Coverage, facts: FactSheet, world: World, *, as_of: date, home: str) -> Reason:
    because = [
        *is_reached(coverage, facts, world, as_of=as_of, home=home),
        is_thing(coverage, facts, world),
    ]
    if coverage.when:
        because.append(holds(coverage.when, facts))
    return Reason(
        code=Code.COVERAGE,
        truth=every(because),
        params={"coverage": coverage.id},
        because=tuple(because),
    )
