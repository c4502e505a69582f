"""Do the federal measures of the United States name the right reference and paper for each contract day?"""

from datetime import date, timedelta
from functools import cache

import pytest

from phaseout.domain.measure import Measure
from phaseout.register import Register

LIMBS = ("us/ndaa-889-a1a", "us/ndaa-889-a1b")
DEVIATION = date(2026, 2, 1)
PAPERS = ("ndaa-889-representation", "ndaa-889-one-day-report", "ndaa-889-ten-day-report")


@cache
def register() -> Register:
    return Register.open()


def natures_on(measure: Measure, day: date) -> set[str]:
    return {citation.nature for citation in measure.citations_on(day)}


@pytest.mark.parametrize("limb", LIMBS)
def test_a_contract_before_the_overhaul_bears_the_codified_clause_alone(limb: str) -> None:
    measure = register().measures[limb]
    assert natures_on(measure, measure.timeline.steps[0].on) == {"codified"}
    assert natures_on(measure, DEVIATION - timedelta(days=1)) == {"codified"}


@pytest.mark.parametrize("limb", LIMBS)
def test_a_contract_since_may_bear_the_clause_by_deviation_as_well(limb: str) -> None:
    on_the_day = register().measures[limb].citations_on(DEVIATION)
    assert {"FAR 52.204-25 (NOV 2021)", "FAR 52.240-91"} <= {citation.reference for citation in on_the_day}
    assert {citation.nature for citation in on_the_day} == {"codified", "deviation"}


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (date(2020, 8, 12), ["AUG 2019"]),
        (date(2020, 8, 13), ["AUG 2020"]),
        (date(2021, 10, 31), ["AUG 2020"]),
        (date(2021, 11, 15), ["AUG 2020", "NOV 2021"]),
        (date(2021, 12, 1), ["NOV 2021"]),
        (date(2026, 7, 1), ["NOV 2021"]),
    ],
)
def test_each_text_of_the_clause_is_a_reference_of_its_own_by_the_day_of_the_contract(
    day: date, texts: list[str]
) -> None:
    measure = register().measures["us/ndaa-889-a1a"]
    clauses = [one for one in measure.citations_on(day) if one.reference.startswith("FAR 52.204-25 ")]
    assert [one.reference for one in clauses] == [f"FAR 52.204-25 ({text})" for text in texts]
    reports = [one for one in measure.obligations if one.artefact != PAPERS[0]]
    assert all({one.id for one in clauses} <= set(report.under) for report in reports)


@pytest.mark.parametrize("limb", LIMBS)
def test_a_proposed_rule_is_on_record_and_in_no_contract(limb: str) -> None:
    measure = register().measures[limb]
    (proposed,) = (citation for citation in measure.citations if citation.nature == "proposed")
    assert proposed.since == date(2026, 6, 23)
    days = (proposed.since + timedelta(days=offset) for offset in (-1, 0, 1, 153))
    assert all(proposed not in measure.citations_on(day) for day in days)


@pytest.mark.parametrize("limb", LIMBS)
def test_no_reference_is_older_than_its_limb(limb: str) -> None:
    measure = register().measures[limb]
    assert measure.citations_on(measure.timeline.steps[0].on - timedelta(days=1)) == ()


@pytest.mark.parametrize("limb", LIMBS)
def test_each_limb_asks_contractors_for_its_three_papers(limb: str) -> None:
    owed = register().measures[limb].obligations
    assert tuple(obligation.artefact for obligation in owed) == PAPERS
    assert {obligation.roles[0] for obligation in owed} == {"us/federal-contractor"}
    below = {obligation.artefact for obligation in owed if "us/federal-subcontractor" in obligation.roles}
    # What a subcontractor finds it reports, for that flows down; the use limb and the offer do not.
    assert below == (set(PAPERS[1:]) if limb == "us/ndaa-889-a1a" else set())
    terms = [(term.amount, term.unit.value) for obligation in owed if (term := obligation.within)]
    assert terms == [(1, "business-days"), (10, "business-days")]


def test_taking_an_award_counts_as_the_certification_since_october_2024() -> None:
    (certification,) = register().measures["us/ndaa-889-b"].obligations
    assert certification.artefact is None
    assert not certification.holds_on(date(2024, 9, 30))
    assert certification.holds_on(date(2024, 10, 1))


@pytest.mark.parametrize("clause", ["us/ndaa-889-a1a", "us/ndaa-889-a1b", "us/ndaa-889-b"])
def test_the_three_clauses_share_one_list_of_covered_equipment(clause: str) -> None:
    listed = register().measures[clause].covers
    assert [coverage.id for coverage in listed] == [
        "huawei-zte",
        "huawei-zte-video-surveillance",
        "huawei-zte-access-control",
        "hytera-hikvision-dahua",
        "services",
        "access-control",
    ]
    assert {coverage.listed_in for coverage in listed} == {"us/889-covered-equipment"}


def test_the_clause_of_contracts_stands_for_awards_by_analogy_only() -> None:
    awards = register().measures["us/ndaa-889-b"]
    cites = [cite for rule in (*awards.components, *awards.exemptions) for cite in rule.cite]
    grades = {cite.grade.value for cite in cites if cite.source == "far-52-204-25"}
    assert grades == {"I"}


def test_only_the_listing_of_october_2019_says_that_a_denial_is_presumed() -> None:
    clauses = register().measures["us/bis-entity-list"].clauses
    assert [clause.id for clause in clauses if "denial" in clause.text.en] == ["listed-2019-10-09"]
    rule = "bis-84-fr-54002"
    assert [clause.id for clause in clauses if rule in {cite.source for cite in clause.cite}] == [
        "listed-2019-10-09"
    ]


def test_the_publication_withdrawn_on_its_own_day_lists_nobody_on_any_day() -> None:
    entries = {entry.id: entry for entry in register().measures["us/ndaa24-805-direct"].covers}
    withdrawn = entries["posted-2026-02-13"]
    assert withdrawn.since == withdrawn.until == date(2026, 2, 13)
    assert set(withdrawn.named) <= set(entries["of-2026-06"].named)
