"""Does an invitation let in whom it should, once, for a while, and tell nobody who has an account?"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from phaseout.web.estate.services import add_branch
from phaseout.web.frame.access import Role
from phaseout.web.frame.models import Event
from phaseout.web.people.mail import NONE
from phaseout.web.people.models import Grant, Invitation, Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.accounts import deactivate
from phaseout.web.people.services.invitations import accept, accept_as, invite, invite_again
from web.conftest import PASSWORD, browser_of

NEW = {"name": "Ada", "password": PASSWORD}


def link_in(text: str) -> str:
    found = re.search(r"/join/[^/\s<]+/", text)
    assert found
    return found[0]


@pytest.fixture
def keeper(client_of):
    return client_of(Role.ADMINISTRATOR)


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = NONE


def invited(keeper, world, email="ada@example.org", language="en"):
    form = {"email": email, "language": language, "organisation": world.home.pk, "role": "analyst"}
    answer = keeper.post("/people/invite/", form)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(keeper, world, email="ada@example.org", language="en"):
    """Invite an address, and return the letter."""
    assert link_free(invited(keeper, world, email, language))
    return mail.outbox[-1].body


def test_who_is_invited_sets_name_and_password_and_has_the_role(keeper, client_of, world):
    link = link_in(asked(keeper, world))
    newcomer = client_of()
    assert b"Example Department" in newcomer.get(link).content
    assert newcomer.post(link, NEW).headers["Location"] == "/account/login/"
    person = Person.objects.get(email="ada@example.org")
    assert (person.name, person.grants.get().role) == ("Ada", "analyst")
    newcomer.post("/account/login/", {"login": "ADA@example.org", "password": PASSWORD})
    assert newcomer.get("/").status_code == 200


def test_a_link_names_the_address_that_was_set_and_says_where_it_works_on_this_machine_only(
    keeper, world, settings, no_mail
):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    keeper.defaults["HTTP_HOST"] = "127.0.0.1:8000"
    page = invited(keeper, world)
    assert "http://127.0.0.1:8000/join/" in page
    assert "works on this machine only" in page
    settings.PUBLIC_ADDRESS, settings.IS_ADDRESS_SAID = "https://phaseout.example.org", True
    page = invited(keeper, world, "grace@example.org")
    assert "https://phaseout.example.org/join/" in page
    assert "127.0.0.1" not in page
    assert "works on this machine only" not in page


def test_a_link_works_once(keeper, client_of, world):
    link = link_in(asked(keeper, world))
    client_of().post(link, NEW)
    again = client_of().post(link, {"name": "Eve", "password": "another sentence nobody guesses"})
    assert again.status_code == 404
    assert Person.objects.get(email="ada@example.org").name == "Ada"


def test_a_link_works_for_seven_days(keeper, client_of, world, monkeypatch):
    link = link_in(asked(keeper, world))
    Invitation.everything.update(expires=timezone.now() - timedelta(seconds=1))
    assert client_of().get(link).status_code == 404
    Invitation.everything.update(expires=timezone.now() + timedelta(days=900))
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + 8 * 86400)
    assert client_of().get(link).status_code == 404, "its signature is as old as it is, whatever the row says"


def test_a_forged_link_opens_nothing(client_of, keeper, world):
    link = link_in(asked(keeper, world))
    for forged in (link[:-3] + "xx/", "/join/a/", "/join/" + Invitation.everything.get().digest + "/"):
        assert client_of().get(forged).status_code == 404


def test_a_new_link_makes_the_one_before_worthless(keeper, client_of, world):
    first = link_in(asked(keeper, world))
    keeper.post(f"/people/invitations/{Invitation.everything.get().pk}/resend/")
    second = link_in(mail.outbox[-1].body)
    assert client_of().get(first).status_code == 404
    assert client_of().get(second).status_code == 200


def test_a_withdrawn_link_opens_nothing(keeper, client_of, world):
    link = link_in(asked(keeper, world))
    keeper.post(f"/people/invitations/{Invitation.everything.get().pk}/withdraw/")
    assert client_of().get(link).status_code == 404


def test_the_letter_is_in_the_language_of_who_is_asked_and_carries_the_link(keeper, world):
    asked(keeper, world, language="fr")
    letter = mail.outbox[0]
    assert letter.to == ["ada@example.org"]
    assert "Ministère Exemple" in letter.subject
    assert "mot de passe" in letter.body
    assert link_in(letter.body)


def test_the_link_is_kept_nowhere(keeper, world):
    code = link_in(asked(keeper, world)).split("/")[2]
    kept = str(list(Invitation.everything.values())) + str(list(Event.everything.values()))
    assert code not in kept
    assert link_free(keeper.get("/people/").content.decode())


def link_free(text: str) -> bool:
    return "/join/" not in text


def test_whether_an_address_has_an_account_shows_nowhere(keeper, world, person_with):
    foreign = person_with(Role.READER, at=world.foreign)
    known = invited(keeper, world, email=foreign.email)
    unknown = invited(keeper, world, email="nobody@example.org")
    assert link_free(known), "opened, it would tell"

    def plain(text, email):
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text.replace(email, ""))

    assert plain(known, foreign.email) == plain(unknown, "nobody@example.org")
    listed = keeper.get("/people/").content.decode()
    assert foreign.name not in listed
    assert not Grant.everything.filter(person=foreign, organisation=world.home).exists()


def test_who_has_an_account_accepts_by_signing_in_as_nobody_else(keeper, client_of, world, person_with):
    foreign = person_with(Role.READER, at=world.foreign)
    link = link_in(asked(keeper, world, email=foreign.email))
    stranger = client_of(Role.READER)
    assert b"sign in with it" in stranger.get(link).content
    assert stranger.post(link, NEW).status_code == 400
    theirs = client_of()
    theirs.force_login(foreign)
    assert theirs.post(link).headers["Location"] == "/"
    assert foreign.grants.get(organisation=world.home).role == "analyst"
    assert theirs.get(link).status_code == 404


def test_a_weak_password_is_told_beside_the_field(keeper, client_of, world):
    link = link_in(asked(keeper, world))
    for weak in ("short", "password1234", "ada@example.org"):
        answer = client_of().post(link, {"name": "Ada", "password": weak})
        assert answer.status_code == 400
        assert b'id="id_password_error"' in answer.content
        assert b'value="Ada"' in answer.content
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_nobody_is_invited_beyond_ones_reach(keeper, world):
    form = {"email": "a@example.org", "language": "en", "organisation": world.foreign.pk, "role": "reader"}
    assert keeper.post("/people/invite/", form).status_code == 400
    assert not Invitation.everything.exists()


def test_an_address_is_not_flooded_with_letters(keeper, world):
    for _ in range(5):
        asked(keeper, world)
    form = {"email": "ada@example.org", "language": "en", "organisation": world.home.pk, "role": "reader"}
    assert keeper.post("/people/invite/", form).status_code == 400
    assert len(mail.outbox) == 5


def test_a_mail_server_that_does_not_answer_loses_no_invitation(keeper, world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = invited(keeper, world)
    assert "did not take the letter" in page
    assert link_free(page), "whoever asks could make the account with an address nobody proved"
    assert Invitation.everything.exists()


def test_a_name_that_would_break_a_letter_breaks_none(keeper, world):
    world.home.name_en = "Ministry\nBcc: all@example.org <script>"
    world.home.save()
    asked(keeper, world)
    assert mail.outbox[0].recipients() == ["ada@example.org"]
    assert "\n" not in mail.outbox[0].subject
    assert "<script>" in mail.outbox[0].body, "a letter is plain text"


def test_the_link_is_shown_where_no_mail_is_sent_and_the_address_then_counts_as_proven_by_nobody(
    keeper, client_of, world, no_mail
):
    page = invited(keeper, world)
    assert "hand the link over yourself" in page
    client_of().post(link_in(page), NEW)
    assert not Person.objects.get(email="ada@example.org").is_proven


def test_who_comes_by_a_letter_has_shown_that_the_address_is_theirs(keeper, client_of, world, person_with):
    client_of().post(link_in(asked(keeper, world)), NEW)
    assert Person.objects.get(email="ada@example.org").is_proven
    foreign = person_with(Role.READER, at=world.foreign)
    browser_of(foreign).post(link_in(asked(keeper, world, email=foreign.email)))
    assert Person.objects.get(pk=foreign.pk).is_proven


def test_nobody_gives_themselves_a_role_by_inviting_their_own_address(world, person_with):
    keeper = person_with(Role.ADMINISTRATOR)
    access = access_of(keeper)
    form = {
        "email": keeper.email.upper(),
        "language": "en",
        "organisation": world.home.pk,
        "role": "approver",
    }
    answer = browser_of(keeper).post("/people/invite/", form)
    assert answer.status_code == 400
    assert "your own address" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        invite(access, world.home, Role.APPROVER, email=keeper.email.upper(), language="en")
    theirs, _code = invite(
        access_of(person_with(Role.ADMINISTRATOR)), world.home, Role.READER, email=keeper.email, language="en"
    )
    with pytest.raises(PermissionDenied):
        invite_again(access, theirs)
    Invitation.everything.update(by=keeper)  # as a version before kept it
    with pytest.raises(PermissionDenied):
        accept_as(theirs, keeper)
    assert [given.role for given in keeper.grants.all()] == ["administrator"]


def test_an_invitation_falls_with_the_account_or_the_right_of_who_asked(client_of, world, person_with):
    root = access_of(person_with(Role.ADMINISTRATOR))
    region = add_branch(root, world.home, name_en="Region", name_fr="Région")
    asker = person_with(Role.ADMINISTRATOR, at=region)
    invitation, _code = invite(access_of(asker), region, Role.READER, email="ada@example.org", language="en")
    link = link_in(mail_of(invitation, browser_of(person_with(Role.ADMINISTRATOR))))
    Invitation.everything.update(by=asker)
    invitation.refresh_from_db()
    assert client_of().get(link).status_code == 200
    keeper = client_of(Role.ADMINISTRATOR)
    assert "may not invite there any more" not in keeper.get("/people/").content.decode()
    given = asker.grants.get()
    for role, at in ((Role.READER, region), (Role.ADMINISTRATOR, world.foreign)):
        Grant.everything.filter(pk=given.pk).update(role=role, organisation=at)
        assert_fallen(client_of(), link, invitation)
    assert "may not invite there any more" in keeper.get("/people/").content.decode()
    Grant.everything.filter(pk=given.pk).update(role=Role.ADMINISTRATOR, organisation=world.home)
    assert client_of().get(link).status_code == 200, "a role above reaches down"
    deactivate(root, asker)
    assert_fallen(client_of(), link, invitation)
    keeper.post(f"/people/invitations/{invitation.pk}/resend/")
    assert client_of().get(link_in(mail.outbox[-1].body)).status_code == 200, (
        "who sends it again stands for it"
    )


def mail_of(invitation, keeper) -> str:
    keeper.post(f"/people/invitations/{invitation.pk}/resend/")
    return mail.outbox[-1].body


def assert_fallen(client, link, invitation) -> None:
    assert client.get(link).status_code == 404
    with pytest.raises(PermissionDenied):
        accept(invitation, name="Ada", password=PASSWORD)
