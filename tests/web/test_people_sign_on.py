"""Does a provider of OpenID Connect let in whom an administrator invited, and nobody else?"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from phaseout.web.deployment import sign_on
from phaseout.web.frame.access import Permission, Role
from phaseout.web.frame.models import Event
from phaseout.web.people.models import Invitation, Person
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.accounts import deactivate
from phaseout.web.people.services.grants import demand_second_factor
from phaseout.web.people.services.invitations import invite
from phaseout.web.people.services.tokens import make_token
from web.conftest import PASSWORD
from web.provider import CLIENT, SECRET, key, running

GO = "/account/sign-on/sign-on/login/"


@pytest.fixture
def provider(settings):
    with running() as serving:
        settings.SOCIALACCOUNT_PROVIDERS = sign_on(
            {
                "PHASEOUT_OIDC_ISSUER": serving.address,
                "PHASEOUT_OIDC_CLIENT_ID": CLIENT,
                "PHASEOUT_OIDC_CLIENT_SECRET": SECRET,
                "PHASEOUT_OIDC_NAME": "Example ID",
            }
        )
        yield serving


def through(client: Client, address: str = GO):
    """Follow the way to the provider and back, as a browser does."""
    sent = client.get(address)
    assert sent.status_code == 302, sent.content.decode()
    back = requests.get(sent.headers["Location"], allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def somebody(email: str, *, verified: bool = True, sub: str = "17") -> dict[str, object]:
    return {"sub": sub, "email": email, "email_verified": verified, "name": "Ada of the provider"}


def test_who_has_an_account_at_the_verified_address_gets_in(provider, person_with):
    person = person_with(Role.READER)
    provider.person = somebody(person.email.upper())
    client = Client()
    assert "Example ID" in client.get("/account/login/").content.decode()
    assert through(client).headers["Location"] == "/"
    assert is_in(client)
    assert Event.everything.get(what="signed-in").after["by"] == "sign-on"
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_who_was_invited_gets_in_without_a_password(provider, person_with, world):
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    invite(keeper, world.home, Role.ANALYST, email="ada@example.org", language="fr")
    provider.person = somebody("Ada@example.org")
    client = Client()
    through(client)
    assert is_in(client)
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.name, ada.language, ada.has_usable_password()) == ("Ada of the provider", "fr", False)
    assert ada.grants.get().role == "analyst"


def test_who_has_no_password_can_still_set_up_the_second_factor_their_role_needs(
    provider, person_with, world
):
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    invite(keeper, world.home, Role.APPROVER, email="ada@example.org", language="en")
    demand_second_factor(keeper, world.home, frozenset({Role.APPROVER}))
    provider.person = somebody("ada@example.org")
    client = Client()
    through(client)
    assert client.get("/").headers["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_an_invitation_that_is_over_lets_nobody_in(provider, person_with, world):
    keeper = access_of(person_with(Role.ADMINISTRATOR))
    invite(keeper, world.home, Role.ANALYST, email="ada@example.org", language="fr")
    Invitation.everything.update(expires=timezone.now() - timedelta(seconds=1))
    provider.person = somebody("ada@example.org")
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


def test_an_invitation_of_who_may_invite_no_more_lets_nobody_in(provider, person_with, world):
    asker = person_with(Role.ADMINISTRATOR)
    invite(access_of(asker), world.home, Role.ANALYST, email="ada@example.org", language="fr")
    deactivate(access_of(person_with(Role.ADMINISTRATOR)), asker)
    provider.person = somebody("ada@example.org")
    client = Client()
    assert through(client).status_code == 403
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_who_was_not_invited_stays_out_and_no_account_is_made(provider, person_with):
    person_with(Role.READER)
    provider.person = somebody("stranger@example.org")
    client = Client()
    answer = through(client)
    assert answer.status_code == 403
    assert b"Only people who were invited" in answer.content
    assert not is_in(client)
    assert Person.objects.count() == 1
    assert "stranger" not in str(list(Event.everything.values()))


def open_by(person, organisation) -> tuple[Client, str]:
    """Let somebody sign in by password, and give them a token and a second factor."""
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert is_in(client)
    until = timezone.localdate() + timedelta(days=9)
    _token, secret = make_token(
        access_of(person), organisation, name="theirs", permissions=frozenset({Permission.READ}), until=until
    )
    TOTP.activate(person, generate_totp_secret())
    return client, secret


@pytest.mark.parametrize("is_proven", [False, True])
def test_what_opened_an_account_whose_address_nobody_proved_opens_it_no_more(
    provider, person_with, world, is_proven
):
    person = person_with(Role.READER)
    before, secret = open_by(person, world.home)
    Person.objects.filter(pk=person.pk).update(is_proven=is_proven)
    provider.person = somebody(person.email)
    through(Client())
    person = Person.objects.get(pk=person.pk)
    assert person.is_proven
    assert person.check_password(PASSWORD) is is_proven
    assert is_in(before) is is_proven
    assert Authenticator.objects.filter(user=person).exists() is is_proven
    asked = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == (200 if is_proven else 401)
    assert Event.everything.filter(what="account-emptied").exists() is not is_proven


@pytest.mark.parametrize("claim", [False, None, "no"])
def test_an_address_the_provider_did_not_verify_opens_nothing(provider, person_with, claim):
    provider.person = {**somebody(person_with(Role.READER).email), "email_verified": claim}
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


def test_an_address_given_to_somebody_else_at_the_provider_opens_nothing_of_the_former(provider, person_with):
    person = person_with(Role.READER)
    provider.person = somebody(person.email, sub="17")
    through(Client())
    provider.person = somebody(person.email, sub="18")
    client = Client()
    assert through(client).status_code == 403
    assert not is_in(client)


def test_a_person_stays_who_they_are_when_the_provider_changes_their_address(provider, person_with):
    person, other = person_with(Role.READER), person_with(Role.ADMINISTRATOR)
    provider.person = somebody(person.email, sub="17")
    through(Client())
    provider.person = somebody(other.email, sub="17")
    client = Client()
    through(client)
    assert person.name in client.get("/account/name/").content.decode()


def test_a_closed_account_stays_closed(provider, person_with):
    person = person_with(Role.READER)
    deactivate(access_of(person_with(Role.ADMINISTRATOR)), person)
    provider.person = somebody(person.email)
    client = Client()
    through(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        {"signing": key()},
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"token": {"iss": "https://other.example"}},
        {"token": {"aud": "another-client"}},
        {"token": {"exp": 1}},
        {"token": {"nonce": "of another way here"}},
        {"token": {"nonce": None}},
        {"userinfo": {"sub": "another"}},
        {"leaves_out": ("id_token",)},
        {"leaves_out": ("access_token",)},
    ],
    ids=[
        "key",
        "unsigned",
        "a shared key",
        "issuer",
        "audience",
        "expired",
        "nonce",
        "no nonce",
        "subject",
        "no token",
        "no access token",
    ],
)
def test_a_token_that_is_not_the_providers_for_us_and_of_now_opens_nothing(provider, person_with, change):
    provider.person = somebody(person_with(Role.READER).email)
    for name, value in change.items():
        setattr(provider, name, value)
    client = Client()
    answer = through(client)
    assert answer.status_code in (200, 401, 403)
    assert not is_in(client)


def test_a_provider_that_calls_itself_another_is_not_gone_to(provider, db):
    provider.calls_itself = "https://other.example"
    answer = Client().get(GO)
    assert answer.status_code == 502
    assert not provider.asked


def test_a_way_back_that_this_browser_did_not_begin_opens_nothing(provider, person_with):
    provider.person = somebody(person_with(Role.READER).email)
    begun, other = Client(), Client()
    sent = begun.get(GO)
    back = urlsplit(
        requests.get(sent.headers["Location"], allow_redirects=False, timeout=10).headers["Location"]
    )
    other.get(f"{back.path}?{back.query}")
    assert not is_in(other)
    begun.get(f"{back.path}?code=forged&state=forged")
    assert not is_in(begun)


def test_no_next_leads_from_the_provider_to_another_site(provider, person_with):
    provider.person = somebody(person_with(Role.READER).email)
    assert through(Client(), f"{GO}?next=https://evil.example/").headers["Location"] == "/"


def test_a_provider_that_does_not_answer_is_told(provider, settings, db):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = Client().get(GO)
    assert answer.status_code in (200, 401, 502)
    assert b"<h1>" in answer.content


def test_without_a_provider_none_is_offered(db):
    assert "/sign-on/" not in Client().get("/account/login/").content.decode()
    assert Client().get(GO).status_code == 404
