"""Do sites that files name become sites of the estate by one form, and none a second time?"""

import pytest
from django.urls import reverse

from phaseout.web.estate.models import Asset, AssetKey, Organisation, Site
from phaseout.web.frame.access import Role
from phaseout.web.surveys.models import State, SurveyedAsset
from web.conftest import NOON
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db
INVENTORY = (
    "Name,Make,Model,Serial,Site\n"
    "cam1,Hikvision,DS-2CD2143G0-I,B1,City Hall\ncam2,Hikvision,DS-2CD2143G0-I,B2,city  hall\n"
    "cam3,Axis,M3045,C3,Library\n"
)


@pytest.fixture
def survey(surveying):
    return surveying.bring({"inventory.csv": INVENTORY})


def post(client, survey, done, **chosen):
    said = {"site": list(chosen), **{f"name {site}": name for site, name in chosen.items()}}
    with done(execute=True):
        answer = client.post(reverse("survey-sites", args=[survey.pk]), {"version": survey.version, **said})
    survey.refresh_from_db()
    return answer


def test_names_that_are_no_site_here_are_shown_with_how_many_things_stand_there(survey, client_of):
    page = " ".join(client_of(Role.READER).get(reverse("survey", args=[survey.pk])).content.decode().split())
    assert '<strong translate="no">City Hall</strong>: 2 assets' in page
    assert '<strong translate="no">Library</strong>: 1 asset' in page
    assert "Add the chosen sites" not in page


def test_the_chosen_ones_are_added_and_the_survey_is_examined_again_by_itself(
    survey, client_of, django_capture_on_commit_callbacks
):
    client = client_of(Role.ANALYST)
    assert "Add the chosen sites" in client.get(reverse("survey", args=[survey.pk])).content.decode()
    answer = post(client, survey, django_capture_on_commit_callbacks, **{"City Hall": "Town hall"})
    assert answer.headers["Location"] == reverse("survey", args=[survey.pk])
    site = Site.everything.get()
    assert (site.ref, site.name_en, site.organisation_id) == (
        "City Hall",
        "Town hall",
        survey.organisation_id,
    )
    assert (survey.state, survey.nowhere) == (State.READY, 1)
    assert SurveyedAsset.everything.filter(survey=survey, site=site).count() == 2


def test_of_two_who_add_sites_the_second_adds_none(survey, client_of, django_capture_on_commit_callbacks):
    client, seen = client_of(Role.ANALYST), survey.version
    post(client, survey, django_capture_on_commit_callbacks, Library="")
    survey.version = seen
    late = post(client, survey, django_capture_on_commit_callbacks, **{"City Hall": ""})
    assert late.status_code == 409
    assert "No site was added" in late.content.decode()
    assert [site.ref for site in Site.everything.all()] == ["Library"]


def test_who_does_not_keep_the_estate_adds_none(survey, client_of, django_capture_on_commit_callbacks):
    answer = post(client_of(Role.TECHNICIAN), survey, django_capture_on_commit_callbacks, Library="")
    assert answer.status_code in (403, 404)
    assert not Site.everything.exists()


def test_a_site_of_a_branch_below_is_named_and_never_added_a_second_time(
    world, survey, client_of, django_capture_on_commit_callbacks
):
    branch = Organisation(parent=world.home, name_en="Atlantic Region", path=f"{world.home.path}7/")
    branch.save()
    Site(organisation=branch, ref="ATL-01", name_en="Library").save()
    client = client_of(Role.ANALYST)
    page = client.get(reverse("survey", args=[survey.pk])).content.decode()
    assert "ATL-01 is a site of Atlantic Region: bring these rows in there" in page
    assert 'value="Library"' not in page
    answer = post(client, survey, django_capture_on_commit_callbacks, Library="Library")
    assert answer.status_code == 409
    assert [site.ref for site in Site.everything.all()] == ["ATL-01"]


def test_things_that_a_branch_below_has_already_are_counted_before_they_are_twice_there(
    world, surveying, client_of
):
    branch = Organisation(parent=world.home, name_en="Atlantic Region", path=f"{world.home.path}7/")
    branch.save()
    for organisation, serial in (
        (branch, "DS0000001"),
        (world.home, "AX0000002"),
        (world.foreign, "CI0000003"),
    ):
        asset = Asset(organisation=organisation, label=serial, first_seen=NOON, last_seen=NOON)
        asset.save()
        AssetKey(organisation=organisation, asset=asset, kind="serial", value=serial, last_seen=NOON).save()
    survey = surveying.bring({"cameras.csv": CAMERAS})
    assert survey.below == 1
    page = client_of(Role.READER).get(reverse("survey", args=[survey.pk])).content.decode()
    assert "1 asset has the serial number or hardware address of an asset of a branch below" in page
