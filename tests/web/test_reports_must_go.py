"""Do reports say what must go and is in no programme, what nobody knows, and by which measures?"""

from datetime import date

import pytest

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Access, Role
from phaseout.web.replacement.models import Replacement
from phaseout.web.reports.keeping import document_in
from phaseout.web.reports.kinds import Kind
from web.conftest import NOON
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded
from web.furnishing.replacement import closed, taken_in
from web.test_reports import figures, made, open_at, sites, table

__all__ = ["sites"]

TODAY = NOON.date()
ANNOUNCED = "ca/goc-hikvision-prohibition"


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def estate(sites: list[Site], world, analyst) -> dict[str, Replacement]:
    """Return two in the programme, one of them closed; beside them two that must go, and two unknown."""
    hq, depot = sites
    found = {one: taken_in(analyst, asset_in(world.home, one, hq)) for one in ("there", "closed")}
    closed(analyst, found["closed"], TODAY)
    for label, site in (("left", depot), ("left too", None)):
        recorded(
            asset_in(world.home, label, site),
            answer_of(measure=ANNOUNCED, clause="use"), answer_of(act="install"), by=analyst.person,
        )  # fmt: skip
    open_at(world.home, hq, "unknown", by=analyst.person)
    open_at(world.home, hq, "to be exported", by=analyst.person, act="export-to")
    asset_in(world.foreign, "of others")
    return found


@pytest.mark.parametrize("kind", [Kind.MONTHLY, Kind.EXECUTIVE])
def test_what_must_go_is_counted_in_the_programme_and_not_and_unknown_is_not_none(
    kind, estate, world, analyst
):
    document = document_in(made(analyst, kind, world.home))
    found = figures(document)
    assert {one: found[one] for one in ("must-go", "must-go-tracked", "must-go-left")} == {
        "must-go": 3, "must-go-tracked": 1, "must-go-left": 2,
    }  # fmt: skip
    assert (found["unknown"], found["undetermined"]) == (1, 2)
    assert {one.id for one in document.definitions.rows} >= {"must-go", "unknown", "let-off", "deadline"}


@pytest.mark.parametrize("kind", [Kind.MONTHLY, Kind.EXECUTIVE])
def test_the_measures_are_named_with_the_day_until_which_they_were_checked(kind, estate, world, analyst):
    rows = table(document_in(made(analyst, kind, world.home)), "measures")
    assert [row[1:3] + row[-1:] for row in rows] == [
        (2, "announced", date(2025, 7, 31)),
        (1, "in-force", date(2024, 1, 31)),
    ]
    since = [row[3] for row in rows]
    assert kind == Kind.EXECUTIVE or since == [date(2025, 6, 27), date(2023, 12, 21)]
    assert "Hikvision" in rows[0][0]
    assert MEASURE not in rows[1][0]


def test_a_report_of_one_site_counts_what_must_go_there_alone(estate, sites, world, analyst):
    found = figures(document_in(made(analyst, Kind.MONTHLY, world.home, (sites[0].pk,))))
    assert [found[one] for one in ("must-go-tracked", "must-go-left", "unknown", "undetermined")] == [
        1,
        0,
        1,
        2,
    ]


def test_the_executive_page_says_of_all_that_is_still_there_by_when_it_must_be_gone(estate, world, analyst):
    rows = table(document_in(made(analyst, Kind.EXECUTIVE, world.home)), "to-come")
    assert rows == [("must be gone already", 1), ("no measure says from when", 0)]
