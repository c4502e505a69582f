"""Which measures reach a party, through which test, whoever asks and whatever the thing is?

Half of a determination: the relation and the day. Who is bound, what the thing is and what it is used for
are left to ``determine``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from phaseout.decide.code import Code
from phaseout.decide.effect import Effect, effect_of
from phaseout.decide.maker import is_reached
from phaseout.decide.world import World
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Coverage, Measure, RelationTest
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import RelationCode, Share, economic_share, relate
from phaseout.ownership.settling import Settling, settling

OF_THINGS = frozenset(
    {RelationTest.ANY_MAKER, RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD}
)
"""Tests that look at the thing and not at a party."""
_OF_PARTIES = frozenset(RelationTest) - OF_THINGS - {RelationTest.LAW_OF_COUNTRY}
_BY_INTERESTS = frozenset({RelationCode.SHARE_UNSETTLED, RelationCode.LINKED})
"""Doubts that a better known interest may settle."""


class Verdict(StrEnum):
    """Whether a coverage of a measure reaches the party on the day, the gravest first."""

    REACHED = "reached"
    LATER = "later"
    """Related, and the measure is set to take effect."""
    OPEN = "open"
    """It is not known whether it is related, or whether the measure is in effect."""
    NOT_NOW = "not-now"
    """Related, perhaps, to what has no effect on the day."""
    OF_THINGS = "of-things"
    """The test asks nothing about a party."""
    NONE_FOUND = "none-found"
    """The register only records that no measure was found, which is no permission."""
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What one coverage of a measure makes of the party."""

    measure: Measure
    coverage: Coverage
    relation: Reason
    effect: Effect | None
    """Of the clause that takes effect first; None where no clause speaks of the coverage."""
    is_listed: bool
    """Whether the party's entry still stands on its list."""
    is_listing_unclear: bool = False
    """Whether it is not known on which day it came to be listed, and the day asked about may be before."""
    economic: Share | None = None
    """What the named together hold with every share multiplied; None where no party is named."""
    half: Truth | None = None
    """Whether the named together own half by the cascade."""
    settled_by: Settling | None = None
    """Interests to look into; None where none would settle it."""

    @property
    def verdict(self) -> Verdict:
        """Put the relation and the day together."""
        if self.coverage.relation in OF_THINGS:
            return Verdict.OF_THINGS
        if self.relation.truth is Truth.NO:
            return Verdict.NOT_REACHED
        if self.effect is not None and self.effect.reason.code == Code.NO_MEASURE_FOUND:
            return Verdict.NONE_FOUND
        if not self.is_listed or self.effect is None or self.effect.reason.truth is Truth.NO:
            return Verdict.NOT_NOW
        truths = (self.relation.truth, self.effect.reason.truth)
        if Truth.UNKNOWN in truths or self.is_listing_unclear:
            return Verdict.OPEN
        return Verdict.LATER if self.effect.reason.code == Code.FROM else Verdict.REACHED


def exposures(party: str, measures: Iterable[Measure], world: World, as_of: date) -> Iterator[Exposure]:
    """Yield what each coverage of the measures makes of the party on the day."""
    for measure in measures:
        for coverage in measure.covers:
            yield _exposure(party, measure, coverage, world, as_of)


def _exposure(party: str, measure: Measure, coverage: Coverage, world: World, as_of: date) -> Exposure:
    home = measure.jurisdiction.partition("-")[0].upper()
    facts = FactSheet.of({"maker": (party,)})
    relation = is_reached(coverage, facts, world, as_of=as_of, home=home)[0]
    found = Exposure(
        measure=measure,
        coverage=coverage,
        relation=relation,
        effect=_effect(measure, coverage, as_of),
        is_listed=(coverage.until is None or coverage.until > as_of)
        and not coverage.is_before_listing(as_of),
        is_listing_unclear=coverage.is_listing_unclear(as_of),
    )
    return _counted(found, party, world, as_of) if coverage.relation in _OF_PARTIES else found


def _counted(found: Exposure, party: str, world: World, as_of: date) -> Exposure:
    """Add what ownership makes of a coverage that names parties."""
    test, named = found.coverage.relation, found.coverage.named
    half = relate(RelationTest.AGGREGATE_50, party=party, named=named, graph=world.graph, day=as_of)
    is_open = found.relation.truth is Truth.UNKNOWN and found.relation.code in _BY_INTERESTS
    return replace(
        found,
        economic=economic_share(party=party, owners=named, graph=world.graph, day=as_of),
        half=half.truth,
        settled_by=settling(test, party=party, named=named, graph=world.graph, day=as_of)
        if is_open
        else None,
    )


def _effect(measure: Measure, coverage: Coverage, as_of: date) -> Effect | None:
    """Return the effect of the clause that speaks of the coverage and takes effect first."""
    listed = coverage.since if coverage.comes_later(as_of) else None
    found = [
        effect_of(measure, clause, as_of, listed)
        for clause in measure.clauses
        if not clause.covers or coverage.id in clause.covers
    ]
    return min(found, key=_soonest, default=None)


def _soonest(effect: Effect) -> tuple[bool, date, bool]:
    return effect.starts is None, effect.starts or date.max, effect.reason.truth is Truth.NO
