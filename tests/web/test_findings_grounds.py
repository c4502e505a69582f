"""Does a finding say on what evidence the thing is what it is: which file, which place, what was seen, who said it?"""

from datetime import date

import pytest
from django.utils.html import escape

from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.services import correct
from phaseout.web.findings.grounds import Grounds, Rest, grounds_of, rests
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.surveys import services
from web.furnishing.findings import answer_of, asset_in, recorded
from web.programs import Program, secret_of
from web.surveying import CAMERAS, surveying

__all__ = ["surveying"]
PLACE = "inventory.csv, line 2, column manufacturer"
TODAY = date(2026, 11, 27)


@pytest.fixture
def applied(surveying):
    """A survey that was taken over."""
    return surveying.apply(surveying.bring({"inventory.csv": CAMERAS}))


def of_camera() -> Finding:
    return Finding.everything.filter(outcome="applies", asset__label="cam-1").order_by("pk").first()


def test_the_page_of_a_finding_names_file_place_and_value_that_make_it_that_makers(applied, client_of):
    page = client_of(Role.READER).get(f"/findings/{of_camera().pk}/").content.decode()
    said = page.partition("What says which asset it is")[2]
    for one in ("Hikvision", "DS-2CD2143G2-I", PLACE, "inventory", "conclusive", applied.name):
        assert escape(one) in said
    assert f'href="/surveys/{applied.pk}/things/0/#o' in said


@pytest.mark.parametrize("again", [False, True])
def test_reasons_point_at_places_and_not_at_bare_ids_also_once_they_are_answered_again(
    applied, client_of, again, django_capture_on_commit_callbacks
):
    if again:
        Finding.everything.update(edition="2025.01.01")
        type(applied).everything.update(register_edition="2025.01.01")
        with django_capture_on_commit_callbacks(execute=True):
            services.ask_where_due(TODAY)
    page = client_of(Role.READER).get(f"/findings/{of_camera().pk}/").content.decode()
    chain = page.partition('<details class="tree"')[2].partition("</details>")[0]
    assert PLACE in chain
    assert "what is stated of the organisation" in chain
    assert "/organisations/" not in chain, "who may not keep the estate has no page of it"
    kept = client_of(Role.ANALYST).get(f"/findings/{of_camera().pk}/").content.decode()
    assert f'href="/organisations/{applied.organisation_id}/"' in kept
    assert "[o" not in chain
    assert "; context" not in chain
    assert chain.count(PLACE) == len([item for item in chain.split("<li>") if PLACE in item]), (
        "no place is named twice in one reason"
    )


def test_what_a_person_said_stands_there_with_their_name_for_who_sees_who_did_what(
    applied, client_of, access_with
):
    asset = Asset.everything.get(label="cam-1")
    keeper = access_with(Role.ADMINISTRATOR)
    correct(keeper, asset, asset.version, field="maker", value="dahua", reason="read on its label")
    words = {
        role: grounds_of(access_with(role), asset, applied.pk).statements
        for role in (Role.READER, Role.AUDITOR)
    }
    people = {role: [one.person for one in said if one.survey is None] for role, said in words.items()}
    assert people[Role.READER] == ["a person"]
    assert people[Role.AUDITOR] == [asset.told.get(survey=None).source]
    page = client_of(Role.READER).get(f"/findings/{of_camera().pk}/").content.decode()
    assert "<td>a person</td>" in page.partition("What says which asset it is")[2]


def test_what_an_earlier_survey_said_stands_beside_what_the_last_one_did(surveying, applied, access_with):
    later = surveying.apply(surveying.bring({"later.csv": CAMERAS}))
    asset = Asset.everything.get(label="cam-1")
    found = grounds_of(access_with(Role.READER), asset, later.pk)
    makers = [one for one in found.statements if one.dimension == "maker"]
    assert [(one.survey, one.survey_name) for one in makers] == [
        (later.pk, later.name),
        (applied.pk, applied.name),
    ]
    first, second = makers
    assert {one.place for one in first.seen} >= {PLACE.replace("inventory", "later")}
    assert (first.grade, bool(first.bases), first.source) == ("conclusive", True, "")
    assert second.source.startswith("inventory.csv, line 2")
    assert second.seen == ()


def test_of_a_thing_that_no_survey_shows_it_is_said_that_nothing_says_what_it_is(
    world, person_with, client_of
):
    (finding,) = recorded(asset_in(world.home, "cam"), answer_of(), by=person_with(Role.ANALYST).pk)
    page = client_of(Role.READER).get(f"/findings/{finding.pk}/").content.decode()
    assert "Nothing says what it is: neither a survey nor a person." in page


def test_programs_are_told_the_same_and_each_id_in_the_newest_reason_is_among_what_was_seen(
    applied, world, person_with
):
    person = person_with(Role.READER)
    program = Program(secret_of(person, world.home))
    told = program.ask("GET", f"/findings/{of_camera().pk}").json()
    makers = [one for one in told["statements"] if one["dimension"] == "maker"]
    seen = {one["id"]: one for one in told["seen"]}
    assert [(one["value"], one["grade"], one["survey"]) for one in makers] == [
        ("hikvision", "conclusive", applied.pk)
    ]
    assert {(seen[id_]["source"], seen[id_]["locator"]) for id_ in makers[0]["seen"]} >= {
        ("inventory.csv", "line 2, column manufacturer")
    }
    pointed = list(evidence_in(told["determinations"][0]["reason"]))
    assert [one for one in pointed if one in seen]


def evidence_in(reason):
    yield from reason["evidence"]
    for part in reason["because"]:
        yield from evidence_in(part)


def test_what_is_stated_of_a_site_leads_there_and_a_cite_stays_as_it_is(world, access_with):
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    asset = asset_in(world.home, "cam", site)
    found = rests(
        access_with(Role.READER),
        ("context file, site hq", "context file, site depot", "law s. 3"),
        Grounds(),
        asset,
    )
    assert found == (
        Rest(said="what is stated of site hq", address=f"/sites/{site.pk}/"),
        Rest(said="what is stated of site depot"),
        Rest(said="law s. 3"),
    )
