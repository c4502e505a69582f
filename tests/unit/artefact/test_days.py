"""Which day a paper speaks of, which text it cites, and when the findings cannot carry it."""

from datetime import date

import pytest
from tests.unit.artefact.conftest import AXIS_CAMERA, DAY, HIKVISION_CAMERA, Surveyed
from tests.unit.artefact.drafts import CONTRACTOR, OTHER, SECURITY, markdown, paper

from phaseout.artefact.particulars import Particulars
from phaseout.domain.problem import UsageError
from phaseout.register import Register

LIMBS = [Register.open().measures[f"us/ndaa-889-a1{limb}"] for limb in "ab"]
REPRESENTATION = "ndaa-889-representation"
REPORT = "ndaa-889-one-day-report"


def told(**days: date) -> Particulars:
    return Particulars(dates={key.replace("_", "-"): day for key, day in days.items()})


def test_a_paper_says_the_day_of_its_findings_and_of_the_text_it_cites(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    said = paper(REPRESENTATION, document, told=told(contract_date=date(2025, 3, 1))).notices[1:]
    assert said == (
        "The findings answer the law of 30 June 2026.",
        "The references cited are those that a contract of 1 March 2025 may bear.",
    )


def test_a_day_said_twice_is_said_once(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    said = paper(REPRESENTATION, document, told=told(contract_date=DAY, offered=DAY)).notices[1:]
    assert said == ("The findings answer the law of 30 June 2026.",)


def test_an_offer_of_after_the_inquiry_says_both_days(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    said = " ".join(paper(REPRESENTATION, document, told=told(offered=date(2026, 7, 3))).notices)
    assert "The findings answer the law of 30 June 2026" in said
    assert "The offer is of 3 July 2026" in said
    assert "a contract of 3 July 2026 may bear" in said


def test_a_paper_of_after_the_last_check_of_the_law_says_so(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    unchecked = "Nobody has checked whether the law changed between that day and 3 July 2026."
    checked = min(one.timeline.checked_through for one in LIMBS)
    assert checked == DAY
    assert unchecked in markdown(paper(REPRESENTATION, document, told=told(offered=date(2026, 7, 3))))
    assert "Nobody has checked" not in markdown(paper(REPRESENTATION, document))


def test_an_inquiry_of_after_the_offer_carries_no_representation(surveyed: Surveyed) -> None:
    document = surveyed(AXIS_CAMERA, roles=CONTRACTOR, use=OTHER)
    with pytest.raises(UsageError, match="no inquiry made after an offer carries it"):
        paper(REPRESENTATION, document, told=told(offered=date(2026, 6, 29)))


def test_findings_of_before_the_law_turned_carry_no_paper_of_after(surveyed: Surveyed) -> None:
    early = surveyed(AXIS_CAMERA, roles=("us/state-vendor-la",), use=OTHER, day=date(2021, 7, 31))
    with pytest.raises(UsageError, match="us-la/procurement-ban on 2021-08-01") as raised:
        paper("la-vendor-affidavit", early, told=told(offered=date(2021, 8, 1)))
    assert "--as-of 2021-08-01" in raised.value.diagnosis()
    on_the_day = surveyed(AXIS_CAMERA, roles=("us/state-vendor-la",), use=OTHER, day=date(2021, 8, 1))
    assert paper("la-vendor-affidavit", on_the_day, told=told(offered=date(2021, 8, 2)))


@pytest.mark.parametrize("discovered", [date(2026, 6, 26), date(2026, 7, 1)])
def test_a_survey_may_lead_to_a_discovery_or_follow_it(surveyed: Surveyed, discovered: date) -> None:
    document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
    made = paper(REPORT, document, told=told(discovered=discovered, contract_date=date(2024, 5, 1)))
    assert any("The discovery is of" in notice for notice in made.notices)


def test_nothing_is_discovered_during_a_contract_to_come(surveyed: Surveyed) -> None:
    document = surveyed(HIKVISION_CAMERA, roles=CONTRACTOR, use=SECURITY)
    days = told(discovered=date(2026, 6, 29), contract_date=date(2026, 6, 30))
    with pytest.raises(UsageError, match="during its performance"):
        paper(REPORT, document, told=days)
