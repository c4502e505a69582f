from dataclasses import replace
from datetime import date

import pytest

from phaseout.decide import World, determine
from phaseout.domain.dates import Begins, Dates, Moment, OnDay
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.measure import Measure
from phaseout.domain.party import Interest
from phaseout.ownership import PartyGraph
from phaseout.survey.dates import Calendar

DAY = date(2026, 11, 23)
WORLD = World(graph=PartyGraph.of([]), own_brands={}, things={"camera": frozenset({"video-surveillance"})})
MOMENTS = {"procure": Moment.ACQUISITION, "use": Moment.HOLDING}
NOBODY: tuple[Interest, ...] = ()
THING = {"role": ("any",), "maker": ("acme",), "brand": ("acme",), "kind": ("camera",), "purpose": ("other",)}


def dates(measure: Measure, day: date = DAY, **stated: tuple[str, ...]) -> Dates | None:
    sheet = FactSheet.of({**THING, **{fact.replace("_", "-"): values for fact, values in stated.items()}})
    calendar = Calendar([measure], WORLD, day, moments=MOMENTS, interests=NOBODY)
    return calendar.of(sheet, determine(measure, sheet, day, WORLD))


def at_removal(measure: Measure, *planned: str, day: date = DAY, **stated: tuple[str, ...]) -> OnDay | None:
    found = dates(measure, day, removal_planned=planned, **stated)
    assert found is not None
    return next(iter(found.at_removal), None)


def at_acquisition(measure: Measure, *acquired: str, day: date = DAY) -> tuple[Outcome, date | None] | None:
    found = dates(measure, day, acquired=acquired)
    assert found is not None
    return next(((one.outcome, one.on) for one in found.at_acquisition), None)


def test_a_thing_of_which_only_today_is_known_has_no_other_dates(ban: Measure) -> None:
    assert dates(ban) is None


@pytest.mark.parametrize(
    ("planned", "begins"),
    [
        ("2027-01-01", Begins.BEFORE_REMOVAL),
        ("2026-12-31", Begins.ON_REMOVAL),
        ("2026-12-30", Begins.AFTER_REMOVAL),
        ("2027", Begins.BEFORE_REMOVAL),
        ("2026-12", Begins.UNDETERMINED),
        ("2026", Begins.UNDETERMINED),
        ("2026-11", Begins.AFTER_REMOVAL),
    ],
)
def test_a_planned_removal_is_late_where_a_measure_begins_before_it(
    ban: Measure, planned: str, begins: Begins
) -> None:
    found = at_removal(ban, planned)
    assert found is not None
    assert (found.begins, found.on, found.today) == (begins, date(2026, 12, 31), Outcome.APPLIES_FROM)


@pytest.mark.parametrize(
    ("planned", "outcome"),
    [
        ("2027-01-01", Outcome.APPLIES),
        ("2026-12-30", Outcome.APPLIES_FROM),
        ("2026-12", Outcome.UNDETERMINED),
        ("2027-06-01", Outcome.UNDETERMINED),
        ("2027", Outcome.UNDETERMINED),
    ],
)
def test_the_outcome_on_the_planned_day_is_that_of_the_day_and_undetermined_where_the_year_holds_a_turn(
    ban: Measure, planned: str, outcome: Outcome
) -> None:
    found = at_removal(ban, planned)
    assert found is not None
    assert found.outcome is outcome


def test_a_removal_before_anything_turns_says_nothing_further(ban: Measure) -> None:
    assert at_removal(ban, "2027-05-01", day=date(2027, 1, 2)) is None


def test_the_end_of_an_exemption_is_where_the_measure_begins(ban: Measure) -> None:
    quiet = replace(ban, timeline=replace(ban.timeline, steps=ban.timeline.steps[:2]))
    found = at_removal(quiet, "2028-02-01", day=date(2027, 1, 2), purpose=("public-safety",))
    assert found is not None
    assert (found.today, found.outcome) == (Outcome.EXCEPTED, Outcome.APPLIES)
    assert (found.on, found.begins) == (date(2028, 1, 1), Begins.BEFORE_REMOVAL)


@pytest.mark.parametrize(
    ("planned", "is_overdue"), [("2026-11-22", True), ("2026-11-23", False), ("2026", False)]
)
def test_a_planned_day_that_has_passed_is_overdue(ban: Measure, planned: str, is_overdue: bool) -> None:
    found = dates(ban, removal_planned=(planned,))
    assert found is not None
    assert found.removal_is_overdue is is_overdue
    assert not (found.at_removal and is_overdue)


@pytest.mark.parametrize(
    ("acquired", "then"),
    [
        ("2024-05-05", (Outcome.APPLIES, None)),
        ("2023-03-01", (Outcome.APPLIES, None)),
        ("2023-02-28", (Outcome.APPLIES_FROM, date(2023, 3, 1))),
        ("2023-03", (Outcome.APPLIES, None)),
        ("2023", (Outcome.UNDETERMINED, None)),
        ("2024", (Outcome.APPLIES, None)),
    ],
)
def test_buying_is_answered_for_the_day_the_thing_was_bought(
    ban: Measure, acquired: str, then: tuple[Outcome, date | None]
) -> None:
    assert at_acquisition(ban, acquired) == then


def test_a_year_that_is_not_over_is_asked_about_up_to_today(ban: Measure) -> None:
    assert at_acquisition(ban, "2023", day=date(2023, 2, 1)) is None, "as on the day asked about"


def test_statements_that_disagree_are_taken_together(ban: Measure) -> None:
    assert at_acquisition(ban, "2022-06-01", "2024-06-01") == (Outcome.UNDETERMINED, None)


def test_a_purchase_still_to_come_is_answered_for_its_day(ban: Measure) -> None:
    assert at_acquisition(ban, "2023-04-01", day=date(2022, 6, 1)) == (Outcome.APPLIES, None)


def test_acts_that_are_not_done_to_a_thing_one_has_are_left_out(ban: Measure) -> None:
    sold = replace(
        ban, clauses=tuple(replace(clause, acts=("sell",)) for clause in ban.clauses), exemptions=()
    )
    found = dates(sold, acquired=("2024",), removal_planned=("2028",))
    assert found is not None
    assert (found.at_acquisition, found.at_removal) == ((), ())


def test_nothing_is_decided_anew_where_no_turn_lies_between(
    ban: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []
    monkeypatch.setattr(
        "phaseout.survey.dates.determine",
        lambda measure, sheet, day, world: asked.append(day) or determine(measure, sheet, day, world),
    )
    dates(ban, acquired=("2024-05-05",), removal_planned=("2026-12-01",))
    assert asked == []
    dates(ban, acquired=("2022-05-05",))
    assert asked == [date(2022, 5, 5)]


def test_a_sheet_of_facts_is_asked_once(ban: Measure) -> None:
    sheet = FactSheet.of({**THING, "acquired": ("2022-05-05",)})
    calendar = Calendar([ban], WORLD, DAY, moments=MOMENTS, interests=NOBODY)
    answers = determine(ban, sheet, DAY, WORLD)
    assert calendar.of(sheet, answers) is calendar.of(sheet, answers)
