"""Does the measure cover the asset: the thing, its maker and what it is used for?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from phaseout.decide.code import Code
from phaseout.decide.component import PartFound, by_components
from phaseout.decide.conditions import holds
from phaseout.decide.maker import is_reached
from phaseout.decide.statement import every, one_of
from phaseout.decide.thing import is_thing
from phaseout.decide.world import World
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Clause, Coverage, Measure
from phaseout.domain.part import Part, PartKind
from phaseout.domain.truth import Reason, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What of an asset each coverage of a measure takes in: the whole and every part."""

    measure: Measure
    facts: FactSheet
    as_of: date
    world: World
    whole: Mapping[str, Reason]
    parts: tuple[PartFound, ...]
    _covered: dict[tuple[str, ...], Reason] = field(default_factory=dict)
    """Several clauses and acts ask of the same coverages."""

    @classmethod
    def of(
        cls, measure: Measure, facts: FactSheet, as_of: date, world: World, *, is_seller: bool = False
    ) -> "Reach":
        """Look once for all clauses and acts; at a seller, if one stands in the maker's place."""
        look = _Look(measure, as_of, world, is_seller=is_seller)
        parts = tuple(
            PartFound(part=part, covered=look.at(facts.of_part(part), part)) for part in facts.parts
        )
        return cls(
            measure=measure, facts=facts, as_of=as_of, world=world, whole=look.at(facts, None), parts=parts
        )

    def covers(self, ids: tuple[str, ...]) -> Reason:
        """Return whether one of the coverages takes the asset in, as a whole or through a part."""
        known = self._covered.get(ids)
        if known is not None:
            return known
        because = (
            *(self.whole[id_] for id_ in ids),
            *by_components(self.measure, ids, self.parts, self.facts, self.world),
        )
        reason = Reason(code=Code.COVERED, truth=one_of(because), because=because)
        self._covered[ids] = reason
        return reason

    def leaves_open(self, matter: str, ids: tuple[str, ...]) -> bool:
        """Return whether one of the coverages is silent on a matter."""
        return any(matter in cover.unaddressed for cover in self.measure.covers if cover.id in ids)

    def listings(self, clause: Clause) -> Iterator[tuple[date | None, tuple[str, ...]]]:
        """Yield the clause's coverages by the day from which they are listed; None for what is listed."""
        by_day: dict[date | None, list[str]] = {}
        for coverage in self.measure.covers:
            if clause.covers and coverage.id not in clause.covers:
                continue
            # A listing of an unknown day is a doubt now and no day to come.
            day = coverage.since if coverage.comes_later(self.as_of) else None
            by_day.setdefault(day, []).append(coverage.id)
        for listed, ids in by_day.items():
            yield listed, tuple(ids)


class _Look:
    """Looks at the whole or a part with every coverage of a measure."""

    def __init__(self, measure: Measure, as_of: date, world: World, *, is_seller: bool) -> None:
        self._is_seller = is_seller
        self._measure = measure
        self._as_of = as_of
        self._world = world
        self._home = measure.jurisdiction.partition("-")[0].upper()

    def at(self, facts: FactSheet, part: Part | None) -> dict[str, Reason]:
        """Return, for each coverage, whether it takes in the whole or the part."""
        return {coverage.id: self._coverage(coverage, facts, part) for coverage in self._measure.covers}

    def _coverage(self, coverage: Coverage, facts: FactSheet, part: Part | None) -> Reason:
        reached = is_reached(
            coverage, facts, self._world, as_of=self._as_of, home=self._home, is_seller=self._is_seller
        )
        because = list(reached)
        if because[0].truth is Truth.NO and self._measure.timeline.records_a_search:
            # The search was about the named; that it says nothing of others is no answer about these.
            because[0] = replace(because[0], code=Code.NOT_SEARCHED)
        # A chip or a module is no thing of the law by itself: the component rule says which parts count.
        if part is None or part.kind is PartKind.EQUIPMENT:
            because.append(is_thing(coverage, facts, self._world))
        if coverage.when:
            because.append(holds(coverage.when, facts, self._world.aspects))
        because.extend(_listing(coverage, self._as_of))
        return Reason(
            code=Code.COVERAGE,
            truth=every(because),
            params={"coverage": coverage.id},
            because=tuple(because),
        )


def _listing(coverage: Coverage, as_of: date) -> Iterator[Reason]:
    """Say since when it is listed, or that it is listed no more. A day to come is the clause's matter."""
    if coverage.until is not None and coverage.until <= max(as_of, coverage.since or as_of):
        params = {"until": coverage.until.isoformat()}
        yield Reason(code=Code.LISTED_NO_MORE, truth=Truth.NO, params=params)
    elif coverage.perhaps_since and coverage.is_before_listing(as_of):
        params = {"first": coverage.perhaps_since.isoformat()}
        yield Reason(code=Code.LISTED_NOT_YET, truth=Truth.NO, params=params)
    elif coverage.since and coverage.perhaps_since and coverage.is_listing_unclear(as_of):
        params = {"first": coverage.perhaps_since.isoformat(), "on": coverage.since.isoformat()}
        yield Reason(code=Code.LISTED_UNCLEAR, truth=Truth.UNKNOWN, params=params)
    elif coverage.since is not None:
        code = Code.LISTED_LATER if coverage.since > as_of else Code.LISTED
        yield Reason(code=code, truth=Truth.YES, params={"on": coverage.since.isoformat()})
