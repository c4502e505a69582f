"""Does a program that nobody told anything find in answers, faults and the description what leads it on?"""

import json
import re

import pytest
from django.utils import translation

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.web.api.description import description
from phaseout.web.api.vocabulary import VOCABULARY
from phaseout.web.desk.models import KeptList
from phaseout.web.discussion.models import Task
from phaseout.web.estate.models import Asset, Site
from phaseout.web.findings.models import Verdict
from phaseout.web.frame.access import Access, Role
from phaseout.web.frame.announcing.kinds import KINDS
from phaseout.web.frame.words import purposes, register, role
from phaseout.web.people.models import Person
from phaseout.web.replacement.models import Inspected, Inspection, Replacement
from phaseout.web.replacement.services import list_medium
from phaseout.web.surveys.models import State as SurveyState
from phaseout.web.surveys.models import Survey
from web.conftest import NOON
from web.furnishing.findings import answer_of, asset_in, recorded
from web.furnishing.replacement import LISTED, taken_in
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
NARROWED_BY_SITE = ("assets", "findings", "replacements", "surveys")
OF_REPLACEMENTS = ("media", "mitigations", "referrals")


@pytest.fixture
def analyst(access_with) -> Access:
    return access_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst) -> Program:
    return Program(secret_of(Person.objects.get(pk=analyst.person), world.home))


@pytest.fixture
def two_sites(world, analyst) -> tuple[Site, Site]:
    """Return two sites with something of each list: one is called as the other is numbered."""
    depot = Site(organisation=world.home, ref="depot")
    depot.save()
    misleading = Site(organisation=world.home, ref=str(depot.pk))
    misleading.save()
    for site in (depot, misleading):
        taken_in(analyst, asset_in(world.home, f"cam-{site.pk}", site, maker="hikvision"))
        Survey(
            organisation=world.home, site=site, name="Walk", as_of=NOON.date(), state=SurveyState.READY,
            by_id=analyst.person, finished=NOON, register_edition="2026.11.26",
        ).save()  # fmt: skip
    return depot, misleading


@pytest.mark.parametrize("name", NARROWED_BY_SITE)
def test_a_site_is_its_number_in_every_list_and_its_reference_beside(name, program, two_sites):
    depot, misleading = two_sites
    for query, site in (
        (f"site={depot.pk}", depot), (f"site_ref={depot.pk}", misleading), ("site_ref=+DEPOT", depot),
    ):  # fmt: skip
        found = program.ask("GET", f"/{name}?{query}").json()["items"]
        assert [one["site"] for one in found] == [site.pk], query


def test_what_belongs_to_replacements_is_narrowed_by_their_sites(program, two_sites, analyst):
    for site in two_sites:
        row = Replacement.everything.get(asset__site=site)
        list_medium(analyst, row, {**LISTED, "serial": site.ref})
    here, there = two_sites
    for query, site in ((f"site={here.pk}", here), (f"site_ref={there.ref}", there)):
        (found,) = program.ask("GET", f"/media?{query}").json()["items"]
        assert found["serial"] == site.ref


@pytest.mark.parametrize("name", [*NARROWED_BY_SITE, *OF_REPLACEMENTS])
@pytest.mark.parametrize("field", ["site", "site_ref"])
def test_a_site_that_nobody_may_see_is_a_fault_and_no_empty_list(field, name, program, world):
    theirs = Site(organisation=world.foreign, ref="there")
    theirs.save()
    for given in (str(theirs.pk), "there", "9" * 30, "%00"):
        answer = program.ask("GET", f"/{name}?{field}={given}")
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])


@pytest.mark.parametrize("page", ["assets", "replacements"])
def test_a_page_takes_the_reference_and_shows_that_no_site_has_it(page, client_of, two_sites):
    browser = client_of(Role.ANALYST)
    depot, misleading = two_sites
    shown = browser.get(f"/{page}/?site={depot.pk}", follow=True).content.decode()
    assert f"cam-{misleading.pk}" in shown
    assert f"cam-{depot.pk}" not in shown
    assert "No site that you may see has this reference." not in shown
    assert "No site that you may see has this reference." in (
        browser.get(f"/{page}/?site=nowhere", follow=True).content.decode()
    )


