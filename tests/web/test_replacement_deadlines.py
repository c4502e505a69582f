"""Is anything late by a day that no measure names?"""

from datetime import date

import pytest
from django.template.defaultfilters import floatformat

from phaseout.web.estate.models import Site
from phaseout.web.findings.effect import deadline_of, in_effect_since
from phaseout.web.findings.queries.counts import reviewed
from phaseout.web.findings.queries.of_sites import with_found
from phaseout.web.frame.access import Role
from phaseout.web.plans.queries.things import to_plan
from phaseout.web.plans.tables import PlanTable
from phaseout.web.replacement import detail, services
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import replacements_seen
from phaseout.web.replacement.queries.counts import programme
from phaseout.web.replacement.vocabulary import State
from web.conftest import NOON
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded
from web.furnishing.replacement import closed

TODAY = NOON.date()
ANNOUNCED = {"measure": "ca/goc-hikvision-prohibition", "clause": "use"}
DATED = {"measure": "uk/sensitive-sites-2022", "clause": "remove"}


@pytest.fixture
def rows(world, access_with) -> dict[str, Replacement]:
    """Return what must go by an announcement, by one that names a day, and by an order in force."""
    analyst = access_with(Role.ANALYST)
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    for label, more in (("announced", ANNOUNCED), ("dated", DATED), ("in force", {}), ("both", ANNOUNCED)):
        asset = asset_in(world.home, label, site, maker="hikvision", kind="camera")
        also = [answer_of()] if label == "both" else []
        recorded(asset, answer_of(**more), *also, by=analyst.person)
        assert services.start(analyst, [asset.pk]) == {asset.pk}
    return {one.asset.label: one for one in replacements_seen(analyst, TODAY)}


def test_an_announcement_has_effect_and_names_no_day_by_which_anything_must_be_gone():
    announced = ("ca/goc-hikvision-prohibition", "use", TODAY)
    assert (in_effect_since(*announced), deadline_of(*announced)) == (date(2025, 6, 27), None)
    assert deadline_of("uk/sensitive-sites-2022", "remove", TODAY) == date(2025, 4, 30)
    assert deadline_of(MEASURE, "new", TODAY) == in_effect_since(MEASURE, "new", TODAY) == date(2023, 12, 21)
    assert deadline_of(MEASURE, "new", date(2023, 12, 20)) is None


def test_nothing_must_be_gone_already_by_an_announcement_without_a_date(rows, access_with, client_of):
    assert {label: row.is_due for label, row in rows.items()} == {
        "announced": False, "dated": True, "in force": True, "both": True,
    }  # fmt: skip
    found = programme(access_with(Role.READER), TODAY)
    assert (found.already.assets, found.to_come, found.without_day) == (3, [], 1)
    listed = client_of(Role.READER).get("/replacements/?due=never").content.decode()
    assert "announced" in listed
    assert "in force" not in listed


def test_the_page_of_a_replacement_says_that_an_announcement_names_no_day(rows, access_with, client_of):
    reader = access_with(Role.READER)
    days = {label: {one.day for one in detail.shown(reader, row)["deadlines"]} for label, row in rows.items()}
    assert days == {
        "announced": {None}, "dated": {date(2025, 4, 30)}, "in force": {date(2023, 12, 21)},
        "both": {None, date(2023, 12, 21)},
    }  # fmt: skip
    page = client_of(Role.READER).get(f"/replacements/{rows['announced'].pk}/").content.decode()
    assert "it names no day" in page
    assert "2025" not in page.split("When it must be gone")[1].split("What comes next")[0]


def test_a_plan_has_no_deadline_from_an_announcement(rows, world):
    things = {one.id: one.dues for one in to_plan(world.home.pk, TODAY).things}
    assert things == {
        str(rows["announced"].asset_id): (), str(rows["dated"].asset_id): (None,),
        str(rows["in force"].asset_id): (None,), str(rows["both"].asset_id): (None,),
    }  # fmt: skip


def test_what_is_closed_must_not_go_any_more_on_the_first_page_of_a_site_and_of_a_branch(
    rows, world, access_with
):
    reader = access_with(Role.READER)
    site = Site.everything.get(ref="hq")
    asked = ({}, {"site": site}, {"organisation": world.home})
    assert [reviewed(reader, TODAY, **one).to_go for one in asked] == [4, 4, 4]
    closed(access_with(Role.ANALYST), rows["announced"], TODAY)
    assert [reviewed(reader, TODAY, **one).to_go for one in asked] == [3, 3, 3]
    assert with_found(reader, Site.everything.filter(ref="hq")).get().to_go == 3
    foreigner = access_with(Role.READER, at=world.foreign)
    assert reviewed(foreigner, TODAY).to_go == 0
    Replacement.everything.filter(pk=rows["dated"].pk).update(state=State.REMOVED, removed_on=TODAY)
    assert reviewed(reader, TODAY).to_go == 3  # removed is not closed


def test_the_list_of_plans_rounds_a_value_as_its_page_does():
    table = PlanTable([])
    assert table.render_value(113728.6) == floatformat(113728.6, "0g") == "113,729"
    assert table.render_gap(0.01239) == "1.24 %"
