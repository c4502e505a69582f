"""Which pages are looked at in a real browser, and how is one opened?"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from web.examples import Furnished

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"), reason="chromium is not installed"
)
PAGES: Mapping[str, Callable[[Furnished], str]] = {
    "home": lambda _: "/",
    "organisations": lambda _: "/organisations/",
    "organisation": lambda of: f"/organisations/{of.organisation.pk}/",
    "coverage": lambda _: "/coverage/",
    "sites": lambda _: "/sites/",
    "site": lambda of: f"/sites/{of.site.pk}/",
    "site-edit": lambda of: f"/sites/{of.site.pk}/edit/",
    "look-add": lambda of: f"/sites/{of.site.pk}/looks/add/",
    "place-add": lambda of: f"/places/floor/in/{of.building.pk}/add/",
    "assets": lambda _: "/assets/",
    "asset": lambda of: f"/assets/{of.asset.pk}/",
    "asset-put": lambda of: f"/assets/{of.asset.pk}/place/",
    "asset-correct": lambda of: f"/assets/{of.asset.pk}/correct/maker/",
    "findings": lambda _: "/findings/",
    "finding": lambda of: f"/findings/{of.finding.pk}/",
    "asset-findings": lambda of: f"/assets/{of.finding.asset_id}/findings/",
    "findings-propose": lambda of: f"/findings/propose/?pick={of.other_finding.pk}",
    "finding-propose": lambda of: f"/findings/{of.other_finding.pk}/propose/",
    "finding-assess": lambda of: f"/findings/{of.other_finding.pk}/assess/",
    "questions": lambda _: "/questions/",
    "question": lambda _: "/questions/purpose/",
    "question-answer": lambda _: "/questions/purpose/answer/",
    "measures": lambda _: "/measures/",
    "measure": lambda _: "/measures/ca-qc/hikvision-dahua-order/",
    "second-factor": lambda _: "/account/2fa/",
    "sessions": lambda _: "/account/sessions/",
    "password": lambda _: "/account/password/change/",
    "account": lambda _: "/account/name/",
    "tokens": lambda _: "/account/tokens/",
    "people": lambda _: "/people/",
    "person": lambda one: f"/people/{one.person.pk}/",
    "invite": lambda _: "/people/invite/",
    "who-needs-a-second-factor": lambda _: "/people/second-factor/",
    "audit": lambda _: "/audit/",
    "totp": lambda _: "/account/2fa/totp/activate/",
    "key": lambda _: "/account/2fa/webauthn/add/",
    "surveys": lambda _: "/surveys/",
    "survey-new": lambda _: "/surveys/new/",
    "survey": lambda furnished: f"/surveys/{furnished.survey.pk}/",
    "survey-unread": lambda furnished: f"/surveys/{furnished.survey.pk}/unread/",
    "survey-not-seen": lambda furnished: f"/surveys/{furnished.survey.pk}/not-seen/",
    "survey-kept": lambda furnished: f"/surveys/{furnished.survey.pk}/kept/",
    "surveyed": lambda furnished: f"/surveys/{furnished.survey.pk}/things/0/",
    "surveyed-conflict": lambda furnished: f"/surveys/{furnished.survey.pk}/things/1/",
}
"""Name → address of every page that somebody signed in may see."""
OPEN_PAGES: Mapping[str, str] = {
    "sign-in": "/account/login/",
    "forgotten": "/account/password/reset/",
}


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Debian's chromium."""
    # Playwright runs a loop of its own in this thread; Django would take it for one it must not block.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def signed_in(page: Page, client: Client, address: str) -> Page:
    """Hand a browser the session of somebody signed in."""
    cookies = [
        {"name": name, "value": morsel.value, "url": address} for name, morsel in client.cookies.items()
    ]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    return page