def test_a_kept_list_of_the_page_leads_to_the_same_site_in_the_api(program, two_sites):
    _depot, misleading = two_sites
    given = {"of": "assets", "name": "There", "query": f"site={misleading.ref}&sort=label"}
    told = program.ask("POST", "/kept-lists", given).json()
    assert KeptList.everything.get().query == given["query"]
    found = program.get(told["rows"]).json()["items"]
    assert [one["site"] for one in found] == [misleading.pk]


def test_many_at_once_are_chosen_as_the_list_of_the_api_narrows_them(world, person_with, two_sites):
    keeper = Program(secret_of(person_with(*Role), world.home))
    depot, _misleading = two_sites
    found = keeper.ask("POST", "/assets/changes/preview", {"filter": f"site={depot.pk}", "model": "X"})
    assert len(found.json()["items"]) == 1
    wrong = keeper.ask("POST", "/assets/changes/preview", {"filter": "site_ref=nowhere", "model": "X"})
    assert [one["field"] for one in wrong.json()["errors"]] == ["filter.site_ref"]


@pytest.fixture
def waiting(world, analyst) -> list[Asset]:
    """Return two things at two sites of which the maker and the purpose are missing."""
    found = []
    for ref in ("depot", "hq"):
        site = Site(organisation=world.home, ref=ref)
        site.save()
        asset = asset_in(world.home, f"cam-{ref}", site)
        recorded(asset, answer_of("undetermined", questions=["maker", "purpose"]), by=analyst.person)
        found.append(asset)
    return found


def test_a_question_about_things_names_those_that_wait_and_takes_what_it_names(program, waiting):
    told = program.ask("GET", "/questions/maker").json()
    assert told["answered_of"] == ["asset"]
    assert sorted(told["assets"]) == [one.pk for one in waiting]
    assert [one["to_answer"] for one in told["places"]] == [None, None]
    given = {
        "values": ["hikvision"],
        "reason": "On the label",
        "places": [{"asset": pk} for pk in told["assets"]],
    }
    kept = program.ask("POST", "/questions/maker/answers", given)
    assert (kept.status_code, kept.json()["assets"]) == (201, 2)


def test_a_question_about_places_names_what_its_answer_takes_and_each_of_them_counts(program, waiting):
    told = program.ask("GET", "/questions/purpose").json()
    assert told["answered_of"] == ["organisation", "site", "asset"]
    assert told["assets"] == []
    places = [one["to_answer"] for one in told["places"]]
    assert sorted(one["site"] for one in places) == [one.site_id for one in waiting]
    given = {"values": ["public-safety"], "reason": "I know", "places": places}
    kept = program.ask("POST", "/questions/purpose/answers", given)
    assert (kept.status_code, kept.json()["assets"], "Location" in kept) == (201, 2, False)
    answers = [program.ask("GET", f"/answers/{pk}").json() for pk in kept.json()["answers"]]
    assert [one["site"] for one in answers] == [one["site"] for one in places]
    taken = program.ask("POST", f"/answers/{answers[0]['id']}/withdrawal", {"reason": "A mistake"}).json()
    assert program.ask("GET", f"/answers/{answers[0]['id']}").json() == taken


@pytest.mark.parametrize(
    ("fact", "values"), [("kind", ["camera", "recorder"]), ("maker", ["hikvision", "dahua"])]
)
def test_of_what_can_be_but_one_several_are_refused_and_none_is_taken_for_them(
    fact, values, program, waiting
):
    given = {"values": values, "reason": "I know", "places": [{"asset": waiting[0].pk}]}
    answer = program.ask("POST", f"/questions/{fact}/answers", given)
    assert (answer.status_code, answer.json()["errors"]) == (422, [
        {"field": "values", "detail": "It is one of these, not several."},
    ])  # fmt: skip
    twice = program.ask("POST", f"/questions/{fact}/answers", {**given, "values": values[:1] * 2})
    assert twice.status_code == 201
    assert getattr(Asset.everything.get(pk=waiting[0].pk), fact) == values[0]


