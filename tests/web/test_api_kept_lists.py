"""Do programs keep, change and remove lists as people do, and no further than their token?"""

import pytest

from phaseout.web.desk.models import KeptList
from phaseout.web.desk.services import ListFacts, keep_list
from phaseout.web.estate.models import Site
from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Permission, Role
from phaseout.web.people.queries import access_of
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(person_with):
    return person_with(Role.ANALYST)


@pytest.fixture
def program(world, analyst):
    return Program(secret_of(analyst, world.home))


@pytest.fixture
def kept_by(world):
    def keep(person, organisation=None, **facts: str) -> KeptList:
        told = {"name": "Ours", "query": "tier=1", **facts}
        return keep_list(access_of(person), "sites", ListFacts(**told, organisation=organisation))

    return keep


def test_a_list_is_kept_found_and_leads_to_the_rows_it_shows(program, world, analyst):
    for ref, tier in (("a", 1), ("b", 2)):
        Site(organisation=world.home, ref=ref, name_en=ref, tier=tier).save()
    given = {"of": "sites", "name": "First tier", "query": "tier=1&sort=-ref&column=ref&owner="}
    made = program.ask("POST", "/kept-lists", given)
    row = KeptList.everything.get()
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/kept-lists/{row.pk}")
    assert (row.person, row.organisation, row.query) == (analyst, None, "tier=1&sort=-ref&column=ref")
    told = program.get(made["Location"])
    assert (told.json(), told["ETag"]) == (made.json(), made["ETag"])
    assert program.ask("GET", "/kept-lists").json()["items"] == [told.json()]
    assert (told.json()["page"], told.json()["is_yours"]) == (f"/saved/{row.pk}", True)
    assert told.json()["rows"] == "/api/v1/sites?tier=1"
    assert [one["ref"] for one in program.get(told.json()["rows"]).json()["items"]] == ["a"]


def test_the_same_asked_again_is_kept_once(program):
    given = {"of": "tasks", "name": "Mine", "query": "whose=me"}
    first, again = (program.ask("POST", "/kept-lists", given, idempotency_key="k1") for _ in range(2))
    assert (again.status_code, again.content) == (201, first.content)
    assert KeptList.everything.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"query": "teir=1"}, "query"),
        ({"query": "&" * 1500}, "query"),
        ({"query": "text=" + "é" * 1000}, "query"),
        ({"of": "judgements"}, "of"),
        ({"name": ""}, "name"),
        ({"organisation": 0}, "organisation"),
        ({"route": "sites"}, "route"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(wrong, field, program):
    answer = program.ask("POST", "/kept-lists", {"of": "sites", "name": "n", **wrong})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not KeptList.everything.exists()


def test_a_list_is_changed_as_it_was_seen_and_keeps_what_is_not_named(program, world, analyst, kept_by):
    row = kept_by(analyst)
    address = f"/kept-lists/{row.pk}"
    assert program.ask("PATCH", address, {"name": "X"}).status_code == 428
    seen = program.ask("GET", address)["ETag"]
    shared = program.ask("PATCH", address, {"organisation": world.home.pk}, if_match=seen)
    assert (shared.json()["organisation"], shared.json()["name"]) == (world.home.pk, "Ours")
    assert program.ask("PATCH", address, {"name": "X"}, if_match=seen).status_code == 412
    wrong = program.ask("PATCH", address, {"query": "teir=2"}, if_match=shared["ETag"])
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "query")
    row.refresh_from_db()
    assert (row.name, row.query, row.organisation, row.version) == ("Ours", "tier=1", world.home, 2)
    alone = program.ask("PATCH", address, {"organisation": None, "query": "tier=2"}, if_match=shared["ETag"])
    assert (alone.json()["organisation"], alone.json()["query"]) == (None, "tier=2")


def test_a_list_is_removed_as_it_was_seen(program, analyst, kept_by):
    address = f"/kept-lists/{kept_by(analyst).pk}"
    assert program.ask("DELETE", address).status_code == 428
    assert program.ask("DELETE", address, if_match='"2"').status_code == 412
    gone = program.ask("DELETE", address, if_match='"1"')
    assert (gone.status_code, gone.content) == (204, b"")
    assert program.ask("GET", address).status_code == 404
    assert not KeptList.everything.exists()


