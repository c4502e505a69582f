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
    "second-factor": lambda _: "/account/2fa/",
    "sessions": lambda _: "/account/sessions/",
    "password": lambda _: "/account/password/change/",
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
