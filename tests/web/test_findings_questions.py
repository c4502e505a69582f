"""Are questions answered once for many, is it shown what an answer touches, and is it then decided with it?"""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from phaseout.domain.facts import Context
from phaseout.register import Register
from phaseout.report.document_json import determination_json
from phaseout.report.reading import SavedDocument
from phaseout.survey import Options, survey
from phaseout.web.estate.models import AssetKey, Organisation, Site
from phaseout.web.estate.services import add_branch
from phaseout.web.findings import queries, services, tasks, waited
from phaseout.web.findings.models import Answer, Cause, Finding
from phaseout.web.findings.place import Place
from phaseout.web.frame.access import Role
from phaseout.web.frame.words import register
from phaseout.web.people.models import Person
from web.furnishing.findings import MEASURE, answer_of, asset_in, recorded

TODAY = date(2026, 11, 27)
ENTERED = {"values": ["public-safety"], "reason": "I run the place", "on": "2026-11-01"}


def site_of(organisation: Organisation, ref: str) -> Site:
    site = Site(organisation=organisation, ref=ref, name_en=ref)
    site.save()
    return site


@pytest.fixture
def waiting(world, person_with) -> dict[str, Finding]:
    """Findings that wait for a purpose: two at the depot, one at the hall, and one for its maker."""
    by = person_with(Role.ANALYST).pk
    depot, hall = site_of(world.home, "depot"), site_of(world.home, "hall")
    asked = answer_of("undetermined", questions=["purpose"])
    return {
        "d1": recorded(asset_in(world.home, "d1", depot), asked, by=by)[0],
        "d2": recorded(asset_in(world.home, "d2", depot), asked, by=by)[0],
        "h1": recorded(asset_in(world.home, "h1", hall), asked, by=by)[0],
        "m1": recorded(asset_in(world.home, "m1"), answer_of("undetermined", questions=["maker"]), by=by)[0],
    }


def test_the_fact_that_most_findings_wait_for_comes_first(waiting, world, access_with):
    facts = queries.waiting_facts(access_with(Role.READER))
    assert [(one.fact, one.findings, one.assets) for one in facts] == [("purpose", 3, 3), ("maker", 1, 1)]
    assert queries.waiting_facts(access_with(Role.READER, at=world.foreign)) == []


def test_a_question_says_where_it_is_missing(waiting, access_with, client_of):
    places = list(queries.waiting_places(access_with(Role.READER), "purpose"))
    assert [(str(one.site), one.findings) for one in places] == [("depot", 2), ("hall", 1)]
    page = client_of(Role.READER).get("/questions/purpose/").content.decode()
    assert "depot" in page
    assert "What is the equipment used for?" in page


def test_things_that_wait_are_listed_place_by_place_until_there_are_enough(waiting, world, access_with):
    analyst = access_with(Role.ANALYST)
    listed = [
        [thing.label for thing in queries.things_waiting(analyst, fact, number)]
        for fact, number in (("purpose", 100), ("purpose", 2), ("maker", 100), ("origin", 100))
    ]
    assert listed == [["d1", "d2", "h1"], ["d1", "d2"], ["m1"], []]
    assert not queries.things_waiting(access_with(Role.READER), "purpose", 100)
    assert not queries.things_waiting(access_with(Role.ANALYST, at=world.foreign), "purpose", 100)


def test_what_an_answer_touches_is_shown_before_it_is_kept(waiting, world, client_of):
    client = client_of(Role.ANALYST)
    depot = waiting["d1"].asset.site_id
    entered = {**ENTERED, "place": f"site:{depot}"}
    page = client.post("/questions/purpose/answer/", entered).content.decode()
    assert "2 findings wait for this there" in page
    assert not Answer.everything.exists()
    page = client.post("/questions/purpose/answer/", {**entered, "save": "1"}, follow=True).content.decode()
    assert "answered, not yet decided again" in page
    kept = Answer.everything.get()
    assert (kept.site_id, kept.asset_id, kept.values, kept.organisation_id) == (
        depot, None, ["public-safety"], world.home.pk,
    )  # fmt: skip


def test_an_answer_for_an_organisation_touches_all_below_it(waiting, world, access_with, client_of):
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    recorded(
        asset_in(branch, "b1"), answer_of("undetermined", questions=["purpose"]), by=Person.objects.first().pk
    )
    client = client_of(Role.ANALYST)
    page = client.post("/questions/purpose/answer/", {**ENTERED, "place": f"organisation:{world.home.pk}"})
    assert "4 findings wait for this there" in page.content.decode()
    page = client.post("/questions/purpose/answer/", {**ENTERED, "place": f"organisation:{branch.pk}"})
    assert "1 finding waits for this there" in page.content.decode()