def test_a_shared_list_is_changed_by_its_maker_and_by_who_keeps_people(world, analyst, person_with, kept_by):
    row = kept_by(analyst, world.home)
    address = f"/kept-lists/{row.pk}"
    reader = Program(secret_of(person_with(Role.READER), world.home))
    read = reader.ask("GET", address).json()
    assert (read["is_yours"], read["may_change"], read["by"]) == (False, False, analyst.name)
    assert reader.ask("PATCH", address, {"name": "X"}, if_match='"1"').status_code == 403
    assert reader.ask("DELETE", address, if_match='"1"').status_code == 403
    keeper = Program(secret_of(person_with(Role.ADMINISTRATOR), world.home))
    assert keeper.ask("PATCH", address, {"name": "X"}, if_match='"1"').json()["may_change"] is True
    silent = Program(secret_of(analyst, world.home, Permission.READ, Permission.SURVEY))
    assert silent.ask("DELETE", address, if_match='"2"').status_code == 403
    assert silent.ask("POST", "/kept-lists", {"of": "sites", "name": "n"}).status_code == 201


def test_a_token_that_only_reads_keeps_changes_and_removes_no_list(world, analyst, kept_by):
    address = f"/kept-lists/{kept_by(analyst).pk}"
    only_reads = Program(secret_of(analyst, world.home, Permission.READ))
    asked = [
        only_reads.ask("POST", "/kept-lists", {"of": "sites", "name": "n"}),
        only_reads.ask("PATCH", address, {"name": "X"}, if_match='"1"'),
        only_reads.ask("DELETE", address, if_match='"1"'),
    ]
    assert [(one.status_code, "only reads" in one.json()["detail"]) for one in asked] == [(403, True)] * 3
    assert [one.name for one in KeptList.everything.all()] == ["Ours"]
    assert only_reads.ask("GET", address).status_code == 200


def test_a_token_of_a_branch_reaches_no_list_of_its_person_that_is_shared_beyond_it_or_is_their_own(
    world, access_with, person_with, kept_by
):
    region = add_branch(access_with(Role.ADMINISTRATOR), world.home, name_en="Region", name_fr="")
    person = person_with(Role.ANALYST)
    above, own, shared = kept_by(person, world.home), kept_by(person), kept_by(person, region)
    program = Program(secret_of(person, region))
    assert [one["id"] for one in program.ask("GET", "/kept-lists").json()["items"]] == [shared.pk]
    for row in (above, own):
        address = f"/kept-lists/{row.pk}"
        assert program.ask("GET", address).status_code == 404
        assert program.ask("PATCH", address, {"organisation": region.pk}, if_match='"1"').status_code == 404
        assert program.ask("DELETE", address, if_match='"1"').status_code == 404
    unseen = [
        program.ask("POST", "/kept-lists", {"of": "sites", "name": "n"}),
        program.ask("PATCH", f"/kept-lists/{shared.pk}", {"organisation": None}, if_match='"1"'),
    ]
    assert [(one.status_code, one.json()["errors"][0]["field"]) for one in unseen] == [
        (422, "organisation")
    ] * 2
    shared.refresh_from_db()
    assert (KeptList.everything.count(), shared.organisation) == (3, region)
    whole = Program(secret_of(person, world.home))
    assert len(whole.ask("GET", "/kept-lists").json()["items"]) == 3


def test_who_keeps_people_takes_no_list_of_another_out_of_their_own_sight(
    world, analyst, person_with, kept_by
):
    row = kept_by(analyst, world.home)
    keeper = Program(secret_of(person_with(Role.ADMINISTRATOR), world.home))
    refused = keeper.ask("PATCH", f"/kept-lists/{row.pk}", {"organisation": None}, if_match='"1"')
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "organisation")
    row.refresh_from_db()
    assert row.organisation == world.home


def test_nobody_meets_what_is_kept_elsewhere_or_opens_what_they_may_not(
    world, analyst, person_with, kept_by, program
):
    row = kept_by(analyst, world.home)
    foreigner = Program(secret_of(person_with(Role.ADMINISTRATOR, at=world.foreign), world.foreign))
    address = f"/kept-lists/{row.pk}"
    assert foreigner.ask("GET", "/kept-lists").json()["items"] == []
    for method in ("GET", "PATCH", "DELETE"):
        given = {"name": "X"} if method == "PATCH" else None
        assert foreigner.ask(method, address, given, if_match='"1"').status_code == 404
    assert program.ask("POST", "/kept-lists", {"of": "people", "name": "n"}).status_code == 403
    keeper = person_with(Role.ADMINISTRATOR)
    facts = ListFacts(name="n", query="role=administrator", organisation=world.home)
    hidden = keep_list(access_of(keeper), "people", facts)
    assert program.ask("GET", f"/kept-lists/{hidden.pk}").status_code == 404
    keeping = Program(secret_of(keeper, world.home))
    shown = keeping.ask("GET", f"/kept-lists/{hidden.pk}").json()
    assert shown["rows"] == "/api/v1/people?role=administrator"
    assert [one["id"] for one in keeping.get(shown["rows"]).json()["items"]] == [keeper.pk]