def test_what_an_answer_cannot_be_about_is_named_as_it_was_sent(program, world, waiting):
    places = [
        {"asset": waiting[0].pk},
        {"organisation": world.home.pk, "site": waiting[0].site_id},
        {"asset": 0},
    ]
    given = {"values": ["hikvision"], "reason": "On the label", "places": places}
    answer = program.ask("POST", "/questions/maker/answers", given)
    assert (answer.status_code, answer.json()["errors"]) == (422, [
        {"field": "places.1", "detail": "One of asset."},
        {"field": "places.2", "detail": "None such is within your reach to answer of."},
    ])  # fmt: skip


def test_what_is_changed_one_by_one_is_read_one_by_one_with_the_tag_a_change_takes(program, world, analyst):
    row = taken_in(analyst, asset_in(world.home, "cam-1", maker="hikvision"))
    day = NOON.date().isoformat()
    mitigated = {"way": "isolated", "since": day, "review": "2026-12-31", "residual": 5, "note": "Off"}
    referred = {"to": "landlord", "whom": "Owner", "asked": day, "due": "2026-12-31", "request": "Remove it"}
    answered = {"on": day, "reply": "will-act", "answer": "Yes"}
    for made, given, change, then in (
        (f"/replacements/{row.pk}/mitigations", mitigated, "/end", {"on": day}),
        (f"/replacements/{row.pk}/referrals", referred, "/answer", answered),
        (f"/comments/asset/{row.asset_id}", {"text": "Look"}, "/withdrawal", None),
    ):
        told = program.ask("POST", made, given)
        read = program.get(told["Location"])
        assert read.json() == told.json()
        tag = read["ETag"]
        address = told["Location"].removeprefix("/api/v1")
        assert program.ask("POST", address + change, then, if_match=tag).status_code == 200
        assert program.get(told["Location"])["ETag"] != tag


def test_one_of_a_sample_is_read_with_its_tag(world, analyst, person_with):
    row = taken_in(analyst, asset_in(world.home, "cam-1", maker="hikvision"))
    sample = Inspection(organisation=world.home, seed="1", among=1, size=1, pool=[row.pk])
    sample.by_id = analyst.person
    sample.save()
    Inspected(inspection=sample, replacement=row).save()
    everybody = Program(secret_of(person_with(*Role), world.home))
    one = Inspected.everything.get()
    read = everybody.ask("GET", f"/inspected/{one.pk}")
    assert (read.status_code, read.json()["replacement"]) == (200, row.pk)
    given = {"result": "gone", "on": NOON.date().isoformat()}
    assert everybody.ask("PUT", f"/inspected/{one.pk}", given, if_match=read["ETag"]).status_code == 200


def test_a_comment_says_whom_it_mentions_and_that_others_are_nobody(program, world, person_with):
    asset = asset_in(world.home, "cam-1")
    name = person_with(Role.READER).name
    told = program.ask("POST", f"/comments/asset/{asset.pk}", {"text": f"@{name} and @Nobody, look"})
    assert told.json()["mentions"] == [name]
    (listed,) = program.ask("GET", f"/comments/asset/{asset.pk}").json()["items"]
    assert listed["mentions"] == [name]
    none = program.ask("POST", f"/comments/asset/{asset.pk}", {"text": "@Nobody"})
    assert none.json()["mentions"] == []
    gone = program.ask("POST", f"/comments/{told.json()['id']}/withdrawal", if_match=told["ETag"])
    assert (gone.status_code, gone.json()["mentions"]) == (200, [])


def test_the_state_of_a_measure_is_a_word_of_the_register_and_beside_it_a_sentence(program, world):
    known = register().measures.values()
    told = {one["id"]: one for one in program.ask("GET", "/measures?limit=200").json()["items"]}
    for measure in list(known)[:50]:
        step = measure.timeline.at(NOON.date())
        assert told[measure.id]["state"] == (step.state.value if step else None)
    one = next(one for one in told.values() if one["state"] == "in-force")
    french = program.ask("GET", f"/measures/{one['id']}", accept_language="fr").json()
    assert (french["state"], french["state_text"]) == ("in-force", "en vigueur")
    early = program.ask("GET", f"/measures/{one['id']}?day=1901-01-01").json()
    assert early["state"] is None
    assert early["state_text"]


