"""Do programs keep people as people do, and give nobody more than their token has?"""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Access, Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.people.giving import BeyondTokenError
from phaseout.web.people.models import Grant, Person, Token
from phaseout.web.people.queries import access_by, access_of
from phaseout.web.people.services.accounts import deactivate, reactivate
from phaseout.web.people.services.grants import demand_second_factor, grant
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
LAST = "Nobody else administers this organisation: make somebody administrator first."
BEYOND = "A token gives only a role that permits nothing beyond what it may do itself there"
REACH = "do not reach so far"


@pytest.fixture
def keeper(world, person_with):
    return person_with(Role.ADMINISTRATOR, Role.ANALYST)


@pytest.fixture
def program(world, keeper):
    return Program(secret_of(keeper, world.home))


@pytest.fixture
def reader(person_with):
    return person_with(Role.READER)


def roles_of(person: Person) -> set[str]:
    return set(Grant.everything.filter(person=person).values_list("role", flat=True))


def is_refused(answer, status: int, why: str) -> bool:
    return answer.status_code == status and why in answer.json()["detail"]


def test_people_are_listed_as_the_page_narrows_them(program, person_with, world):
    approver, closed = person_with(Role.APPROVER), person_with(Role.READER)
    Grant(person=approver, organisation=world.foreign, role=Role.READER).save()
    Person.objects.filter(pk=closed.pk).update(is_active=False)

    def found(query: str) -> list[int]:
        return [one["id"] for one in program.ask("GET", f"/people?{query}").json()["items"]]

    assert found("role=approver") == [approver.pk]
    assert found("role=reader") == [closed.pk], "a role elsewhere is not theirs to know"
    assert found("account=False") == [closed.pk]
    assert found(f"q={approver.email}") == [approver.pk]
    assert program.ask("GET", "/people?rank=1").status_code == 400


def test_somebody_is_shown_with_each_role_and_what_may_be_done(program, person_with, world, keeper):
    both = person_with(Role.READER)
    Grant(person=both, organisation=world.foreign, role=Role.APPROVER).save()
    told = program.ask("GET", f"/people/{both.pk}")
    here = both.grants.get(organisation=world.home)
    assert told.json()["roles"] == [{"id": here.pk, "role": "reader", "organisation": world.home.pk}]
    assert (told.json()["email"], told.json()["last_sign_in"]) == (both.email, None)
    assert (told.json()["is_all_within"], told.json()["is_oneself"]) == (False, False)
    assert program.ask("GET", f"/people/{both.pk}", if_none_match=told["ETag"]).status_code == 304
    assert program.ask("GET", f"/people/{keeper.pk}").json()["is_oneself"] is True
    foreign = person_with(Role.READER, at=world.foreign)
    assert program.ask("GET", f"/people/{foreign.pk}").status_code == 404


def test_a_role_is_given_once_noted_and_taken_away(program, reader, world):
    address, given = f"/people/{reader.pk}/roles", {"role": "technician", "organisation": world.home.pk}
    made = program.ask("POST", address, given, idempotency_key="k1")
    assert (made.status_code, [one["role"] for one in made.json()["roles"]]) == (
        201,
        ["reader", "technician"],
    )
    assert program.ask("POST", address, given).status_code == 201
    assert Event.everything.filter(what="grant-given").count() == 1
    new = made.json()["roles"][-1]["id"]
    taken = program.ask("POST", f"{address}/{new}/withdrawal")
    assert [one["role"] for one in taken.json()["person"]["roles"]] == ["reader"]
    assert roles_of(reader) == {"reader"}
    assert program.ask("POST", f"{address}/{new}/withdrawal").status_code == 404


def test_who_has_roles_beyond_reach_alone_is_shown_no_more(program, reader, world):
    Grant(person=reader, organisation=world.foreign, role=Role.READER).save()
    here = reader.grants.get(organisation=world.home)
    taken = program.ask("POST", f"/people/{reader.pk}/roles/{here.pk}/withdrawal")
    assert (taken.status_code, taken.json()) == (200, {"person": None})
    assert program.ask("GET", f"/people/{reader.pk}").status_code == 404


def test_who_lost_the_last_role_stays_to_be_closed(program, reader, world):
    address = f"/people/{reader.pk}"
    taken = program.ask("POST", f"{address}/roles/{reader.grants.get().pk}/withdrawal")
    assert taken.json()["person"]["roles"] == []
    assert program.ask("POST", f"{address}/close").json()["may_sign_in"] is False


