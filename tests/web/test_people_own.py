"""Does somebody keep their own account: name, language, sessions, tokens?"""

import logging
import sqlite3
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.people.models import Grant, Person, Token
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.accounts import deactivate
from phaseout.web.people.services.grants import demand_second_factor
from phaseout.web.people.services.tokens import make_token
from web.conftest import PASSWORD, show_again

ME = "/api/v1/me"


def made(person, organisation, *permissions, days=30):
    until = timezone.localdate() + timedelta(days=days)
    return make_token(
        access_of(person), organisation, name="inventory", permissions=frozenset(permissions), until=until
    )


def by(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_name_and_language_are_kept_and_shown(client_of):
    client = client_of(Role.READER)
    client.post("/account/name/", {"name": "Ada", "language": "fr"})
    page = client.get("/account/name/").content.decode()
    assert '<html lang="fr">' in page
    assert 'value="Ada"' in page
    assert Event.everything.get(what="account-changed").after == {
        "name": "Ada", "language": "fr", "single_keys": False
    }  # fmt: skip


def test_the_language_button_counts_also_for_who_chose_one_before(client_of):
    client = client_of(Role.READER)
    client.post("/account/name/", {"name": "Ada", "language": "fr"})
    client.post("/language/", {"language": "en"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_sessions_are_listed_and_ended_one_by_one_or_all_others(client_of, person_with):
    person = person_with(Role.READER)
    here, there, elsewhere = (Client(headers={"user-agent": name}) for name in ("Here", "There", "Elsewhere"))
    for client in (here, there, elsewhere):
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
        assert client.get("/").status_code == 200
    page = here.get("/account/sessions/").content.decode()
    assert all(name in page for name in ("Here", "There", "Elsewhere"))
    one = person.usersession_set.get(user_agent="There")
    here.post("/account/sessions/end/", {"which": one.pk})
    assert there.get("/").status_code == 302
    assert elsewhere.get("/").status_code == 200
    here.post("/account/sessions/end-others/")
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_nobody_ends_the_session_of_another(client_of, person_with):
    victim = person_with(Role.READER)
    theirs = Client()
    theirs.post("/account/login/", {"login": victim.email, "password": PASSWORD})
    client_of(Role.ADMINISTRATOR).post("/account/sessions/end/", {"which": victim.usersession_set.get().pk})
    assert theirs.get("/").status_code == 200


def test_a_token_is_shown_once_and_kept_as_a_hash(client_of, world):
    client = client_of(Role.ANALYST)
    until = (timezone.localdate() + timedelta(days=10)).isoformat()
    form = {"name": "sync", "organisation": world.home.pk, "permissions": ["read"], "until": until}
    show_again(client)
    page = client.post("/account/tokens/", form).content.decode()
    secret = page.split("<code>phaseout_")[1].split("<")[0]
    assert len(secret) >= 43
    assert secret not in client.get("/account/tokens/").content.decode()
    assert secret not in str(list(Token.everything.values())) + str(list(Event.everything.values()))
    assert Client().get(ME, headers=by(f"phaseout_{secret}")).status_code == 200


def test_who_makes_a_token_is_told_by_a_letter_that_does_not_hold_it(client_of, world):
    client, until = client_of(Role.ANALYST), timezone.localdate().isoformat()
    form = {"name": "sync & <co>", "organisation": world.home.pk, "permissions": ["read"], "until": until}
    show_again(client)
    mail.outbox.clear()
    page = client.post("/account/tokens/", form).content.decode()
    assert [letter.to for letter in mail.outbox] == [[Token.everything.get().person.email]]
    letter = mail.outbox[0]
    assert "API token" in letter.subject
    assert "“sync & <co>”, in Example Department" in letter.body
    assert "127.0.0.1" in letter.body, "from where, as of other changes"
    assert page.split("<code>phaseout_")[1].split("<")[0] not in letter.body


def test_a_changed_password_leaves_tokens_alone(client_of, world, person_with):
    person = person_with(Role.READER)
    _, secret = made(person, world.home, Permission.READ)
    client = client_of()
    client.force_login(person)
    new = f"{PASSWORD} again"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert Client().get(ME, headers=by(secret)).status_code == 200


def test_a_token_may_no_more_than_it_names_in_its_branch(world, person_with):
    keeper = person_with(Role.ADMINISTRATOR)
    region = add_branch(access_of(keeper), world.home, name_en="Region", name_fr="Région")
    analyst = person_with(Role.ANALYST)
    _, secret = made(analyst, region, Permission.READ)
    told = Client().get(ME, headers=by(secret)).json()
    assert told["permissions"] == {"read": [region.pk]}
    assert told["person"]["email"] == analyst.email


def test_a_token_may_no_more_than_its_person_still_may(world, person_with):
    analyst = person_with(Role.ANALYST)
    _, secret = made(analyst, world.home, Permission.READ, Permission.ASSESS)
    Grant.everything.filter(person=analyst).update(role=Role.READER)
    assert Client().get(ME, headers=by(secret)).json()["permissions"]["assess"] == []
    Grant.everything.filter(person=analyst).delete()
    assert Client().get(ME, headers=by(secret)).json()["permissions"] == {"read": [], "assess": []}


def test_nobody_makes_a_token_for_what_they_may_not_do(client_of, world):
    client = client_of(Role.READER)
    until = timezone.localdate().isoformat()
    beyond = {"name": "x", "organisation": world.home.pk, "permissions": ["decide"], "until": until}
    assert client.post("/account/tokens/", beyond).status_code == 400
    foreign = {"name": "x", "organisation": world.foreign.pk, "permissions": ["read"], "until": until}
    assert client.post("/account/tokens/", foreign).status_code == 400
    assert not Token.everything.exists()


@pytest.mark.parametrize("days", [-1, 366])
def test_a_token_holds_for_a_year_at_most(client_of, world, days, person_with):
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    form = {"name": "x", "organisation": world.home.pk, "permissions": ["read"], "until": until}
    assert client_of(Role.READER).post("/account/tokens/", form).status_code == 400
    with pytest.raises(ValueError, match="-"):
        made(person_with(Role.READER), world.home, Permission.READ, days=days)


def test_a_token_revoked_over_or_of_a_closed_account_opens_nothing(client_of, world, person_with):
    person = person_with(Role.READER)
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    token, secret = made(person, world.home, Permission.READ)
    Token.everything.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(ME, headers=by(secret)).status_code == 401
    Token.everything.update(expires=timezone.now() + timedelta(days=1))
    assert Client().get(ME, headers=by(secret)).status_code == 200
    stranger = client_of(Role.READER)
    stranger.post("/account/tokens/revoke/", {"which": token.pk})
    assert Client().get(ME, headers=by(secret)).status_code == 200
    theirs = client_of()
    theirs.force_login(person)
    theirs.post("/account/tokens/revoke/", {"which": token.pk})
    assert Client().get(ME, headers=by(secret)).status_code == 401
    _, second = made(person, world.home, Permission.READ)
    deactivate(keeper, person)
    assert Client().get(ME, headers=by(second)).status_code == 401


def test_a_token_counts_for_the_api_alone_and_in_the_header_alone(world, person_with):
    _, secret = made(person_with(Role.ADMINISTRATOR), world.home, Permission.READ)
    assert Client().get("/people/", headers=by(secret)).status_code == 302
    assert Client().get(f"{ME}?token={secret}&access_token={secret}").status_code == 401
    assert Client().post("/account/name/", {"name": "x"}, headers=by(secret)).status_code == 302


def test_a_session_counts_for_nothing_where_programs_ask(client_of):
    client = client_of(Role.READER)
    assert client.get(ME).status_code == 401
    assert client.get(ME, headers=by("phaseout_wrong")).status_code == 401
    assert client.get(ME, headers={"Authorization": "Basic abc"}).status_code == 401


def test_guessing_tokens_is_answered_for_a_while_only(world, person_with):
    _, secret = made(person_with(Role.READER), world.home, Permission.READ)
    said = [Client().get(ME, headers=by(f"phaseout_{number}")).status_code for number in range(25)]
    assert said[0] == 401
    assert said[-1] == 429
    assert Client().get(ME, headers=by(secret)).status_code == 200


def test_the_day_of_last_use_is_kept_with_one_write_a_day(world, person_with, django_assert_num_queries):
    token, secret = made(person_with(Role.READER), world.home, Permission.READ)
    Client().get(ME, headers=by(secret))
    token.refresh_from_db()
    assert token.last_used == timezone.localdate()


def test_no_token_stands_in_a_log(world, person_with, caplog):
    _, secret = made(person_with(Role.READER), world.home, Permission.READ)
    with caplog.at_level(logging.DEBUG):
        Client().get(ME, headers=by(secret))
        Client().get(ME, headers=by(secret + "x"))
        Client().get("/no-such-page", headers=by(secret))
    assert secret not in caplog.text


def test_a_token_does_nothing_while_its_person_needs_a_second_factor(world, person_with):
    approver = person_with(Role.APPROVER)
    _, secret = made(approver, world.home, Permission.READ)
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    demand_second_factor(keeper, world.home, frozenset({Role.APPROVER}))
    assert Client().get(ME, headers=by(secret)).status_code == 403


def test_a_changed_password_ends_every_session(client_of, person_with):
    person = person_with(Role.READER)
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    new = "quite another sentence of mine"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = here.post("/account/password/change/", form)
    assert answer.status_code == 302
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 302
    assert Person.objects.get(pk=person.pk).check_password(new)
    assert Event.everything.filter(what="password-changed").exists()


def test_a_password_is_not_changed_without_the_old_one(person_with, client_of):
    client = client_of()
    person = person_with(Role.READER)
    client.force_login(person)
    new = "quite another sentence of mine"
    client.post("/account/password/change/", {"oldpassword": "wrong", "password1": new, "password2": new})
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="one writer at a time: SQLite alone")
def test_pages_are_read_while_something_long_is_written_and_the_use_of_a_session_is_noted_afterwards(
    client_of, noon
):
    client = client_of(Role.READER)
    assert client.get("/").status_code == 200
    used = UserSession.objects.get().last_seen_at
    noon.shift(3600)
    writing = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    try:
        for address in ("/", "/assets/", "/findings/", "/surveys/", "/questions/"):
            assert client.get(address).status_code == 200
    finally:
        writing.execute("ROLLBACK")
        writing.close()
    assert UserSession.objects.get().last_seen_at == used
    client.get("/")
    assert UserSession.objects.get().last_seen_at > used