@pytest.fixture(scope="module")
def told_of_itself() -> dict:
    return json.loads(description())


CLOSED = (
    "state", "put", "outcome", "gate", "verdict", "step", "cause", "reply", "rhythm", "result", "category",
    "difference", "coverage", "owner", "operator", "blocker", "replacing", "needs_permission", "maker_grade",
)  # fmt: skip


def test_fields_of_closed_words_list_them(told_of_itself):
    schemas = told_of_itself["components"]["schemas"]
    without = [
        f"{shape}.{name}"
        for shape, told in schemas.items()
        for name, field in told.get("properties", {}).items()
        if name in CLOSED and "enum" not in json.dumps(field) and "$ref" not in json.dumps(field)
    ]
    assert without == []
    assert schemas["ProposalIn"]["properties"]["verdict"]["enum"] == Verdict.values
    assert schemas["FindingOut"]["properties"]["verdict"]["enum"] == [*Verdict.values, ""]
    assert schemas["WebhookIn"]["properties"]["kinds"]["items"]["enum"] == list(KINDS)


def test_filters_are_described_and_list_what_may_be_asked_for_but_ids_of_the_register(told_of_itself):
    found = {
        (path, one["name"]): one
        for path, methods in told_of_itself["paths"].items()
        for one in methods.get("get", {}).get("parameters", ())
        if one["in"] == "query"
    }
    outcome = found["/api/v1/findings", "outcome"]
    assert outcome["schema"]["enum"] == [one.value for one in GRAVEST_FIRST]
    assert outcome["description"].startswith("Outcome.")
    assert "enum" not in found["/api/v1/findings", "measure"]["schema"]
    assert found["/api/v1/tasks", "organisation"]["schema"] == {"type": "integer"}
    assert found["/api/v1/assets", "text"]["schema"] == {"type": "string", "maxLength": 100}
    alike = ("assets", "surveys", "findings", "replacements")
    handed_out = [*OF_REPLACEMENTS, *(f"exports/{one}" for one in (*alike, "to-take"))]
    assert {path for path, name in found if name == "site_ref"} == {
        f"/api/v1/{one}" for one in (*alike, *handed_out, "labels/assets")
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("of", list(VOCABULARY))
def test_every_word_that_programs_send_is_found_with_what_it_is_called(of, language, analyst, world):
    program = Program(secret_of(Person.objects.get(pk=analyst.person), world.home), language)
    found, address = [], f"/api/v1/vocabulary/{of}"
    while address:
        part = program.get(address).json()
        found += part["items"]
        address = part["next"]
    with translation.override(language):
        known = [{"id": word, "name": name} for word, name in VOCABULARY[of]()]
    assert found == sorted(known, key=lambda one: one["id"])
    assert found


def test_of_a_role_it_is_said_what_it_is_called_and_of_what_is_no_vocabulary_nothing(program):
    told = {
        one["id"]: one["name"] for one in program.get("/api/v1/vocabulary/roles?limit=200").json()["items"]
    }
    assert told["ca/municipality"] == role("ca/municipality") != "ca/municipality"
    assert program.ask("GET", "/vocabulary/colours").status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "given", "field", "of"),
    [
        ("PATCH", "/organisations/{home}", {"roles": ["boss"]}, "roles", "roles"),
        ("PATCH", "/sites/{site}", {"name_en": "Depot", "purpose": ["boss"]}, "purpose", "purposes"),
        ("GET", "/assets?maker=boss", None, "maker", "makers"),
        ("GET", "/assets?kind=boss", None, "kind", "kinds"),
    ],
)  # fmt: skip
def test_where_a_word_is_refused_it_is_said_where_the_words_stand(
    method, address, given, field, of, program, world, two_sites
):
    path = address.format(home=world.home.pk, site=two_sites[0].pk)
    seen = program.ask("GET", path).headers.get("ETag", '"1"') if method == "PATCH" else '"1"'
    answer = program.ask(method, path, given, if_match=seen)
    assert answer.status_code == 422, answer.content
    (fault,) = answer.json()["errors"]
    assert fault["field"] == field
    assert fault["detail"].endswith(f" Which words there are: /api/v1/vocabulary/{of}.")


