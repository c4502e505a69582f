"""Do the determinations agree with every case a lawyer can read in the register?"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from phaseout.decide import World, determine, determine_act, say
from phaseout.domain.determination import Outcome
from phaseout.domain.facts import FactSheet
from phaseout.domain.timeline import State
from phaseout.domain.truth import Reason
from phaseout.knowledge import world_of
from phaseout.register import Register
from phaseout.register.case import Case
from phaseout.register.cases import read_cases

REGISTER = Path(__file__).parents[2] / "register"
CASES = read_cases(REGISTER)


@cache
def register() -> Register:
    return Register.open()


@cache
def world() -> World:
    return world_of(register())


def sheet(case: Case) -> FactSheet:
    return FactSheet.of({**case.facts, "role": case.roles}, case.parts)


def known(**facts: str) -> FactSheet:
    return FactSheet.of({fact: (value,) for fact, value in facts.items()})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.measure}: {case.name}")
def test_the_case_is_answered_as_expected(case: Case) -> None:
    measure = register().measures[case.measure]
    got = determine_act(measure, case.act, sheet(case), as_of=case.as_of, world=world())
    expect = case.expect
    told = f"{case.where}\n{tree(got.reason)}"
    assert got.outcome is expect.outcome, told
    assert got.on == expect.on, told
    assert got.until == expect.until, told
    if expect.questions is not None:
        assert set(got.questions) == set(expect.questions), told
    if expect.duty is not None:
        assert got.duty == expect.duty, told
    if expect.clause is not None:
        assert got.clause == expect.clause, told
    if expect.lever is not None:
        assert got.lever is expect.lever, told


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.measure}: {case.name}")
def test_every_reason_of_the_case_is_said_in_both_languages(case: Case) -> None:
    measure = register().measures[case.measure]
    for determination in determine(measure, sheet(case), case.as_of, world()):
        for reason in nodes(determination.reason):
            english, french = say(reason, "en"), say(reason, "fr")
            assert english
            assert french
            assert english != french
            assert "{" not in english + french


@pytest.mark.parametrize("id_", sorted(register().measures))
def test_every_clause_and_every_act_of_a_measure_has_a_case(id_: str) -> None:
    measure = register().measures[id_]
    mine = [case for case in CASES if case.measure == id_]
    assert set(measure.acts) <= {case.act for case in mine}, "an act without a case"
    is_only_a_bill = all(step.state is State.PROPOSED for step in measure.timeline.steps)
    if len(measure.clauses) > 1 and measure.binds and not is_only_a_bill:
        graver = {clause.id for clause in measure.clauses} - _UNDER_ANOTHER
        assert graver <= {case.expect.clause for case in mine}, "a clause that never answers"


_UNDER_ANOTHER = {"review"}
"""Clauses that always answer together with a graver one."""


@pytest.mark.parametrize(
    ("measure", "act", "role"),
    [
        ("ca/ica-hikvision-order", "procure", "ca/private"),
        ("ca/ica-hikvision-order", "use", "ca/federal-department"),
        ("us/bis-entity-list", "procure", "us/federal-agency"),
        ("us/bis-entity-list", "use", "ca/municipality"),
        ("us/fcc-covered-list-import-marketing", "use", "us/importer"),
        ("us/fcc-covered-list-authorization", "use", "us/manufacturer"),
        ("us/fcc-covered-list-subsidy", "use", "us/subsidy-recipient"),
        ("us/bis-affiliates-rule", "use", "us/exporter"),
        ("us/ns-cmic", "procure", "us/us-person"),
        ("us/ns-cmic", "use", "us/us-person"),
        ("us/ndaa24-805-direct", "use", "us/dod"),
        ("us/ndaa24-805-indirect", "use", "us/dod"),
        ("us/ndaa-889-a1a", "use", "us/federal-agency"),
        ("us/ndaa-889-b", "use", "us/grant-recipient"),
        ("ca/goc-hikvision-prohibition", "install", "ca/federal-department"),
        ("ca-qc/hikvision-dahua-order", "procure", "ca/qc-public-body"),
        ("us-tx/prohibited-technologies", "procure", "us/state-agency-tx"),
        ("us-la/procurement-ban", "use", "us/state-agency-la"),
        ("us-ga/sb346", "procure", "us/state-agency-ga"),
        ("us-id/hb294", "use", "us/state-agency-id"),
        ("us-sd/sb189", "procure", "us/state-agency-sd"),
        ("in/cctv-essential-requirements", "use", "in/user"),
        ("jp/procurement-agreement-2018", "use", "jp/central-body"),
        ("kr/military-removal-2024", "procure", "kr/military"),
        ("ua/war-sponsors-list", "procure", "ua/public-body"),
        ("uk/sensitive-sites-2022", "procure", "uk/central-department"),
        ("uk/procurement-act-debarment", "use", "uk/contracting-authority"),
        ("ca/ica-bluvec-order", "use", "ca/police-or-transit-board"),
        ("ca/ica-pegauni-order", "procure", "ca/private"),
        ("ca/telecommunications-act-orders", "sell", "ca/telecom-provider"),
        ("au/commonwealth-removal", "procure", "au/commonwealth-entity"),
        ("eu/parliament-2021", "procure", "eu/parliament"),
        ("dk/road-directorate-2024", "procure", "dk/road-directorate"),
        ("dk/copenhagen-2026", "procure", "dk/copenhagen"),
        ("nl/amsterdam-2024", "procure", "nl/amsterdam"),
        ("ie/dublin-2020", "procure", "ie/dublin-city-council"),
    ],
)
def test_an_act_the_measure_does_not_speak_of_is_untouched(measure: str, act: str, role: str) -> None:
    ruled = register().measures[measure]
    facts = known(role=role, maker="hikvision", kind="camera", purpose="public-safety", item="ear-subject")
    got = determine_act(ruled, act, facts, as_of=date(2026, 11, 23), world=world())
    assert got.outcome is Outcome.DOES_NOT_APPLY
    assert [reason.code for reason in got.reason.because] == ["act.not-regulated"]
    assert act not in {d.act for d in determine(ruled, facts, date(2026, 11, 23), world())}


@pytest.mark.parametrize(
    ("maker", "day", "outcome", "on"),
    [
        ("hikvision", date(2025, 6, 26), Outcome.APPLIES_FROM, date(2025, 10, 25)),
        ("hikvision", date(2025, 7, 6), Outcome.APPLIES_FROM, date(2025, 10, 25)),
        ("hikvision", date(2025, 7, 7), Outcome.UNDETERMINED, None),
        ("hikvision", date(2025, 8, 1), Outcome.UNDETERMINED, None),
        ("hikvision-canada", date(2025, 9, 23), Outcome.UNDETERMINED, None),
        ("hikvision-canada", date(2025, 10, 24), Outcome.UNDETERMINED, None),
        ("hikvision-canada", date(2025, 10, 25), Outcome.UNDETERMINED, None),
        ("ezviz", date(2025, 9, 23), Outcome.DOES_NOT_APPLY, None),
        (None, date(2025, 9, 23), Outcome.UNDETERMINED, None),
    ],
)
def test_the_order_against_hikvision_canada_holds_for_its_addressee(
    maker: str | None, day: date, outcome: Outcome, on: date | None
) -> None:
    order = register().measures["ca/ica-hikvision-order"]
    addressed = {"role": "ca/ica-order-addressee", "order": "ca-ica-hikvision"}
    facts = known(**addressed, **({"maker": maker} if maker else {}))
    got = determine_act(order, "carry-on-business", facts, as_of=day, world=world())
    assert (got.outcome, got.on) == (outcome, on), tree(got.reason)


def nodes(reason: Reason) -> list[Reason]:
    return [reason, *(node for part in reason.because for node in nodes(part))]


def tree(reason: Reason, depth: int = 0) -> str:
    """Print the reasons, for a person who looks at a failing case."""
    line = f"{'  ' * depth}{reason.truth.value:8}{say(reason, 'en')}"
    return "\n".join([line, *(tree(part, depth + 1) for part in reason.because)])


def test_taking_away_the_announced_policy_takes_away_the_answer() -> None:
    measure = register().measures["ca/goc-hikvision-prohibition"]
    as_order = replace(measure, nature="order")
    facts = known(role="ca/federal-department", maker="hikvision", brand="hikvision", kind="camera")
    day = measure.timeline.checked_through
    assert {d.outcome for d in determine(measure, facts, day, world())} == {Outcome.APPLIES}
    assert {d.outcome for d in determine(as_order, facts, day, world())} == {Outcome.DOES_NOT_APPLY}