def test_one_answer_is_kept_for_several_things(waiting, client_of):
    client = client_of(Role.ANALYST)
    things = [waiting["m1"].asset_id, waiting["d1"].asset_id]
    entered = {"values": "Hikvision", "reason": "Label read", "on": "2026-11-01",
               "place": [f"asset:{one}" for one in things], "save": "1"}  # fmt: skip
    assert client.post("/questions/maker/answer/", entered).status_code == 302
    kept = Answer.everything.order_by("pk")
    assert sorted(one.asset_id for one in kept) == sorted(things)
    assert {tuple(one.values) for one in kept} == {("hikvision",)}


@pytest.mark.parametrize(
    ("fact", "entered", "said"),
    [
        ("maker", {"values": "Hikvison"}, "knows nothing called"),
        ("acquired", {"values": "last spring"}, "is no day, month or year"),
        ("origin", {"values": "China"}, "no country of two letters"),
        ("purpose", {"values": ["fun"]}, "fun"),
        ("purpose", {"values": []}, "required"),
        ("purpose", {"reason": ""}, "required"),
        ("purpose", {"on": "2999-01-01"}, "still to come"),
        ("purpose", {"place": "site:999999"}, "site:999999"),
        ("role", {"place": "site:1", "values": ["ca/municipality"]}, "site:1"),
    ],
)
def test_an_answer_that_means_nothing_comes_back_with_what_was_entered(
    waiting, world, client_of, fact, entered, said
):
    place = (
        f"asset:{waiting['m1'].asset_id}"
        if fact in ("maker", "acquired")
        else f"organisation:{world.home.pk}"
    )
    answer = client_of(Role.ANALYST).post(
        f"/questions/{fact}/answer/", {**ENTERED, "place": place, "save": "1", **entered}
    )
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Answer.everything.exists()


def test_nobody_answers_for_another_organisation(waiting, world, client_of, access_with):
    client = client_of(Role.ANALYST, at=world.foreign)
    for place in (
        f"site:{waiting['d1'].asset.site_id}",
        f"organisation:{world.home.pk}",
        f"asset:{waiting['d1'].asset_id}",
    ):
        answer = client.post("/questions/purpose/answer/", {**ENTERED, "place": place, "save": "1"})
        assert answer.status_code == 400
    with pytest.raises(PermissionDenied):
        services.answer(
            access_with(Role.ANALYST, at=world.foreign), Place(organisation=world.home.pk), "purpose",
            values=["other"], reason="r", on=TODAY,
        )  # fmt: skip


def test_an_answer_about_a_site_or_thing_of_another_organisation_is_refused(world, access_with):
    analyst, theirs = access_with(Role.ANALYST), site_of(world.foreign, "theirs")
    for about in ({"site": theirs.pk}, {"asset": asset_in(world.foreign, "x1").pk}):
        with pytest.raises(PermissionDenied):
            services.answer(
                analyst, Place(organisation=world.home.pk, **about), "purpose",
                values=["other"], reason="r", on=TODAY,
            )  # fmt: skip
    assert not Answer.everything.exists()


def test_a_fact_the_register_does_not_have_is_no_page(client_of):
    assert client_of(Role.READER).get("/questions/colour/").status_code == 404


def test_of_two_answers_for_one_place_the_later_holds_and_the_nearest_comes_first(world, access_with):
    analyst = access_with(Role.ANALYST)
    site = site_of(world.home, "depot")
    here = Place(organisation=world.home.pk)
    for place, value in (
        (here, "other"), (here, "public-safety"), (Place(organisation=world.home.pk, site=site.pk), "other"),
    ):  # fmt: skip
        services.answer(analyst, place, "purpose", values=[value], reason="r", on=TODAY)
    files = tasks.answers_for(world.home)
    assert [(dict(one.use), [dict(site.facts) for site in one.sites]) for one in files] == [
        ({}, [{"purpose": ("other",)}]),
        ({"purpose": ("public-safety",)}, []),
    ]


def test_an_answer_for_a_branch_reaches_its_sites_in_a_survey_of_the_whole(world, access_with):
    branch = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    site_of(branch, "depot")
    services.answer(
        access_with(Role.ANALYST),
        Place(organisation=branch.pk),
        "purpose",
        values=["other"],
        reason="r",
        on=TODAY,
    )
    (file,) = tasks.answers_for(world.home)
    assert (dict(file.use), [one.id for one in file.sites]) == ({}, ["depot"])
    (file,) = tasks.answers_for(branch)
    assert dict(file.use) == {"purpose": ("other",)}