def test_what_is_no_measure_in_use_is_refused_without_a_vocabulary_that_has_others(program):
    (fault,) = program.ask("GET", "/replacements?measure=boss").json()["errors"]
    assert fault["field"] == "measure"
    assert "vocabulary" not in fault["detail"]


def test_words_that_may_be_answered_have_their_names(program, waiting):
    told = program.ask("GET", "/questions/purpose").json()["values"]
    assert told == [{"id": word, "name": name} for word, name in purposes()]


def test_what_a_task_may_be_about_is_listed(told_of_itself):
    (sort,) = [
        one for one in told_of_itself["paths"]["/api/v1/tasks/who/{sort}/{pk}"]["get"]["parameters"]
        if one["name"] == "sort"
    ]  # fmt: skip
    assert sort["schema"]["enum"] == list(Task.ABOUT)


@pytest.mark.parametrize("name", ["assets", "findings", "replacements", "tasks", "sites", "reports"])
def test_every_word_that_the_description_lists_for_a_filter_is_taken(name, program, told_of_itself):
    for one in told_of_itself["paths"][f"/api/v1/{name}"]["get"]["parameters"]:
        for word in one["schema"].get("enum", ()):
            assert program.ask("GET", f"/{name}?{one['name']}={word}").status_code == 200, (one["name"], word)


@pytest.mark.parametrize("number", [True, "1", "x"])
def test_a_number_is_no_text_and_no_truth(number, program, world, two_sites):
    for address, given, field in (
        ("/plans", {"organisation": number}, "organisation"),
        ("/replacements", {"assets": [number]}, "assets"),
        ("/sites", {"organisation": world.home.pk, "ref": "x", "tier": number}, "tier"),
        ("/sites", {"organisation": world.home.pk, "ref": "x", "latitude": number}, "latitude"),
    ):
        answer = program.ask("POST", address, given)
        assert answer.status_code == 422, given
        assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_whose_replacements_are_planned_must_be_there_and_within_reach(program, world):
    for number in (0, 999, world.foreign.pk):
        (fault,) = program.ask("POST", "/plans", {"organisation": number}).json()["errors"]
        assert fault == {
            "field": "organisation",
            "detail": "There is no such organisation, or none in which you may plan.",
        }


def test_a_reference_that_another_site_has_is_a_fault_of_the_reference(program, world, two_sites):
    given = {"organisation": world.home.pk, "ref": "depot", "name_en": "Another"}
    answer = program.ask("POST", "/sites", given)
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["ref"])
    other = program.ask("GET", f"/sites/{two_sites[1].pk}")
    named = {"ref": "depot", "name_en": "Another"}
    again = program.ask("PATCH", f"/sites/{two_sites[1].pk}", named, if_match=other["ETag"])
    assert (again.status_code, [one["field"] for one in again.json()["errors"]]) == (422, ["ref"])


def test_what_is_done_already_is_not_done_again(program, two_sites):
    about = {"sort": "site", "about": two_sites[0].pk, "title": "Look", "who": "role:analyst"}
    made = program.ask("POST", "/tasks", about)
    address = f"/tasks/{made.json()['id']}/settlement"
    done = program.ask("POST", address, {"state": "done", "answer": "Seen"}, if_match=made["ETag"])
    again = program.ask("POST", address, {"state": "done"}, if_match=done["ETag"])
    assert (done.status_code, again.status_code) == (200, 409)
    assert program.ask("GET", f"/tasks/{made.json()['id']}").json() == done.json()


def test_a_key_with_a_blank_is_none(program, two_sites):
    given = {"of": "sites", "name": "n"}
    refused = program.ask("POST", "/kept-lists", given, idempotency_key="a b")
    assert (refused.status_code, KeptList.everything.count()) == (400, 0)
    assert program.ask("POST", "/kept-lists", given, idempotency_key="a-b").status_code == 201