def test_a_role_is_taken_of_whom_it_is_alone(program, reader, person_with, world):
    other = person_with(Role.READER)
    foreign = person_with(Role.READER, at=world.foreign)
    for of, given in ((reader, other), (foreign, foreign), (reader, foreign)):
        answer = program.ask("POST", f"/people/{of.pk}/roles/{given.grants.get().pk}/withdrawal")
        assert answer.status_code == 404
    assert Grant.everything.filter(person__in=[reader, other, foreign]).count() == 3


@pytest.mark.parametrize("role", ["approver", "administrator"])
def test_a_token_gives_no_role_that_permits_more_than_it_or_keeps_people(role, program, reader, world):
    given = {"role": role, "organisation": world.home.pk}
    assert is_refused(program.ask("POST", f"/people/{reader.pk}/roles", given), 403, BEYOND)
    assert roles_of(reader) == {"reader"}
    assert not Event.everything.filter(what="grant-given").exists()


def test_a_token_that_only_keeps_people_gives_nobody_anything(keeper, reader, world):
    program = Program(secret_of(keeper, world.home, Permission.KEEP_PEOPLE))
    given = {"role": "reader", "organisation": world.home.pk}
    assert is_refused(program.ask("POST", f"/people/{reader.pk}/roles", given), 403, BEYOND)
    reading = Program(secret_of(keeper, world.home, Permission.KEEP_PEOPLE, Permission.READ))
    assert reading.ask("POST", f"/people/{reader.pk}/roles", given).status_code == 201


def test_a_token_of_a_branch_gives_what_its_maker_has_there_and_nothing_above(keeper, reader, world):
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="")
    Grant(person=keeper, organisation=region, role=Role.APPROVER).save()
    program, address = Program(secret_of(keeper, region)), f"/people/{reader.pk}/roles"
    assert program.ask("POST", address, {"role": "reader", "organisation": region.pk}).status_code == 404, (
        "who has roles above alone is not kept in the branch"
    )
    Grant(person=reader, organisation=region, role=Role.READER).save()
    assert program.ask("POST", address, {"role": "approver", "organisation": region.pk}).status_code == 201
    above = program.ask("POST", address, {"role": "reader", "organisation": world.home.pk})
    assert (above.status_code, above.json()["errors"][0]["field"]) == (422, "organisation")
    with pytest.raises(PermissionDenied):
        grant(access_by(Token.everything.get()), reader, world.home, Role.READER)
    assert roles_of(reader) == {"reader", "approver"}


def test_a_person_gives_any_role_where_they_keep_people_and_their_token_what_it_has(keeper, world):
    access = access_of(keeper)
    assert all(access.may_give(role, world.home.pk) for role in Role)
    assert not any(access.may_give(role, world.foreign.pk) for role in Role)
    by_token = Access(person=access.person, reach=access.reach, is_by_token=True)
    given = [role.value for role in Role if by_token.may_give(role, world.home.pk)]
    assert given == ["reader", "auditor", "technician", "analyst"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"role": "king"}, "role"), ({"organisation": 0}, "organisation"), ({"until": "x"}, "until")],
)
def test_what_is_wrong_with_a_role_stands_at_its_field(wrong, field, program, reader, world):
    given = {"role": "reader", "organisation": world.home.pk, **wrong}
    answer = program.ask("POST", f"/people/{reader.pk}/roles", given)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_no_role_is_given_beyond_reach(program, reader, world):
    given = {"role": "reader", "organisation": world.foreign.pk}
    answer = program.ask("POST", f"/people/{reader.pk}/roles", given)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "organisation")


def test_nobody_changes_their_own_roles_or_account_by_a_program(program, keeper, person_with, world):
    person_with(Role.ADMINISTRATOR)
    own, given = f"/people/{keeper.pk}", {"role": "reader", "organisation": world.home.pk}
    answers = [
        program.ask("POST", f"{own}/roles", given),
        program.ask("POST", f"{own}/roles/{keeper.grants.first().pk}/withdrawal"),
        program.ask("POST", f"{own}/open"),
    ]
    assert [is_refused(one, 403, REACH) for one in answers] == [True, True, True]
    assert is_refused(program.ask("POST", f"{own}/close"), 403, "is your own: you cannot close it")
    assert roles_of(keeper) == {"administrator", "analyst"}


def test_the_last_administrator_of_a_tree_stays(world, person_with, keeper, monkeypatch):
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="")
    other = person_with(Role.ADMINISTRATOR)
    program, before = Program(secret_of(other, world.home)), access_of(other)
    # Two take each other's role away at once: what one may do was read before theirs was gone.
    Grant.everything.filter(person=other).update(organisation=region)
    monkeypatch.setattr("phaseout.web.people.middleware.access_by", lambda _token: before)
    given = keeper.grants.get(role="administrator")
    answers = [
        program.ask("POST", f"/people/{keeper.pk}/roles/{given.pk}/withdrawal"),
        program.ask("POST", f"/people/{keeper.pk}/close"),
    ]
    assert [is_refused(one, 409, LAST) for one in answers] == [True, True]
    keeper.refresh_from_db()
    assert (roles_of(keeper), keeper.is_active) == ({"administrator", "analyst"}, True)


