"""May who keeps people give and take what lies in their reach, and nothing beyond it?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.people.models import Grant, Person, SecondFactorRule
from phaseout.web.people.queries import access_of, people_within
from phaseout.web.people.services.accounts import deactivate, reactivate
from phaseout.web.people.services.grants import LastAdministratorError, demand_second_factor, grant, take
from phaseout.web.people.services.signing_in import note_sign_in
from web.conftest import PASSWORD, browser_of, show_again


@pytest.fixture
def keeper(person_with):
    return person_with(Role.ADMINISTRATOR)


def test_a_role_is_given_on_the_page_and_noted(client_of, person_with, world):
    reader = person_with(Role.READER)
    client = client_of(Role.ADMINISTRATOR)
    answer = client.post(f"/people/{reader.pk}/", {"role": "analyst", "organisation": world.home.pk})
    assert answer.status_code == 302
    assert set(reader.grants.values_list("role", flat=True)) == {"reader", "analyst"}
    event = Event.everything.get(what="grant-given")
    assert (event.about, event.after, event.organisation) == (str(reader), {"role": "analyst"}, world.home)


def test_nobody_gives_a_role_beyond_their_reach(client_of, person_with, world):
    reader = person_with(Role.READER)
    answer = client_of(Role.ADMINISTRATOR).post(
        f"/people/{reader.pk}/", {"role": "reader", "organisation": world.foreign.pk}
    )
    assert answer.status_code == 400
    assert reader.grants.count() == 1
    access = access_of(person_with(Role.ADMINISTRATOR))
    with pytest.raises(PermissionDenied):
        grant(access, reader, world.foreign, Role.READER)


def test_who_keeps_the_people_of_a_branch_gives_nothing_above_it(world, keeper, person_with):
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="Région")
    access = access_of(person_with(Role.ADMINISTRATOR, at=region))
    reader = person_with(Role.READER)
    with pytest.raises(PermissionDenied):
        grant(access, reader, world.home, Role.READER)
    with pytest.raises(PermissionDenied):
        take(access, reader.grants.get())


def test_nobody_changes_their_own_roles(client_of, keeper, world, person_with):
    person_with(Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        grant(access_of(keeper), keeper, world.home, Role.APPROVER)
    with pytest.raises(PermissionDenied):
        take(access_of(keeper), keeper.grants.get())
    client = client_of()
    client.force_login(keeper)
    own = client.post(f"/people/{keeper.pk}/", {"role": "approver", "organisation": world.home.pk})
    assert own.status_code == 403
    assert client.post(f"/people/grants/{keeper.grants.get().pk}/take/").status_code == 403


def test_the_last_administrator_of_a_tree_cannot_be_taken_away_nor_closed(
    client_of, keeper, person_with, world
):
    # A second person keeps people there, but administers no whole tree: only a branch of it.
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="Région")
    other = person_with(Role.ADMINISTRATOR)
    Grant.everything.filter(person=other).update(organisation=region)
    access = access_of(keeper)
    wide = type(access)(person=other.pk, reach=access.reach)
    with pytest.raises(LastAdministratorError):
        take(wide, keeper.grants.get())
    with pytest.raises(LastAdministratorError):
        deactivate(wide, keeper)
    client = client_of(Role.ADMINISTRATOR)
    assert client.post(f"/people/grants/{keeper.grants.get().pk}/take/").status_code == 302
    assert not keeper.grants.exists(), "with two of them, one may go"


def test_a_closed_administrator_does_not_count_as_one(keeper, person_with):
    other = person_with(Role.ADMINISTRATOR)
    deactivate(access_of(keeper), other)
    third = person_with(Role.ADMINISTRATOR)
    deactivate(access_of(third), keeper)
    with pytest.raises(LastAdministratorError):
        deactivate(type(access_of(third))(person=0, reach=access_of(third).reach), third)


def test_only_people_with_a_role_in_reach_are_listed_and_only_their_roles_there(
    client_of, person_with, world
):
    person_with(Role.READER, at=world.foreign)
    both = person_with(Role.READER)
    Grant(person=both, organisation=world.foreign, role=Role.APPROVER).save()
    page = client_of(Role.ADMINISTRATOR).get("/people/").content.decode()
    assert "person1@example.org" not in page
    assert "person2@example.org" in page
    assert "Other City" not in page
    assert "Approver – " not in page


def test_a_filter_by_role_knows_nothing_of_roles_elsewhere(client_of, person_with, world):
    both = person_with(Role.READER)
    Grant(person=both, organisation=world.foreign, role=Role.APPROVER).save()
    client = client_of(Role.ADMINISTRATOR)
    assert both.email not in client.get("/people/?role=approver").content.decode()
    assert both.email in client.get("/people/?role=reader").content.decode()


def test_closing_an_account_ends_its_sessions_and_it_opens_again(client_of, person_with, keeper):
    reader = person_with(Role.READER)
    theirs = client_of()
    theirs.force_login(reader)
    assert theirs.get("/").status_code == 200
    client = client_of()
    client.force_login(keeper)
    client.post(f"/people/{reader.pk}/close/")
    assert theirs.get("/").status_code == 302
    signed = theirs.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert theirs.get("/").status_code == 302
    assert signed.headers.get("Location") == "/account/inactive/"
    client.post(f"/people/{reader.pk}/reopen/")
    theirs.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert theirs.get("/").status_code == 200


def test_an_account_with_roles_elsewhere_is_not_closed_from_here(client_of, person_with, world, keeper):
    both = person_with(Role.READER)
    Grant(person=both, organisation=world.foreign, role=Role.READER).save()
    with pytest.raises(PermissionDenied):
        deactivate(access_of(keeper), both)
    with pytest.raises(PermissionDenied):
        reactivate(access_of(keeper), both)
    answer = client_of(Role.ADMINISTRATOR).post(f"/people/{both.pk}/close/", follow=True)
    assert b"beyond your reach" in answer.content
    assert Person.objects.get(pk=both.pk).is_active


def test_the_list_of_people_asks_the_database_as_often_for_fifty_as_for_five(
    person_with, keeper, django_assert_num_queries
):
    access = access_of(keeper)
    for _ in range(5):
        person_with(Role.READER, Role.ANALYST)
    with django_assert_num_queries(2):
        assert len([person.grants_here for person in people_within(access)]) == 6
    for _ in range(45):
        person_with(Role.READER, Role.ANALYST)
    with django_assert_num_queries(2):
        assert len([person.grants_here for person in people_within(access)]) == 51


def test_who_needs_a_second_factor_is_led_to_it_before_anything_else(client_of, keeper, person_with, world):
    approver, reader = person_with(Role.APPROVER), person_with(Role.READER)
    demand_second_factor(access_of(keeper), world.home, frozenset({Role.APPROVER}))
    client = client_of()
    client.force_login(approver)
    for address in ("/", "/audit/", "/account/name/", "/account/tokens/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/")
    assert b"needs a second factor" in client.get("/account/2fa/").content
    client.force_login(reader)
    assert client.get("/").status_code == 200


def test_a_second_factor_demanded_in_a_branch_binds_who_reaches_into_it_from_above(
    client_of, keeper, person_with, world
):
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="Région")
    beside = add_branch(access_of(keeper), world.home, name_en="Beside", name_fr="À côté")
    demand_second_factor(access_of(keeper), region, frozenset({Role.APPROVER}))
    client = client_of()
    client.force_login(person_with(Role.APPROVER, at=beside))
    assert client.get("/").status_code == 200
    client.force_login(person_with(Role.APPROVER))
    assert client.get("/").status_code == 302


def test_which_roles_need_a_second_factor_is_kept_from_the_page(client_of, world):
    client = client_of(Role.ADMINISTRATOR)
    client.post("/people/second-factor/", {"organisation": world.home.pk, "roles": ["approver", "analyst"]})
    assert SecondFactorRule.everything.count() == 2
    client.post("/people/second-factor/", {"organisation": world.home.pk, "roles": ["approver"]})
    assert SecondFactorRule.everything.get().role == "approver"
    assert b'value="approver" id="id_roles_4" checked' in client.get("/people/second-factor/").content
    foreign = client.post("/people/second-factor/", {"organisation": world.foreign.pk, "roles": []})
    assert foreign.status_code == 400
    assert [e.after["roles"] for e in Event.everything.filter(what="second-factor-demanded")] == [
        ["approver"], ["analyst", "approver"],
    ]  # fmt: skip


def test_who_lost_a_second_factor_is_helped_by_who_keeps_all_their_roles(
    client_of, keeper, person_with, world
):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    lost, elsewhere = person_with(Role.READER), person_with(Role.READER)
    Grant(person=elsewhere, organisation=world.foreign, role=Role.READER).save()
    for person in (lost, elsewhere, keeper):
        TOTP.activate(person, generate_totp_secret())
    theirs, client = client_of(), client_of()
    theirs.force_login(lost)
    theirs.get("/")
    client.force_login(keeper)
    assert b"Take the second factor away" in client.get(f"/people/{lost.pk}/").content
    show_again(client)
    assert client.post(f"/people/{lost.pk}/take-second-factors/").status_code == 302
    assert client.post(f"/people/{elsewhere.pk}/take-second-factors/").status_code == 403
    assert client.post(f"/people/{keeper.pk}/take-second-factors/").status_code == 403
    assert {one.user_id for one in Authenticator.objects.all()} == {elsewhere.pk, keeper.pk}
    assert theirs.get("/").status_code == 302
    assert Event.everything.filter(what="second-factor-taken").exists()


def test_who_loses_the_last_role_is_told_so_and_stays_with_whoever_took_it(client_of, person_with, world):
    person = person_with(Role.READER)
    grant = Grant.everything.get(person=person)
    answer = client_of(Role.ADMINISTRATOR).post(reverse("grant-take", args=[grant.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("person", args=[person.pk]), 302)]
    home = browser_of(person).get("/").content.decode()
    assert "you have no role in any organisation" in home


def test_whoever_took_a_role_is_told_where_others_lie_beyond_their_reach(client_of, person_with, world):
    person = person_with(Role.READER)
    grant = Grant.everything.get(person=person)
    Grant(person=person, organisation=world.foreign, role=Role.READER).save()
    answer = client_of(Role.ADMINISTRATOR).post(reverse("grant-take", args=[grant.pk]), follow=True)
    assert f"{person} has no role within your reach any more" in answer.content.decode()


def test_an_account_without_any_role_is_closed_where_its_last_was_taken_and_noted_there_alone(
    keeper, person_with, world
):
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="Région")
    beside = add_branch(access_of(keeper), world.home, name_en="Beside", name_fr="À côté")
    person = person_with(Role.READER, at=region)
    take(access_of(person_with(Role.ADMINISTRATOR, at=region)), person.grants.get())
    for at in (world.foreign, beside):
        stranger = person_with(Role.ADMINISTRATOR, at=at)
        assert person not in people_within(access_of(stranger))
        with pytest.raises(PermissionDenied):
            deactivate(access_of(stranger), Person.objects.get(pk=person.pk))
    for at, do in ((region, deactivate), (world.home, reactivate)):
        theirs = access_of(person_with(Role.ADMINISTRATOR, at=at))
        do(theirs, people_within(theirs).get(pk=person.pk))
    noted = Event.everything.filter(about=str(person), what__in=["deactivated", "reactivated"])
    assert [one.organisation for one in noted] == [region, region]


def test_what_somebody_without_any_role_does_is_noted_where_their_last_was_taken(keeper, person_with, world):
    person = person_with(Role.READER)
    take(access_of(keeper), person.grants.get())
    note_sign_in(Person.objects.get(pk=person.pk), by_whom="password", where="192.0.2.1")
    assert [one.organisation for one in Event.everything.filter(what="signed-in")] == [world.home]


def test_an_account_of_which_nobody_knows_where_its_last_role_was_is_closed_by_who_keeps_all_people_alone(
    client_of, person_with, world
):
    orphan = person_with(Role.READER)
    orphan.grants.all().delete()
    path = f"/people/{orphan.pk}/close/"
    assert client_of(Role.ADMINISTRATOR).post(path).status_code == 404, "the other tree is beyond reach"
    keeper = person_with(Role.ADMINISTRATOR)
    Grant(person=keeper, organisation=world.foreign, role=Role.ADMINISTRATOR).save()
    assert orphan in people_within(access_of(keeper))
    client = browser_of(keeper)
    assert str(orphan) in client.get("/people/").content.decode()
    assert client.post(path).status_code == 302
    assert not Person.objects.get(pk=orphan.pk).is_active
    noted = Event.everything.filter(what="deactivated", about=str(orphan))
    assert {one.organisation for one in noted} == {world.home, world.foreign}