PRICE = {"kind": "camera", "low": 1, "typical": 2, "high": 3, "hours": 1, "source": "Offer"}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ([PRICE, PRICE], {"field": "prices.1.kind", "detail": "stands twice: 'camera'"}),
        ([{**PRICE, "typical": 9}], {"field": "prices.0.typical", "detail": "must lie from low to high"}),
        ([PRICE, {**PRICE, "kind": "a b"}], {"field": "prices.1"}),
        ([PRICE, {**PRICE, "kind": "x", "source": "password=Geheim123!"}], {"field": "prices.1"}),
    ],
)
def test_a_fault_of_a_price_is_named_as_it_was_sent(wrong, fault, program, world):
    address = f"/organisations/{world.home.pk}/prices"
    tag = program.ask("GET", address)["ETag"]
    answer = program.ask("PUT", address, {"currency": "CAD", "prices": wrong}, if_match=tag)
    (told,) = answer.json()["errors"]
    assert answer.status_code == 422
    assert {**told, **fault} == told
    assert "toml" not in told["detail"]
    french = program.ask(
        "PUT", address, {"currency": "CAD", "prices": wrong}, if_match=tag, accept_language="fr"
    )
    (said,) = french.json()["errors"]
    assert (said["field"], said["detail"] == told["detail"]) == (told["field"], False)


def test_what_is_no_toml_is_told_in_french_by_its_place_without_words_of_the_parser(program, world):
    address = f"/organisations/{world.home.pk}/programme"
    tag = program.ask("GET", address)["ETag"]
    for text, place in (("[[x]\n", "à la ligne 1, colonne 4"), ("x = [", "à la fin du texte")):
        answer = program.ask("PUT", address, {"text": text}, if_match=tag, accept_language="fr")
        (fault,) = answer.json()["errors"]
        assert f"ce n’est pas du TOML {place}" in fault["detail"]
        assert "Expected" not in fault["detail"]
        assert "Invalid" not in fault["detail"]


@pytest.mark.parametrize(
    ("of", "query", "field"),
    [
        ("sites", "tier=9", "query.tier"),
        ("assets", "site=nowhere", "query.site"),
        ("findings", "site=nowhere&outcome=applies", "query.site"),
        ("tasks", "state=burnt", "query.state"),
        ("surveys", "state=burnt", "query.state"),
        ("sites", "organisation=999", "query.organisation"),
    ],
)
def test_a_list_is_not_kept_with_a_value_that_its_filter_refuses(of, query, field, program):
    answer = program.ask("POST", "/kept-lists", {"of": of, "name": "n", "query": query})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
    assert not KeptList.everything.exists()
    kept = program.ask("POST", "/kept-lists", {"of": of, "name": "n"})
    changed = program.ask(
        "PATCH", f"/kept-lists/{kept.json()['id']}", {"query": query}, if_match=kept["ETag"]
    )
    assert changed.status_code == 422


def test_each_operation_is_told_from_the_others_in_its_summary(told_of_itself):
    said = [one["summary"] for methods in told_of_itself["paths"].values() for one in methods.values()]
    assert sorted(said) == sorted(set(said))
    assert "Say anew what is known of a site" in said


def test_every_operation_has_an_id_of_its_own_by_its_method_and_address(told_of_itself):
    ids = [one["operationId"] for methods in told_of_itself["paths"].values() for one in methods.values()]
    assert len(ids) == len(set(ids))
    assert told_of_itself["paths"]["/api/v1/sites/{pk}"]["patch"]["operationId"] == "patch_site"


def test_what_is_answered_is_called_otherwise_than_what_is_sent(told_of_itself):
    answered = set()
    for methods in told_of_itself["paths"].values():
        for one in methods.values():
            answered |= set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(one["responses"])))
    endings = ("Out", "Out_", "Whole", "WithSecret", "Problem", "Keys")
    assert [one for one in sorted(answered) if not one.endswith(endings)] == []