@pytest.fixture
def surveyed(tmp_path: Path) -> SavedDocument:
    """A camera of which nobody said when it was acquired, in a public body of Québec."""
    lines = [
        {"asset": "cam-1", "trait": "inventory.manufacturer", "value": "Hikvision"},
        {"asset": "cam-1", "trait": "inventory.model", "value": "DS-2CD2042WD-I"},
    ]
    source = tmp_path / "seen.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)))
    document = survey(
        [str(source)], Register.open(), Context(roles=("ca/qc-public-body",)), TODAY,
        options=Options(only=(MEASURE,)),
    )  # fmt: skip
    assets = tuple(document.assets())
    return SavedDocument(header=document.header, assets=assets, trailer=document.trailer())


def test_a_survey_is_decided_again_with_what_was_answered(world, person_with, access_with, surveyed):
    by = person_with(Role.ANALYST).pk
    asset = asset_in(world.home, "cam-1")
    AssetKey(
        organisation=world.home, asset=asset, kind="ref", value="cam-1", last_seen=asset.last_seen
    ).save()
    (seen,) = surveyed.assets
    edition = surveyed.header.register.edition
    rows = [determination_json(one) for one in seen.determinations]
    services.record(
        [(asset.pk, rows)], organisation=world.home.pk, edition=edition, as_of=TODAY, survey=7, by=by
    )
    use = Finding.everything.get(act="use")
    assert (use.outcome, use.determinations.get().questions) == ("undetermined", ["acquired"])
    services.answer(
        access_with(Role.ANALYST), Place(organisation=world.home.pk, asset=asset.pk), "acquired",
        values=["2024-06"], reason="The invoice", on=TODAY,
    )  # fmt: skip
    again = {"organisation": world.home, "survey": 7, "by": by}
    assert tasks.decide_again(surveyed, {seen.id: asset.pk}, **again) == 1
    use = Finding.everything.get(act="use")
    assert (use.outcome, use.determinations.first().cause) == ("applies", Cause.ANSWERS)
    assert "answer of Person" in json.dumps(use.determinations.first().reason)
    assert Answer.everything.get().decided_again is not None
    asset.refresh_from_db()
    assert asset.outcome == "applies"


def test_a_later_answer_corrects_an_earlier_one_that_the_document_was_given(
    world, person_with, access_with, surveyed
):
    from dataclasses import replace

    analyst, asset = access_with(Role.ANALYST), asset_in(world.home, "cam-1")
    (seen,) = surveyed.assets
    place = Place(organisation=world.home.pk, asset=asset.pk)
    services.answer(analyst, place, "acquired", values=["2019"], reason="r", on=TODAY)
    given = replace(surveyed, header=replace(surveyed.header, answers=tasks.answers_for(world.home)))
    services.answer(analyst, place, "acquired", values=["2024-06"], reason="The invoice", on=TODAY)
    again = {"organisation": world.home, "survey": 7, "by": analyst.person}
    tasks.decide_again(given, {seen.id: asset.pk}, **again)
    assert Finding.everything.get(act="use").duty == "prohibit"


def test_what_findings_wait_for_is_asked_first_and_all_else_is_folded_away(world, person_with, client_of):
    by, asset = person_with(Role.ANALYST).pk, asset_in(world.home, "cam")
    leaf = {"claim": "own rule?", "truth": "unknown", "because": [], "evidence": [], "code": "fact.not-stated",
            "params": {"fact": "item", "wanted": "ca-own-rule"}, "fact": "item"}  # fmt: skip
    why = {"claim": "open", "truth": "unknown", "because": [leaf], "evidence": [], "code": "outcome.undetermined",
           "params": {}, "fact": None}  # fmt: skip
    recorded(asset, answer_of("undetermined", questions=["item", "role"], reason=why), by=by)
    client = client_of(Role.ANALYST)
    page = client.get("/questions/item/answer/").content.decode()
    fold = page.index("More you may say")
    assert "1 finding waits" in page[:fold]
    assert page.index('value="ca-own-rule"') < page.index('value="ca-no-own-rule"') < fold
    assert page.index('value="blue-uas"') > fold
    page = client.get("/questions/role/answer/").content.decode()
    fold = page.index("More you may say")
    binds = [one.role for one in register().measures[MEASURE].binds]
    assert all(page.index(f'value="{one}"') < fold for one in binds)
    assert page.index('value="ca/municipality"') > fold


def test_where_very_many_findings_wait_the_newest_are_counted_and_it_is_said(
    world, person_with, client_of, monkeypatch
):
    by, client = person_with(Role.ANALYST).pk, client_of(Role.ANALYST)
    for number in range(3):
        asked = answer_of("undetermined", questions=["role"])
        recorded(asset_in(world.home, f"cam-{number}"), asked, by=by)
    page = client.get("/questions/role/answer/").content.decode()
    assert "(3)" in page
    assert "the newest" not in page
    monkeypatch.setattr(waited, "MOST", 2)
    page = client.get("/questions/role/answer/").content.decode()
    assert "(2)" in page
    assert "(3)" not in page
    assert "Only the newest 2 findings that wait are counted." in page
