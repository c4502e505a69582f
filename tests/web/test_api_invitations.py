"""Do programs invite people as people do: by a letter that only who is asked reads, and to nothing beyond their token?"""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from phaseout.web.api.models import KeptAnswer
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.people.mail import LETTERS_AN_HOUR, LETTERS_TO_ONE, NONE, may_write
from phaseout.web.people.models import Grant, Invitation, Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.invitations import invite
from web.conftest import PASSWORD, browser_of
from web.programs import Program, secret_of

pytestmark = pytest.mark.django_db
BEYOND = "A token gives only a role that permits nothing beyond what it may do itself there"
NEW = {"name": "Ada", "password": PASSWORD}


@pytest.fixture
def keeper(world, person_with):
    return person_with(Role.ADMINISTRATOR)


@pytest.fixture
def program(world, keeper):
    return Program(secret_of(keeper, world.home))


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = NONE


@pytest.fixture
def given(world):
    return {"email": "ada@example.org", "language": "fr", "organisation": world.home.pk, "role": "reader"}


def way_in(text: str) -> str:
    """Return the path of the link in a text."""
    return "/join/" + text.split("/join/")[1].split(maxsplit=1)[0]


def test_an_address_is_asked_by_a_letter_in_its_language_which_nobody_else_is_shown(
    program, given, client_of, world, keeper
):
    made = program.ask("POST", "/invitations", given)
    row = Invitation.everything.get()
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/invitations/{row.pk}")
    assert (made.json()["is_sent"], made.json()["link"], made.json()["is_by_letter"]) == (True, None, True)
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "mot de passe" in letter.body
    assert "/join/" not in made.content.decode()
    assert (row.by, row.role, row.organisation) == (keeper, "reader", world.home)
    assert Event.everything.latest("pk").what == "invited"
    assert client_of().post(way_in(letter.body), NEW).status_code == 302
    assert Person.objects.get(email="ada@example.org").is_proven
    assert program.get(made["Location"]).status_code == 404, "they came"


def test_an_invitation_is_shown_and_listed_without_its_link(program, given):
    made = program.ask("POST", "/invitations", given)
    read = program.get(made["Location"])
    assert read.json() == {
        name: value for name, value in made.json().items() if name not in ("is_sent", "link")
    }
    assert (read.json()["language"], read.json()["is_backed"]) == ("fr", True)
    assert program.ask("GET", "/invitations").json()["items"] == [read.json()]
    again = program.ask("GET", f"/invitations/{read.json()['id']}", if_none_match=read["ETag"])
    assert again.status_code == 304


def test_the_same_asked_again_writes_no_second_letter(program, given):
    first = program.ask("POST", "/invitations", given, idempotency_key="k1")
    again = program.ask("POST", "/invitations", given, idempotency_key="k1")
    assert (first.json()["is_sent"], again.json()["is_sent"]) == (True, None)
    assert again.json() == {**first.json(), "is_sent": None}
    assert (len(mail.outbox), Invitation.everything.count()) == (1, 1)


def test_a_letter_that_was_not_taken_is_told_and_the_invitation_stays(program, given, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    made = program.ask("POST", "/invitations", given)
    assert (made.status_code, made.json()["is_sent"], made.json()["link"]) == (201, False, None)
    assert "/join/" not in made.content.decode(), (
        "who asks would make the account at an address nobody proved"
    )
    assert Invitation.everything.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, {"idempotency_key": "k1"}], ids=["once", "under a key"])
def test_nothing_is_held_while_a_letter_is_sent(headers, program, given, monkeypatch):
    held = []

    def send(_invitation: Invitation, _link: str) -> bool:
        held.append((connection.in_atomic_block, Invitation.everything.exists()))
        return True

    monkeypatch.setattr("phaseout.web.api.nouns.invitations.send_invitation", send)
    assert program.ask("POST", "/invitations", given, **headers).status_code == 201
    assert held == [(False, True)]


def test_what_is_refused_writes_no_letter(program, given, world):
    for wrong in ({"role": "approver"}, {"organisation": world.foreign.pk}, {"language": "de"}):
        assert program.ask("POST", "/invitations", {**given, **wrong}).status_code in (403, 422)
    assert not mail.outbox
    assert not Invitation.everything.exists()


def test_the_link_is_shown_once_where_no_mail_is_sent(program, given, client_of, no_mail):
    made = program.ask("POST", "/invitations", given)
    link = made.json()["link"]
    assert (made.json()["is_sent"], made.json()["is_by_letter"]) == (None, False)
    assert link.startswith("http://testserver/join/")
    code = way_in(link).split("/")[2]
    shown = program.get(made["Location"]).content + program.ask("GET", "/invitations").content
    assert code not in shown.decode()
    assert code not in str(list(Invitation.everything.values())) + str(list(Event.everything.values()))
    assert client_of().post(way_in(link), NEW).status_code == 302
    assert not Person.objects.get(email="ada@example.org").is_proven


def test_a_link_that_is_asked_for_again_under_its_key_lies_sealed(program, given, no_mail):
    first = program.ask("POST", "/invitations", given, idempotency_key="k1")
    again = program.ask("POST", "/invitations", given, idempotency_key="k1")
    assert again.json() == first.json()
    kept = KeptAnswer.everything.get()
    assert (kept.is_sealed, "/join/" in kept.content) == (True, False)
    assert Invitation.everything.count() == 1


def test_an_answer_without_a_link_is_kept_as_it_is(program, given):
    program.ask("POST", "/invitations", given, idempotency_key="k1")
    kept = KeptAnswer.everything.get()
    assert (kept.is_sealed, "/join/" in kept.content) == (False, False)


