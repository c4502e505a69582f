"""Does the day asked about move the answers for the example site as the law moves, and only so?"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from phaseout.domain.alarm import Urgency
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.facts import Context
from phaseout.domain.milestone import turning_days
from phaseout.domain.timeline import State
from phaseout.intake.context_file import read_context
from phaseout.register.query import Register
from phaseout.survey import Document, survey
from phaseout.survey.answer_words import words_to_answer

EXAMPLES = Path(__file__).parents[3] / "examples"
DAYS = (date(2018, 1, 1), date(2024, 1, 1), date(2026, 11, 26), date(2030, 1, 1))
EVERY = pytest.mark.parametrize("day", DAYS, ids=str)
GOC = "ca/goc-hikvision-prohibition"
Answers = Mapping[tuple[str, str, str], Determination]


@cache
def register() -> Register:
    return Register.open()


def document(day: date) -> Document:
    context = read_context(EXAMPLES / "town-hall.toml", words_to_answer(Register.open()))
    return survey([str(EXAMPLES / "town-hall")], register(), context, day)


@cache
def answers(day: date) -> Answers:
    return {
        (asset.id, answer.measure, answer.act): answer
        for asset in document(day).assets()
        for answer in asset.determinations
    }


def turns(measure: str) -> frozenset[date]:
    ownership = {day for one in register().interests for day in (one.since, one.until) if day}
    return turning_days(register().measures[measure]) | ownership


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(DAYS)), ids=str)
def test_an_answer_that_moved_between_two_days_had_a_turn_between_them(earlier: date, later: date) -> None:
    before, after = answers(earlier), answers(later)
    assert before.keys() == after.keys(), "the day changes no thing and asks no other measure"
    moved = [
        key
        for key in before
        if (before[key].outcome, before[key].on) != (after[key].outcome, after[key].on)
        and not any(earlier < turn <= later for turn in turns(key[1]))
    ]
    assert not moved


@EVERY
def test_nothing_applies_before_its_first_step_and_nothing_is_announced_for_the_past(day: date) -> None:
    for (_, measure, _), answer in answers(day).items():
        if answer.outcome is Outcome.APPLIES:
            step = register().measures[measure].timeline.at(day)
            assert step is not None
            assert step.state in (State.IN_FORCE, State.ANNOUNCED)
        if answer.outcome is Outcome.APPLIES_FROM:
            assert answer.on is not None
            assert answer.on > day
            assert answer.on in turns(measure)


def test_what_no_measure_had_begun_with_in_2018_is_applied_today() -> None:
    early = {key: one for key, one in answers(DAYS[0]).items() if key[1] == GOC}
    today = {key: one for key, one in answers(DAYS[2]).items() if key[1] == GOC}
    foretold = [key for key, one in early.items() if one.outcome is Outcome.APPLIES_FROM]
    assert foretold
    assert {early[key].on for key in foretold} == {date(2025, 6, 27)}
    assert {today[key].outcome for key in foretold} == {Outcome.APPLIES}


@EVERY
def test_the_alarms_of_a_document_are_of_measures_that_leave_something_to_do(day: date) -> None:
    whole = document(day)
    opened = {
        answer.measure
        for asset in whole.assets()
        if asset.is_open
        for answer in asset.determinations
        if answer.outcome.is_open
    }
    alarms = whole.trailer().alarms
    assert {alarm.measure for alarm in alarms} <= opened
    for alarm in alarms:
        is_ahead = alarm.urgency is Urgency.COMING
        assert alarm.milestone.on > day if is_ahead else alarm.milestone.on <= day
        assert abs((alarm.milestone.on - day).days) == alarm.days


def test_a_measure_nobody_has_checked_for_years_is_said_to_be_stale_in_2030() -> None:
    whole = document(DAYS[3])
    list(whole.assets())
    stale = {one.measure for one in whole.trailer().alarms if one.urgency is Urgency.STALE}
    assert GOC in stale


@pytest.mark.parametrize(
    ("acquired", "outcome", "duty"),
    [
        ("2024", Outcome.APPLIES, "prohibit"),
        ("2023-12", Outcome.UNDETERMINED, None),
        ("2023", Outcome.UNDETERMINED, None),
        ("2023-11", Outcome.APPLIES, "risk-assess"),
        ("2022", Outcome.APPLIES, "risk-assess"),
    ],
)
def test_a_month_or_a_year_of_acquisition_settles_the_order_of_quebec_unless_it_holds_the_day_it_turns_on(
    tmp_path: Path, acquired: str, outcome: Outcome, duty: str | None
) -> None:
    traits = {"onvif.manufacturer": "Dahua", "asset.kind": "camera", "asset.acquired": acquired}
    source = tmp_path / "scan.jsonl"
    source.write_text(
        "".join(json.dumps({"asset": "x", "trait": t, "value": v}) + "\n" for t, v in traits.items())
    )
    context = Context(roles=("ca/qc-public-body",))
    (asset,) = survey([str(source)], register(), context, DAYS[2]).assets()
    (answer,) = (
        one
        for one in asset.determinations
        if (one.measure, one.act) == ("ca-qc/hikvision-dahua-order", "use")
    )
    assert (answer.outcome, answer.duty) == (outcome, duty)
    assert asset.dates is not None
    assert asset.dates.acquired == (acquired,)
    assert asset.notes == ()


@pytest.mark.parametrize("only_open", [True, False])
def test_the_dates_of_a_thing_are_the_same_whatever_is_shown_of_it(tmp_path: Path, only_open: bool) -> None:
    traits = {
        "onvif.manufacturer": "Huawei",
        "asset.kind": "telecom-base-station",
        "asset.network": "telecom-4g",
        "asset.acquired": "2022-08-31",
        "asset.removal-planned": "2028-01",
    }
    source = tmp_path / "scan.jsonl"
    source.write_text(
        "".join(json.dumps({"asset": "x", "trait": t, "value": v}) + "\n" for t, v in traits.items())
    )
    context = Context(roles=("ca/telecom-provider",))
    (asset,) = survey([str(source)], register(), context, DAYS[2]).assets(only_open=only_open)
    assert asset.dates is not None
    bought, kept = asset.dates.at_acquisition, asset.dates.at_removal
    policy = "ca/huawei-zte-telecom-policy"
    assert [(one.act, one.outcome, one.on) for one in bought if one.measure == policy] == [
        ("procure", Outcome.APPLIES_FROM, date(2022, 9, 1))
    ]
    assert [(one.act, one.begins) for one in kept if one.measure == policy] == [("use", "before-removal")]