def test_an_account_is_closed_with_its_tokens_and_opened_again(program, reader, world):
    theirs, address = Program(secret_of(reader, world.home)), f"/people/{reader.pk}"
    assert theirs.ask("GET", "/me").status_code == 200
    assert program.ask("POST", f"{address}/close").json()["may_sign_in"] is False
    assert theirs.ask("GET", "/me").status_code == 401
    assert program.ask("POST", f"{address}/open").json()["may_sign_in"] is True
    assert theirs.ask("GET", "/me").status_code == 401
    noted = Event.everything.filter(about=str(reader), what__in=["deactivated", "reactivated"])
    assert noted.count() == 2


def test_an_account_with_roles_beyond_reach_is_neither_closed_nor_opened(program, reader, world):
    Grant(person=reader, organisation=world.foreign, role=Role.READER).save()
    closed = program.ask("POST", f"/people/{reader.pk}/close")
    assert is_refused(closed, 403, "roles beyond your reach")
    assert is_refused(program.ask("POST", f"/people/{reader.pk}/open"), 403, REACH)
    assert Person.objects.get(pk=reader.pk).is_active


def test_a_token_opens_no_account_that_has_more_than_it(program, person_with, keeper):
    approver = person_with(Role.APPROVER)
    deactivate(access_of(keeper), approver)
    assert is_refused(program.ask("POST", f"/people/{approver.pk}/open"), 403, BEYOND)
    assert not Person.objects.get(pk=approver.pk).is_active
    reactivate(access_of(keeper), approver)
    assert Person.objects.get(pk=approver.pk).is_active


def test_a_token_tells_of_whom_a_second_factor_is_demanded_and_demands_none(program, keeper, world):
    address = f"/organisations/{world.home.pk}/second-factor"
    assert program.ask("GET", address).json() == {"organisation": world.home.pk, "roles": []}
    assert program.ask("PUT", address, {"roles": ["approver"]}).status_code == 405
    with pytest.raises(BeyondTokenError):
        demand_second_factor(
            replace(access_of(keeper), is_by_token=True), world.home, frozenset({Role.READER})
        )
    demand_second_factor(access_of(keeper), world.home, frozenset({Role.APPROVER}))
    seen = program.ask("GET", address)
    assert seen.json()["roles"] == ["approver"]
    assert program.ask("GET", address, if_none_match=seen["ETag"]).status_code == 304
    assert program.ask("GET", f"/organisations/{world.foreign.pk}/second-factor").status_code == 404


def test_second_factors_are_taken_away_on_the_page_alone(program, reader):
    answer = program.ask("POST", f"/people/{reader.pk}/take-second-factors")
    assert answer.status_code == 404


def test_a_token_tells_whose_it_is_so_that_a_task_may_be_given_to_them(program, keeper, world):
    me = program.ask("GET", "/me").json()["person"]
    assert me["id"] == keeper.pk
    offered = program.ask("GET", f"/tasks/who/organisation/{world.home.pk}").json()["items"]
    assert {"who": f"person:{keeper.pk}", "name": str(keeper)} in offered
    given = {"sort": "organisation", "about": world.home.pk, "title": "Look", "who": f"person:{me['id']}"}
    assert program.ask("POST", "/tasks", given).status_code == 201


def test_a_task_may_be_given_to_whom_the_form_offers_it_and_who_may_give_one_is_told(
    world, person_with, keeper, reader
):
    program = Program(secret_of(person_with(Role.TECHNICIAN), world.home), "fr")
    first = program.ask("GET", f"/tasks/who/organisation/{world.home.pk}?limit=3").json()
    rest = program.get(first["next"]).json()
    offered = {one["who"]: one["name"] for one in [*first["items"], *rest["items"]]}
    assert offered["role:analyst"] == "Analyste"
    assert f"person:{keeper.pk}" in offered
    assert not {"role:reader", f"person:{reader.pk}"} & set(offered), "who only reads does nothing"
    foreign = f"/tasks/who/organisation/{world.foreign.pk}"
    assert program.ask("GET", foreign).status_code == 404
    assert program.ask("GET", f"/tasks/who/person/{reader.pk}").status_code == 404
    only_reads = Program(secret_of(reader, world.home))
    assert only_reads.ask("GET", f"/tasks/who/organisation/{world.home.pk}").status_code == 403
