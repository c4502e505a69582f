"""Is how far the review has come kept apart from what was found?"""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from phaseout.web.estate.models import Coverage, Look, Site
from phaseout.web.estate.queries import coverage_by_way, reach_of, with_coverage
from phaseout.web.estate.services import add_branch, add_look, withdraw_look
from phaseout.web.frame.access import Role


@pytest.fixture
def site(world) -> Site:
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    return site


def reached(site: Site) -> int:
    return with_coverage(Site.everything.filter(pk=site.pk)).get().reached


def test_a_look_taken_back_counts_no_more_and_stays_in_sight(site, access_with, client_of):
    technician = access_with(Role.TECHNICIAN)
    add_look(technician, site, way="desk", on=date(2026, 1, 1))
    wrong = add_look(technician, site, way="walk", on=date(2026, 1, 2), note="All floors")
    client = client_of(Role.ANALYST)
    address = reverse("look-withdraw", kwargs={"pk": site.pk, "look": wrong.pk})
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "another building"}).status_code == 302
    assert reach_of(site) == (Coverage.DESK, False)
    page = client.get(reverse("site", kwargs={"pk": site.pk})).content.decode()
    assert "All floors" in page
    assert "another building" in page
    assert not withdraw_look(technician, wrong, reason="again"), "the first one's reason stands"


def test_a_technician_takes_nobody_elses_look_back(site, access_with):
    look = add_look(access_with(Role.ANALYST), site, way="desk", on=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        withdraw_look(access_with(Role.TECHNICIAN), look, reason="r")


def test_verified_is_what_a_second_person_says(site, access_with):
    technician = access_with(Role.TECHNICIAN)
    add_look(technician, site, way="walk", on=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        add_look(technician, site, way="verified", on=date(2026, 1, 2))
    add_look(access_with(Role.ANALYST), site, way="verified", on=date(2026, 1, 2))
    assert reach_of(site) == (Coverage.VERIFIED, False)
    other = Site(organisation=site.organisation, ref="other", name_en="Other")
    other.save()
    withdraw_look(technician, add_look(technician, other, way="walk", on=date(2026, 1, 1)), reason="no")
    with pytest.raises(ValidationError):
        add_look(access_with(Role.ANALYST), other, way="verified", on=date(2026, 1, 2))


def test_the_furthest_look_counts_and_not_the_latest(site, access_with):
    technician = access_with(Role.TECHNICIAN)
    assert reached(site) == 0
    add_look(technician, site, way="walk", on=date(2026, 1, 1))
    add_look(technician, site, way="desk", on=date(2026, 6, 1))
    assert reached(site) == list(Coverage).index(Coverage.WALK)


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.APPROVER, Role.ADMINISTRATOR])
def test_who_may_not_survey_adds_no_look(site, access_with, role):
    with pytest.raises(PermissionDenied):
        add_look(access_with(role), site, way="walk", on=date(2026, 1, 1))
    assert not Look.everything.exists()


def test_a_look_is_added_by_its_page_and_shown_with_its_note(site, client_of):
    client = client_of(Role.TECHNICIAN, Role.AUDITOR)
    address = reverse("look-add", kwargs={"pk": site.pk})
    answer = client.post(address, {"way": "network", "on": "2026-05-04", "note": "Cellar locked"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "network looked at" in page
    assert "Cellar locked" in page
    assert "Person 1" in page


def test_who_looked_is_shown_to_those_who_audit_alone(site, access_with, client_of):
    add_look(access_with(Role.TECHNICIAN), site, way="walk", on=date(2026, 1, 1))
    page = client_of(Role.READER).get(reverse("site", kwargs={"pk": site.pk})).content.decode()
    assert "a person" in page
    assert "Person 1" not in page
    page = client_of(Role.AUDITOR).get(reverse("site", kwargs={"pk": site.pk})).content.decode()
    assert "Person 1" in page


def test_nobody_looked_on_a_day_to_come(site, client_of):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = client_of(Role.TECHNICIAN).post(
        reverse("look-add", kwargs={"pk": site.pk}), {"way": "walk", "on": tomorrow}
    )
    assert answer.status_code == 400
    assert "still to come" in answer.content.decode()


def test_not_started_is_no_way_of_looking(site, client_of):
    answer = client_of(Role.TECHNICIAN).post(
        reverse("look-add", kwargs={"pk": site.pk}), {"way": "not-started", "on": "2026-01-01"}
    )
    assert answer.status_code == 400


def test_a_site_where_nobody_looked_is_never_said_to_have_nothing(site, client_of):
    page = client_of(Role.READER).get(reverse("site", kwargs={"pk": site.pk})).content.decode()
    assert "not started" in page
    assert "That is not to say that there is nothing." in page


def test_sites_are_counted_by_way_with_those_of_the_branches_below(world, site, access_with):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    west = Site(organisation=region, ref="west", name_en="West")
    west.save()
    Site(organisation=world.foreign, ref="theirs", name_en="Theirs").save()
    add_look(access_with(Role.TECHNICIAN), west, way="records", on=date(2026, 1, 1))
    home, below = coverage_by_way(access_with(Role.READER))
    assert dict(home.counts)[Coverage.NOT_STARTED] == 1
    assert dict(home.counts)[Coverage.RECORDS] == 1
    assert (home.sites, home.begun, home.share) == (2, 1, 50)
    assert (below.sites, below.begun, below.share) == (1, 1, 100)


def test_the_page_leads_to_the_sites_it_counts(world, site, client_of):
    client = client_of(Role.READER)
    page = client.get(reverse("coverage")).content.decode()
    link = f"/sites/?organisation={world.home.pk}&amp;coverage=not-started"
    assert link in page
    assert "Headquarters" in client.get(link.replace("&amp;", "&")).content.decode()


def test_a_look_at_a_part_is_shown_apart_in_lists_figures_and_files(site, access_with, client_of):
    technician = client_of(Role.TECHNICIAN)
    said = {"way": "walk", "on": "2026-01-01", "left": "the annex"}
    assert technician.post(reverse("look-add", args=[site.pk]), said).status_code == 302
    client = client_of(Role.READER)
    page = client.get(reverse("site", args=[site.pk])).content.decode()
    assert "It was of a part of the site alone." in page
    assert "the annex" in page
    assert ", in part" in client.get(reverse("sites"), {"part": "part"}).content.decode()
    assert "?organisation=" in client.get(reverse("coverage")).content.decode().split("part=part")[0]
    assert "walked through, in part" in client.get(reverse("home")).content.decode()
    line = json.loads(
        b"".join(client.get(reverse("sites"), {"format": "jsonl"}).streaming_content).splitlines()[0]
    )
    assert (line["coverage"], line["in_part"]) == ("walk", 1)
    add_look(access_with(Role.TECHNICIAN), site, way="walk", on=date(2026, 2, 1))
    assert "It was of a part" not in client.get(reverse("site", args=[site.pk])).content.decode()
    assert ", in part" not in client.get(reverse("home")).content.decode()
