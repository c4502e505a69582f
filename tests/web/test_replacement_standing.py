"""Does nothing stand as gone, closed or decided once what it rested on holds no more?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.translation import override

from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame.access import Access, Role
from phaseout.web.plans.queries.things import to_plan
from phaseout.web.replacement import services
from phaseout.web.replacement.figures import at_site
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries import replacements_seen
from phaseout.web.replacement.queries.counts import programme
from phaseout.web.replacement.queries.facts import removers_of
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.vocabulary import Media, Result, State
from phaseout.web.reports.queries.work import to_do
from phaseout.web.reports.scope import Scope
from phaseout.web.surveys.models import Survey
from web.conftest import NOON
from web.furnishing.findings import asset_in
from web.furnishing.replacement import moved, now, taken_in
from web.surveying import HEADINGS, surveying

__all__ = ["surveying"]

TODAY, DAY = NOON.date(), timedelta(days=1)
REMOVED = TODAY - 7 * DAY
OTHERS = HEADINGS + "cam-2,10.1.0.2,00:40:8c:00:00:02,Axis,P3265-LVE,AX0000002,11.2\n"
RECORDER = HEADINGS + "nvr-2,10.1.0.3,44:19:b6:00:00:09,Hikvision,DS-7608NI-I2,DS0000009,V4\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Read refusals in English, whatever the test before was answered in."""
    with override("en"):
        yield


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def approver(access_with) -> Access:
    return access_with(Role.APPROVER)


@pytest.fixture
def technician(access_with) -> Access:
    return access_with(Role.TECHNICIAN)


@pytest.fixture
def site(world) -> Site:
    one = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    one.save()
    return one


@pytest.fixture
def disposed(site, analyst) -> Replacement:
    asset = asset_in(site.organisation, "cam-1", site, maker="hikvision", kind="camera")
    Asset.everything.filter(pk=asset.pk).update(last_seen=NOON - 30 * DAY)
    row = taken_in(analyst, asset)
    moved(analyst, row, State.REMOVED, on=REMOVED, who="A crew", reason="No camera was at hand")
    services.say_media(analyst, now(row), now(row).version, media=Media.NONE, reason="The slot is empty")
    moved(analyst, row, State.SANITISED)
    return moved(analyst, row, State.DISPOSED, on=TODAY, who="Ada", place="Recycler", reason="Lost the note")


@pytest.fixture
def relied_on(surveying, site) -> Survey:
    return surveying.apply(surveying.bring({"b.csv": OTHERS}, site=site, looked_on=TODAY - DAY))


@pytest.fixture
def closed(disposed, relied_on, approver) -> Replacement:
    moved(approver, disposed, State.VERIFIED, survey=relied_on.pk)
    return moved(approver, disposed, State.CLOSED)


def standing(access: Access, row: Replacement) -> str:
    return replacements_seen(access, TODAY).get(pk=row.pk).standing


def scope_of(access: Access, site: Site) -> Scope:
    return Scope(
        access=access, organisation=site.organisation, branches=0, sites=(), begin=REMOVED, end=TODAY, day=TODAY,
        made=NOON, maker="Ada", server="https://example.org/",
    )  # fmt: skip


def elsewhere(site: Site) -> Site:
    one = Site(organisation=site.organisation, ref="annex", name_en="Annex")
    one.save()
    return one


def inspected(approver: Access, technician: Access, site: Site, result: Result):
    drawn = services.draw(approver, site.organisation, seed="s", size=1).drawn.get()
    return services.record_inspection(technician, drawn, 1, result=result, on=TODAY, note="On the wall")


def test_a_closing_stands_while_its_survey_does(surveying, closed, relied_on, analyst):
    assert standing(analyst, closed) == "closed"
    surveying.undo(relied_on)
    assert standing(analyst, closed) == "disposed"
    found = programme(analyst, TODAY)
    assert (State.CLOSED in found.by_state, found.over, found.sites_closed) == (False, 1, 0)
    assert now(closed).state == "closed"  # and no row was written


@pytest.mark.parametrize("how", ["an inspection", "a later survey"])
def test_what_is_met_again_is_counted_as_there_and_gets_a_work_sheet(
    surveying, site, closed, analyst, approver, technician, how
):
    assert (programme(analyst, TODAY).sites_closed, list(to_do(scope_of(analyst, site)))) == (1, [])
    if how == "an inspection":
        inspected(approver, technician, site, Result.LIKE_IT)
    else:
        Asset.everything.filter(pk=closed.asset_id).update(last_seen=NOON)
    assert standing(analyst, closed) == "seen-again"
    found = at_site(analyst, site)
    assert found is not None
    assert (found.there, found.removed, found.closed) == (1, 0, 0)
    assert programme(analyst, TODAY).sites_closed == 0
    assert [one.pk for one in to_do(scope_of(analyst, site))] == [closed.pk]
    planned = to_plan(site.organisation_id, TODAY)
    assert ([one.id for one in planned.things], planned.left) == ([str(closed.asset_id)], 0)


def test_what_is_met_again_is_removed_once_more_by_somebody_who_then_does_not_verify_it(
    surveying, closed, analyst, access_with
):
    Asset.everything.filter(pk=closed.asset_id).update(last_seen=NOON)
    other = access_with(Role.TECHNICIAN)
    moved(other, closed, State.REMOVED, on=TODAY, who="Another crew", reason="No camera was at hand")
    row = now(closed)
    assert (standing(analyst, row), row.removed_on, row.removed_by) == ("removed", TODAY, "Another crew")
    assert removers_of(row) == frozenset([other.person])


def test_it_is_looked_for_where_it_stood_at_its_removal(surveying, site, disposed, relied_on, analyst):
    annex = elsewhere(site)
    there = surveying.apply(surveying.bring({"c.csv": OTHERS}, site=annex, looked_on=TODAY - DAY))
    Asset.everything.filter(pk=disposed.asset_id).update(site=annex)
    (found,) = looked_since(now(disposed))
    assert (found.pk, found.told) == (
        relied_on.pk, f"{relied_on.name} ({TODAY - DAY}, as whoever brought it in says)",
    )  # fmt: skip
    assert there.pk != relied_on.pk


def test_an_undated_list_shows_no_removal(surveying, site, disposed):
    surveying.apply(surveying.bring({"b.csv": OTHERS}, site=site))
    assert looked_since(now(disposed)) == []


def test_a_list_from_before_it_was_known_shows_no_removal(surveying, site, disposed, relied_on):
    Survey.everything.filter(pk=relied_on.pk).update(entered=now(disposed).started - DAY)
    assert looked_since(now(disposed)) == []


def test_a_list_of_another_kind_shows_nothing_unless_somebody_looked_who_met_nothing(
    surveying, site, disposed, approver, technician
):
    survey = surveying.apply(surveying.bring({"b.csv": RECORDER}, site=site, looked_on=TODAY - DAY))
    assert looked_since(now(disposed)) == []
    inspected(approver, technician, site, Result.GONE)
    assert [one.pk for one in looked_since(now(disposed))] == [survey.pk]
