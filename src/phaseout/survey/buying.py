"""What do the measures answer for a thing that is bought and not met with yet?

Asked are the acts that stand before the buyer, for the day on which they are done. What one could not do
with the thing afterwards is said beside them, where no measure speaks of the buying itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from phaseout.decide.asked import Asked
from phaseout.decide.code import Code
from phaseout.decide.determination import determine
from phaseout.decide.world import World
from phaseout.domain.claim import Identification
from phaseout.domain.condition import FactDate
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import turning_days
from phaseout.domain.party import Interest
from phaseout.domain.purchase import BuyersAct, Purchase, Stage
from phaseout.domain.service import Dealing
from phaseout.domain.span import Span, hull_of
from phaseout.domain.truth import Reason, Truth
from phaseout.register.condition import leaves
from phaseout.survey.answering import Answers, Ruled, gravest
from phaseout.survey.dates import ACQUIRED
from phaseout.survey.facts import Known
from phaseout.survey.purchases import made_on, stands
from phaseout.survey.services import (
    WITH_A_USER,
    Services,
    dealing_of,
    of_unknown_kind,
    seller_as_maker,
)

_FOLLOWS = frozenset({Outcome.APPLIES, Outcome.APPLIES_FROM, Outcome.UNDETERMINED})
_SPEAKS = _FOLLOWS | {Outcome.EXCEPTED, Outcome.INFLUENCE_ONLY}
NOTHING_ASKED = Ruled((), None)
ARRIVES_WITHIN = timedelta(days=183)
"""How long after its order a thing is taken to come: half a year, our choice; nobody counts on later ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What answers depend on beside the facts. Lines alike are decided once."""

    acts: tuple[str, ...]
    """That stand before the buyer."""
    is_made: bool
    stage: Stage
    ordered_on: tuple[str, ...]
    """The day of an order, or those that its date may mean, where nobody knows whether the thing came before
    or after a turn of the law."""


class Buying:
    """Asks the measures about purchases; each distinct case once."""

    def __init__(
        self,
        measures: Sequence[Measure],
        world: World,
        as_of: date,
        *,
        acts: Mapping[str, BuyersAct],
        answers: Answers,
        interests: Iterable[Interest],
    ) -> None:
        """Take what answers; ``acts`` says of an act when it stands before a buyer."""
        self._world = world
        self._as_of = as_of
        self._acts = acts
        self._answers = answers
        self._afterwards = frozenset(act for act, when in acts.items() if when is BuyersAct.AFTERWARDS)
        self.ownership_days = frozenset(
            day for one in interests for day in (one.since, one.until) if day is not None
        )
        self._services = Services(measures, acts, world.aspects)
        self._turns = {
            measure.id: sorted(turning_days(measure) | self.ownership_days) for measure in measures
        }
        self._asked_by = tuple(map(Asked, measures))
        self._of_acquisition = [
            (asked, days) for asked in self._asked_by if (days := acquisition_days(asked.measure))
        ]
        self._known: dict[tuple[_Case, FactSheet], Ruled] = {}
        self._decided: dict[tuple[str, date, str, FactSheet], dict[str, Determination]] = {}

    def facts(self, known: Known, purchase: Purchase) -> Known:
        """Return the facts with the day of acquisition where nothing nearer states one.

        What was bought was acquired on the day of its document; what is not bought yet would be acquired on
        the day asked about. What was ordered came later than it was ordered: where a measure that binds turns
        on a day on which it may have come, nobody has stated the day of acquisition.
        """
        if known.sheet.get(ACQUIRED) is not None or purchase.stage.is_undone:
            return known
        is_made = made_on(purchase, self._as_of)
        days = _days_of(purchase) if is_made else (self._as_of.isoformat(),)
        if not days or self._may_have_come_before_or_after_a_turn(known.sheet, purchase, is_made=is_made):
            return known
        sheet = FactSheet.of({**dict(known.sheet.values), ACQUIRED: days}, known.sheet.parts)
        return known._replace(sheet=sheet, evidence={**known.evidence, ACQUIRED: purchase.shown})

    def _may_have_come_before_or_after_a_turn(
        self, sheet: FactSheet, purchase: Purchase, *, is_made: bool
    ) -> bool:
        """Return whether an order may have brought the thing on either side of a day a measure turns on."""
        if purchase.stage.is_held:
            return False
        span = hull_of(_days_of(purchase))
        if span is None:  # an order without a date may be old; a quote is not
            of_order = purchase.stage is Stage.ORDERED
            return of_order and any(asked.binds(sheet) for asked, _ in self._of_acquisition)
        if not is_made:
            return False
        last = span.last + ARRIVES_WITHIN
        return any(
            span.first < day <= last and asked.binds(sheet)
            for asked, days in self._of_acquisition
            for day in days
        )

    def of(self, sheet: FactSheet, purchase: Purchase, identification: Identification) -> Ruled:
        """Return the answers for a thing that is known from purchases alone."""
        if purchase.stage.is_undone:
            return NOTHING_ASKED
        goods = self._world.goods
        acts = tuple(
            act for act, when in self._acts.items() if stands(when, purchase, identification, sheet, goods)
        )
        is_made = made_on(purchase, self._as_of)
        ordered_on = _days_of(purchase) if is_made and sheet.get(ACQUIRED) is None else ()
        case = _Case(acts=acts, is_made=is_made, stage=purchase.stage, ordered_on=ordered_on)
        if (case, sheet) not in self._known:
            self._known[case, sheet] = self._decide(case, sheet)
        return self._known[case, sheet]

    def _decide(self, case: _Case, sheet: FactSheet) -> Ruled:
        found, held = self._asked(case, sheet)
        found += self._of_sellers_use(case, sheet)
        if (dealing := dealing_of(sheet)) is not None:
            found, held = self._of_service(dealing, case, sheet, found, held)
        if case.is_made and case.stage.is_held:
            found += held
            return Ruled(tuple(found), gravest(found))
        spoken = {one.measure for one in found if one.outcome in _SPEAKS}
        following = tuple(one for one in held if one.outcome in _FOLLOWS and one.measure not in spoken)
        return Ruled(tuple(found), gravest((*found, *following)), following)

    def _of_sellers_use(self, case: _Case, sheet: FactSheet) -> Iterable[Determination]:
        """Return the answers on contracting with a user of covered things, where goods are bought."""
        makes = None if WITH_A_USER in case.acts else seller_as_maker(sheet)
        if makes is None:
            return ()
        answers, _ = self._asked(replace(case, acts=(WITH_A_USER,)), makes)
        return self._services.of_sellers_use(answers, sheet)

    def _of_service(
        self,
        dealing: Dealing,
        case: _Case,
        sheet: FactSheet,
        found: list[Determination],
        held: list[Determination],
    ) -> tuple[list[Determination], list[Determination]]:
        """Return the answers where a service deals with the thing, of the acts now and of having it."""
        match dealing:
            case Dealing.USES:
                _, there = self._asked(case, of_unknown_kind(sheet))
                return found, self._services.of_use(there, held, sheet)
            case Dealing.REMOVES:
                return self._services.of_removal(found), []
            case Dealing.INSTALLS:
                things, there = self._asked(case, of_unknown_kind(sheet))
                of = self._services.of_installation
                return of(things, found), of(there, held)
            case Dealing.WORKS_ON:
                things, there = self._asked(case, of_unknown_kind(sheet))
                services = self._services
                return services.of_work(things, found, sheet), services.of_work(there, held, sheet)
            case _:
                assert_never(dealing)

    def _asked(self, case: _Case, sheet: FactSheet) -> tuple[list[Determination], list[Determination]]:
        """Return the answers of the acts that stand before the buyer, and of having the thing."""
        today = self._answers.of(sheet).answers
        held = [one for one in today if one.act in self._afterwards]
        if not case.is_made:
            return [one for one in today if one.act in case.acts], held
        if case.stage is Stage.DELIVERED:
            return [], held
        return list(self._when_made(case, sheet)), held

    def _when_made(self, case: _Case, sheet: FactSheet) -> Iterator[Determination]:
        """Yield the answers of the acts for the day on which the thing was bought."""
        stated = case.ordered_on or sheet.get(ACQUIRED) or ()
        span = hull_of(stated)
        done = stated[0] if len(stated) == 1 else None
        for asked in self._asked_by:
            acts = [act for act in asked.measure.acts if act in case.acts]
            days = self._days(asked.measure, span) if acts and asked.binds(sheet) else [self._as_of]
            answers = [self._on(asked, sheet, day, ", ".join(stated)) for day in days] if acts else []
            for act in acts:
                found = [(day, one[act]) for day, one in zip(days, answers, strict=True)]
                yield replace(_together(found, stated), done=done)

    def _days(self, measure: Measure, span: Span | None) -> list[date]:
        """Return the days on which the answer may differ from the day before, of those it may have been."""
        turns = self._turns[measure.id]
        if span is None:
            before = [turns[0] - timedelta(days=1)] if turns else [self._as_of]
            return [*before, *(turn for turn in turns if turn <= self._as_of)]
        last = min(span.last, self._as_of)
        return [min(span.first, last), *(turn for turn in turns if span.first < turn <= last)]

    def _on(self, asked: Asked, sheet: FactSheet, day: date, written: str) -> dict[str, Determination]:
        key = asked.measure.id, day, written, asked.of(sheet)
        known = self._decided.get(key)
        if known is None:
            answers = determine(asked.measure, key[3], day, self._world, done=written)
            shared: dict[int, Reason] = {}
            known = {one.act: replace(one, reason=one.reason.essential(shared)) for one in answers}
            self._decided[key] = known
        return known


def _days_of(purchase: Purchase) -> tuple[str, ...]:
    return (purchase.day,) if purchase.day else purchase.days


def acquisition_days(measure: Measure) -> frozenset[date]:
    """Return the days before or since which a measure asks whether a thing was acquired."""
    conditions = (
        *(clause.when for clause in measure.clauses),
        *(exemption.when for exemption in measure.exemptions),
        *(coverage.when for coverage in measure.covers),
    )
    dated = (
        leaf for one in conditions if one is not None for leaf in leaves(one) if isinstance(leaf, FactDate)
    )
    ends = ((leaf.since, leaf.before) for leaf in dated if leaf.fact == ACQUIRED)
    return frozenset(day for pair in ends for day in pair if day is not None)


def _together(found: Sequence[tuple[date, Determination]], stated: tuple[str, ...]) -> Determination:
    """Return the one answer of several days; undetermined, and the day is asked for, where they disagree."""
    first = found[0][1]
    turn = next((day for day, one in found if one.outcome is not first.outcome), None)
    if turn is None:
        return found[-1][1]
    code, given = (Code.DATE_UNCLEAR, {"given": ", ".join(stated)}) if stated else (Code.DATE_NOT_STATED, {})
    params = {"fact": ACQUIRED, "since": turn.isoformat(), **given}
    day = Reason(code=code, truth=Truth.UNKNOWN, params=params, fact=ACQUIRED)
    return replace(_without_clause(first, Outcome.UNDETERMINED, day), questions=(ACQUIRED,))


def _without_clause(answer: Determination, outcome: Outcome, why: Reason) -> Determination:
    root = replace(answer.reason, code=Code.of_outcome(outcome), truth=why.truth, because=(why,))
    return replace(
        answer, outcome=outcome, reason=root, questions=(),
        on=None, until=None, clause=None, duty=None, lever=None, lever_on=None,
    )  # fmt: skip
