"""Is every page accessible in both languages and themes, narrow and wide, and does it keep its rules?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize

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
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.APPROVER, Role.AUDITOR)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_THEMES = ["color-contrast", "link-in-text-block"]
"""All that a theme, which changes colours alone, can break."""
BUT_COLOURS = {rule: {"enabled": False} for rule in OF_THEMES}
FAULTS = """asked => axe.run(asked).then(found =>
    found.violations.map(one => [one.id, one.nodes.map(node => node.target)]))"""
"""All that was looked at takes as long to hand over as to look at it."""

SHARES = 4
"""Each test looks at one page of so many, so that those who run the tests beside one another share them."""


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_and_no_page_breaks_the_rules_for_scripts_or_is_wider_than_a_telephone(
    chromium, live_server, world, client_of, language, share
):
    KEPT.mkdir(parents=True, exist_ok=True)
    furnished = furnish(world.home)
    page = chromium.new_page(locale=f"{language}-CA", viewport=WIDE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in LOUD else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, address in list(OPEN_PAGES.items())[share::SHARES]:
        look_at(page, name, live_server.url + address, language)
    signed_in(page, client_of(*ALL), live_server.url)
    for name, of in list(PAGES.items())[share::SHARES]:
        look_at(page, name, live_server.url + of(furnished), language)
    assert said == []
    page.close()


def look_at(page: Page, name: str, address: str, language: str) -> None:
    page.set_viewport_size(WIDE)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, name
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(AXE_SCRIPT)
    # Colours are the same whatever is said in them.
    are_seen = language == "en" or name in MAIN
    for theme, rules in (("light", RULES), ("dark", OF_THEMES))[: 1 + are_seen]:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        asked = {"runOnly": rules, "resultTypes": ["violations"], "rules": {} if are_seen else BUT_COLOURS}
        faults = page.evaluate(FAULTS, asked)
        assert not faults, f"{name}, {theme}"
        if name in MAIN:
            page.screenshot(path=KEPT / f"{name}-{language}-{theme}.png", full_page=True)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
