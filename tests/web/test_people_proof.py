"""Does somebody show again who they are before what weighs most: tokens, secrets, second factors?"""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.urls import reverse

from phaseout.web.frame.access import Role
from phaseout.web.notices.models import Webhook
from phaseout.web.people.models import Token
from web.conftest import NOON, PASSWORD, browser_of, show_again

ASKS = "/account/reauthenticate/"
FACTOR = "/account/2fa/reauthenticate/"
UNTIL = (NOON + timedelta(days=10)).date().isoformat()


def token_in(organisation) -> dict[str, object]:
    return {"name": "sync", "organisation": organisation.pk, "permissions": ["read"], "until": UNTIL}


def is_asked(answer, address: str) -> bool:
    return (
        answer.status_code == 302
        and answer["Location"].startswith(f"{ASKS}?")
        and address in answer["Location"]
    )


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def test_a_token_is_made_once_somebody_shows_again_who_they_are(client_of, world):
    client, given = client_of(Role.ANALYST), token_in(world.home)
    assert is_asked(client.post("/account/tokens/", given), "tokens")
    assert not Token.everything.exists()
    wrong = client.post(ASKS, {"password": "wrong", "next": "/account/tokens/"})
    assert wrong.status_code == 200
    assert not Token.everything.exists()
    done = client.post(ASKS, {"password": PASSWORD, "next": "/account/tokens/"})
    page = done.content.decode()
    assert "<code>phaseout_" in page  # what was entered before is done now
    assert 'action="/account/tokens/"' in page
    assert Token.everything.get().name == "sync"


def test_what_is_wrong_with_a_token_is_said_before_a_password_is_asked_for(client_of, world):
    answer = client_of(Role.ANALYST).post("/account/tokens/", {**token_in(world.home), "name": ""})
    assert answer.status_code == 400


def test_it_is_not_asked_again_for_five_minutes_and_then_it_is(client_of, world, noon):
    client, given = client_of(Role.ANALYST), token_in(world.home)
    show_again(client)
    noon.shift(299)
    assert client.post("/account/tokens/", given).status_code == 200
    noon.shift(2)
    assert is_asked(client.post("/account/tokens/", given), "tokens")
    assert Token.everything.count() == 1


def test_who_signed_in_just_now_is_asked_as_well(client_of, person_with, world):
    client = client_of()
    client.post("/account/login/", {"login": person_with(Role.ANALYST).email, "password": PASSWORD})
    assert is_asked(client.post("/account/tokens/", token_in(world.home)), "tokens")


def test_a_second_factor_shows_it_as_well_as_a_password(person_with, world):
    person, secret = person_with(Role.ANALYST), generate_totp_secret()
    TOTP.activate(person, secret)
    client = browser_of(person)
    client.post("/account/tokens/", token_in(world.home))
    client.post(FACTOR, {"code": code_of(secret), "next": "/account/tokens/"})
    assert Token.everything.count() == 1


def test_who_has_neither_password_nor_second_factor_here_is_not_asked(person_with, world):
    person = person_with(Role.ANALYST)
    person.set_unusable_password()
    person.save()
    assert browser_of(person).post("/account/tokens/", token_in(world.home)).status_code == 200
    assert Token.everything.count() == 1


def test_a_secret_of_a_webhook_is_shown_once_somebody_shows_again_who_they_are(client_of, world, settings):
    settings.WEBHOOK_HOSTS = frozenset({("hooks.example.org", None)})
    client, add = client_of(Role.ADMINISTRATOR), reverse("webhook-add")
    given = {
        "organisation": world.home.pk, "name": "Tickets", "address": "https://hooks.example.org/",
        "kinds": ["survey.ready"],
    }  # fmt: skip
    assert is_asked(client.post(add, given), "webhooks")
    assert not Webhook.everything.exists()
    assert "<code>whsec_" in client.post(ASKS, {"password": PASSWORD, "next": add}).content.decode()
    row = Webhook.everything.get()
    other = client_of(Role.ADMINISTRATOR)
    anew = reverse("webhook-secret", args=[row.pk])
    assert is_asked(other.post(anew), "secret")
    assert Webhook.everything.get().secret == row.secret
    assert "<code>whsec_" in other.post(ASKS, {"password": PASSWORD, "next": anew}).content.decode()
    assert Webhook.everything.get().secret != row.secret


