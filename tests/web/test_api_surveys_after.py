"""Do programs add the sites that files name, and have findings answered again, as people do?"""

import pytest

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Permission, Role
from phaseout.web.surveys.again import Again
from phaseout.web.surveys.models import Survey
from web.programs import Program, secret_of
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
pytestmark = pytest.mark.django_db
INVENTORY = (
    "Name,Make,Model,Serial,Site\n"
    "cam1,Hikvision,DS-2CD2143G0-I,B1,City Hall\ncam2,Hikvision,DS-2CD2143G0-I,B2,city  hall\n"
    "cam3,Axis,M3045,C3,Library\n"
)


@pytest.fixture
def survey(surveying) -> Survey:
    return surveying.bring({"inventory.csv": INVENTORY})


@pytest.fixture
def analyst(world, person_with) -> Program:
    return Program(secret_of(person_with(Role.ANALYST), world.home))


def sites_of(survey: Survey) -> str:
    return f"/surveys/{survey.pk}/sites"


def test_sites_that_files_name_are_added_as_they_were_seen(
    survey, analyst, django_capture_on_commit_callbacks
):
    seen = analyst.ask("GET", sites_of(survey))
    told = [(one["written"], one["things"], one["below"]) for one in seen.json()["items"]]
    assert told == [("City Hall", 2, None), ("Library", 1, None)]
    given = {"sites": [{"written": "City Hall", "name": "Town hall"}]}
    assert analyst.ask("POST", sites_of(survey), given).status_code == 428
    with django_capture_on_commit_callbacks(execute=True):
        added = analyst.ask("POST", sites_of(survey), given, if_match=seen["ETag"])
    assert (added.status_code, added.json()) == (202, {"added": 1})
    site = Site.everything.get()
    assert (site.ref, site.name_en) == ("City Hall", "Town hall")
    assert analyst.ask("POST", sites_of(survey), given, if_match=seen["ETag"]).status_code == 412
    assert [one["written"] for one in analyst.ask("GET", sites_of(survey)).json()["items"]] == ["Library"]


@pytest.mark.parametrize(
    ("named", "field"),
    [("Town hall", "sites.1.written"), ("City Hall\0", "sites.1.written"), ("x" * 201, "sites.1.written")],
)
def test_a_site_that_no_file_names_is_refused_and_none_is_added(named, field, survey, analyst):
    given = {"sites": [{"written": "Library"}, {"written": named}]}
    seen = analyst.ask("GET", sites_of(survey))["ETag"]
    refused = analyst.ask("POST", sites_of(survey), given, if_match=seen)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)
    assert not Site.everything.exists()


def test_who_does_not_keep_the_estate_adds_none_and_a_foreigner_sees_none(survey, world, person_with):
    technician = Program(secret_of(person_with(Role.TECHNICIAN), world.home))
    given = {"sites": [{"written": "Library"}]}
    assert technician.ask("POST", sites_of(survey), given, if_match='"1"').status_code == 403
    stranger = Program(secret_of(person_with(Role.ANALYST, at=world.foreign), world.foreign))
    assert stranger.ask("GET", sites_of(survey)).status_code == 404
    assert stranger.ask("POST", sites_of(survey), given, if_match='"1"').status_code == 404


def test_findings_are_answered_again_where_somebody_weighs_evidence(
    surveying, analyst, world, person_with, django_capture_on_commit_callbacks
):
    applied = surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))
    Survey.everything.update(register_edition="1999-01-01")
    reader = Program(secret_of(person_with(Role.READER), world.home))
    assert reader.ask("POST", "/surveys/again").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        asked = analyst.ask("POST", "/surveys/again", {})
    assert (asked.status_code, asked.json()) == (202, {"surveys": 1})
    (row,) = reader.ask("GET", "/surveys/again").json()["items"]
    assert (row["survey"], row["progress"], row["id"]) == (applied.pk, "done", Again.everything.get().pk)
    assert analyst.ask("POST", "/surveys/again", {"survey": 1}).status_code == 422


def test_a_token_that_may_not_weigh_evidence_asks_for_nothing(surveying, world, person_with):
    person = person_with(Role.ANALYST)
    blind = Program(secret_of(person, world.home, Permission.READ, Permission.SURVEY))
    assert blind.ask("POST", "/surveys/again", {}).status_code == 403


def test_what_could_not_be_read_is_said_in_the_language_of_who_asks(surveying, world, person_with):
    survey = surveying.bring(
        {"inventory.csv": "Name,Make,Model,IP\ncam1,Hikvision,DS-2CD2143G0-I,999.1.1.1\n"}
    )
    person = person_with(Role.READER)
    told = {}
    for language in ("en", "fr"):
        (row,) = (
            Program(secret_of(person, world.home), language)
            .ask("GET", f"/surveys/{survey.pk}/unread")
            .json()["items"]
        )
        told[language] = (row["locator"], row["why"])
    assert told["en"][0].startswith("line ")
    assert told["fr"][0].startswith("ligne ")
    assert told["en"][1] != told["fr"][1]
