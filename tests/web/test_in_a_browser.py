"""Is every page accessible in both languages and themes, narrow and wide, and does it keep its rules?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from phaseout.web.frame.access import Role
from web.browsing import NEEDS_CHROMIUM, OPEN_PAGES, PAGES, browser, signed_in
from web.examples import furnish

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]
MAIN = frozenset(
    [
        "home",
        "sites",
        "site",
        "assets",
        "asset",
        "surveys",
        "survey",
        "findings",
        "finding",
        "measures",
        "people",
    ]
)
KEPT = Path(__file__).parents[2] / "build" / "pages"
"""Screenshots of the main pages, for people to look at."""
LOUD = ("error", "warning")
ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.APPROVER, Role.AUDITOR)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_THEMES = ["color-contrast", "link-in-text-block"]
"""All that a theme, which changes colours alone, can break."""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_and_no_page_breaks_the_rules_for_scripts(
    chromium, live_server, world, client_of, language
):
    KEPT.mkdir(parents=True, exist_ok=True)
    furnished = furnish(world.home)
    page = chromium.new_page(locale=f"{language}-CA", viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in LOUD else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    addresses = dict(OPEN_PAGES)
    for name, address in [*addresses.items(), *((n, of(furnished)) for n, of in PAGES.items())]:
        if name not in addresses:
            signed_in(page, client_of(*ALL), live_server.url)
        answer = page.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, name
        assert page.locator("html").get_attribute("lang") == language
        for theme, rules in (("light", RULES), ("dark", OF_THEMES)):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": rules})
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
            if name in MAIN:
                page.screenshot(path=KEPT / f"{name}-{language}-{theme}.png", full_page=True)
    assert said == []
    page.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_is_wider_than_a_telephone(chromium, live_server, world, client_of, language):
    page = chromium.new_page(locale=f"{language}-CA", viewport={"width": 320, "height": 640})
    signed_in(page, client_of(*ALL), live_server.url)
    furnished = furnish(world.home)
    for name, of in PAGES.items():
        page.goto(live_server.url + of(furnished))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    page.close()