@pytest.mark.parametrize(
    "address",
    ["2fa/totp/activate/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"],
)
def test_who_adds_or_removes_a_second_factor_shows_again_who_they_are(person_with, address):
    person, secret = person_with(Role.READER), generate_totp_secret()
    is_first = "totp" in address
    if not is_first:
        TOTP.activate(person, secret)
    client = browser_of(person)
    before = list(Authenticator.objects.values_list("pk", "data"))
    for method in (client.get, client.post):
        assert method(f"/account/{address}").status_code == 302
    if not is_first:
        assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert list(Authenticator.objects.values_list("pk", "data")) == before
    show_again(client)
    assert client.get(f"/account/{address}").status_code == 200
    if not is_first:
        client.post("/account/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(type="totp").exists()


def test_an_administrator_shows_again_who_they_are_before_factors_of_others_are_taken_away(
    client_of, person_with
):
    lost = person_with(Role.READER)
    TOTP.activate(lost, generate_totp_secret())
    client, address = client_of(Role.ADMINISTRATOR), f"/people/{lost.pk}/take-second-factors/"
    assert is_asked(client.post(address), "take-second-factors")
    assert Authenticator.objects.filter(user=lost).exists()
    assert client.post(ASKS, {"password": PASSWORD, "next": address})["Location"] == f"/people/{lost.pk}/"
    assert not Authenticator.objects.filter(user=lost).exists()


def set_up_an_app(client) -> str:
    """Set up an authenticator app, and return the code it was shown by."""
    show_again(client)
    client.get("/account/2fa/totp/activate/")
    code = code_of(client.session["mfa.totp.secret"])
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    return code


def test_the_code_by_which_an_app_was_set_up_signs_nobody_in(person_with, noon):
    person = person_with(Role.READER)
    code = set_up_an_app(browser_of(person))
    onlooker = browser_of(None)
    onlooker.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert onlooker.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert onlooker.get("/").status_code == 302
    noon.shift(120)
    secret = decrypt(Authenticator.objects.get(user=person, type="totp").data["secret"])
    onlooker.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert onlooker.get("/").status_code == 200


def test_the_first_factor_ends_the_sessions_begun_without_one(person_with):
    person = person_with(Role.READER)
    here, before = browser_of(person), browser_of(person)
    assert before.get("/").status_code == 200
    set_up_an_app(here)
    assert before.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_a_further_factor_ends_no_session_and_a_wrong_code_neither(person_with, noon):
    person = person_with(Role.READER)
    here, other = browser_of(person), browser_of(person)
    assert other.get("/").status_code == 200
    show_again(here)
    here.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert other.get("/").status_code == 200
    Authenticator(user=person, type="webauthn", data={"name": "key", "credential": {}}).save()
    set_up_an_app(here)
    assert other.get("/").status_code == 200


def test_a_security_key_set_up_first_ends_them_as_well(person_with, monkeypatch):
    person = person_with(Role.READER)
    here, before = browser_of(person), browser_of(person)
    assert before.get("/").status_code == 200
    show_again(here)
    monkeypatch.setattr("allauth.mfa.webauthn.forms.AddWebAuthnForm.clean", lambda self: self.cleaned_data)
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.WebAuthn.add", kept_key)
    given = {"name": "key", "credential": '{"id": "key"}'}
    assert here.post("/account/2fa/webauthn/add/", given).status_code == 302
    assert Authenticator.objects.filter(user=person, type="webauthn").exists()
    assert before.get("/").status_code == 302
    assert here.get("/").status_code == 200


def kept_key(person, name, credential):
    """Keep a key without what a browser would show of it."""
    row = Authenticator(user=person, type="webauthn", data={"name": name, "credential": credential})
    row.save()
    return row.wrap()
