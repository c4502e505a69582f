"""Does a second factor work in a real browser under the strict policy, from setting it up to signing in by it?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from phaseout.web.frame.access import Role
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.grants import demand_second_factor
from web.browsing import NEEDS_CHROMIUM, browser
from web.conftest import PASSWORD

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]
KEPT = Path(__file__).parents[2] / "build" / "pages"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def seen(page: Page, name: str) -> None:
    page.wait_for_load_state()  # with its style
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    KEPT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=KEPT / f"{name}.png", full_page=True)


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def show_again_who_it_is(page: Page) -> None:
    """Whoever changes what they sign in with enters their password once more."""
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def test_who_needs_a_second_factor_sets_up_an_app_and_goes_on(chromium, live_server, person_with, world):
    approver = person_with(Role.APPROVER)
    demand_second_factor(access_of(person_with(Role.ADMINISTRATOR)), world.home, frozenset({Role.APPROVER}))
    page = chromium.new_page(locale="fr-CA")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, live_server.url, approver.email)
    page.wait_for_url("**/account/2fa/")
    seen(page, "second-factor-demanded")
    page.click("a[href$='/totp/activate/']")
    seen(page, "password-again")
    show_again_who_it_is(page)
    page.wait_for_selector("#authenticator_secret")
    seen(page, "totp")
    secret = page.input_value("#authenticator_secret")
    page.fill("input[name=code]", f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}")
    page.click("main form button[type=submit]")
    page.goto(f"{live_server.url}/")
    assert page.url == f"{live_server.url}/"
    page.goto(f"{live_server.url}/account/2fa/recovery-codes/")
    seen(page, "recovery-codes")
    assert said == []
    page.close()


def test_a_security_key_is_added_and_signed_in_with(chromium, live_server, person_with):
    person = person_with(Role.READER)
    page = chromium.new_page(locale="en-CA")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, live_server.url, person.email)
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    show_again_who_it_is(page)
    page.wait_for_selector("input[name=name]")
    seen(page, "key")
    page.fill("input[name=name]", "Key of the test")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1
    page.click("form[action$='/logout/'] button")
    sign_in(page, live_server.url, person.email)
    page.wait_for_url("**/2fa/authenticate/**")
    seen(page, "second-factor-asked")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{live_server.url}/")
    assert said == []
    page.close()