def test_a_link_names_the_address_that_was_set(program, given, no_mail, settings):
    settings.PUBLIC_ADDRESS, settings.IS_ADDRESS_SAID = "https://phaseout.example.org", True
    made = program.ask("POST", "/invitations", given)
    assert made.json()["link"].startswith("https://phaseout.example.org/join/")


def test_a_new_letter_makes_the_link_before_worthless(program, given, client_of, keeper, person_with):
    number = program.ask("POST", "/invitations", given).json()["id"]
    Invitation.everything.update(expires=timezone.now() - timedelta(days=1), by=person_with(Role.READER))
    assert program.ask("GET", f"/invitations/{number}").json()["is_backed"] is False
    again = program.ask("POST", f"/invitations/{number}/resend")
    assert (again.status_code, again.json()["is_sent"], again.json()["is_backed"]) == (200, True, True)
    first, second = (way_in(one.body) for one in mail.outbox)
    assert [client_of().get(one).status_code for one in (first, second)] == [404, 200]
    assert Invitation.everything.get().by == keeper


def test_a_withdrawn_invitation_opens_nothing(program, given, client_of):
    made = program.ask("POST", "/invitations", given)
    taken = program.ask("POST", f"/invitations/{made.json()['id']}/withdrawal")
    assert (taken.status_code, taken.json()["email"]) == (200, "ada@example.org")
    assert client_of().get(way_in(mail.outbox[0].body)).status_code == 404
    assert program.ask("POST", f"/invitations/{made.json()['id']}/withdrawal").status_code == 404
    assert Event.everything.latest("pk").what == "invitation-withdrawn"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": " "}, "email"),
        ({"language": "de"}, "language"),
        ({"role": "king"}, "role"),
        ({"organisation": 0}, "organisation"),
        ({"name": "Ada"}, "name"),
    ],
)
def test_what_is_wrong_stands_at_its_field(wrong, field, program, given):
    answer = program.ask("POST", "/invitations", {**given, **wrong})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
    assert not mail.outbox


def test_nobody_invites_themselves_or_beyond_their_reach(program, given, keeper, world, person_with):
    own = program.ask("POST", "/invitations", {**given, "email": keeper.email.upper()})
    assert (own.status_code, own.json()["errors"][0]["field"]) == (422, "email")
    assert "your own address" in own.json()["errors"][0]["detail"]
    beyond = program.ask("POST", "/invitations", {**given, "organisation": world.foreign.pk})
    assert beyond.json()["errors"][0]["field"] == "organisation"
    other = access_of(person_with(Role.ADMINISTRATOR))
    theirs, _code = invite(other, world.home, Role.READER, email=keeper.email, language="en")
    assert program.ask("POST", f"/invitations/{theirs.pk}/resend").status_code == 403
    assert not mail.outbox


def test_who_keeps_no_people_there_meets_no_invitation(world, given, keeper, person_with, program):
    number = program.ask("POST", "/invitations", given).json()["id"]
    foreign = Program(secret_of(person_with(Role.ADMINISTRATOR, at=world.foreign), world.foreign))
    ways = (("GET", ""), ("POST", "/resend"), ("POST", "/withdrawal"))
    assert [foreign.ask(how, f"/invitations/{number}{way}").status_code for how, way in ways] == [404] * 3
    assert foreign.ask("GET", "/invitations").json()["items"] == []
    narrow = Program(secret_of(keeper, world.home, Permission.READ, Permission.DISCUSS))
    assert narrow.ask("POST", "/invitations", given).status_code == 403
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("role", ["administrator", "approver", "analyst", "technician"])
def test_a_token_asks_nobody_to_be_what_it_may_not_be(role, program, given, keeper, world):
    answer = program.ask("POST", "/invitations", {**given, "role": role})
    assert (answer.status_code, BEYOND in answer.json()["detail"]) == (403, True)
    assert not Invitation.everything.exists()
    invite(access_of(keeper), world.home, Role(role), email="ada@example.org", language="en")
    waiting = Invitation.everything.get()
    again = program.ask("POST", f"/invitations/{waiting.pk}/resend")
    assert (again.status_code, BEYOND in again.json()["detail"]) == (403, True)
    assert Invitation.everything.get().digest == waiting.digest, "the link before still opens it"
    assert not mail.outbox


def test_an_address_is_not_flooded_with_letters_by_pages_and_programs_together(program, given, keeper):
    page = browser_of(keeper)
    for _ in range(LETTERS_TO_ONE - 1):
        assert program.ask("POST", "/invitations", given).status_code == 201
    assert page.post("/people/invite/", given).status_code == 200
    number = Invitation.everything.first().pk
    refused = [
        program.ask("POST", "/invitations", {**given, "email": "ADA@example.org"}),
        program.ask("POST", f"/invitations/{number}/resend"),
    ]
    assert [(one.status_code, one["Retry-After"]) for one in refused] == [(429, "3600")] * 2
    assert "Too many invitations were sent" in refused[0].json()["detail"]
    assert len(mail.outbox) == LETTERS_TO_ONE


def test_a_person_writes_a_hundred_letters_an_hour_and_no_more(program, given, keeper):
    access = access_of(keeper)
    assert all(may_write(access, f"{number}@example.org") for number in range(LETTERS_AN_HOUR))
    assert program.ask("POST", "/invitations", given).status_code == 429
    assert not Invitation.everything.exists()


def test_whether_an_address_has_an_account_shows_nowhere(program, given, person_with, world):
    foreign = person_with(Role.READER, at=world.foreign)
    known = program.ask("POST", "/invitations", {**given, "email": foreign.email}).json()
    unknown = program.ask("POST", "/invitations", {**given, "email": "nobody@example.org"}).json()
    assert {**known, "id": 0, "email": ""} == {**unknown, "id": 0, "email": ""}
    assert not Grant.everything.filter(person=foreign, organisation=world.home).exists()
