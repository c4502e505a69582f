"""Does the frame leave a narrow page to what is on it, and show all of itself on a wide one?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Role
from web.browsing import NEEDS_CHROMIUM, browser, signed_in
from web.examples import furnish

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]
LISTS = ("/sites/", "/assets/", "/findings/", "/measures/", "/surveys/", "/tasks/")
WIDTHS = (320, 360)
HIGH = 800
SMALLEST = 24
"""CSS pixels a target is high at least (WCAG 2.5.8), unless it stands in a sentence or a cell."""
TOO_SMALL = """() => [...document.querySelectorAll("header a, header button, header input, header summary, \
main > details summary, main > details :is(input, select, button), nav a, thead a")]
  .filter((one) => one.checkVisibility({contentVisibilityAuto: true}) && one.getClientRects().length)
  .filter((one) => one.getBoundingClientRect().height < %d)
  .map((one) => `${one.tagName} ${one.textContent.trim()}`)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def opened(chromium: Browser, language: str, width: int) -> Page:
    return chromium.new_page(locale=f"{language}-CA", viewport=ViewportSize(width=width, height=HIGH))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", WIDTHS)
def test_on_a_telephone_a_list_begins_in_the_upper_half_and_every_target_can_be_met(
    chromium, live_server, world, client_of, language, width
):
    page = signed_in(opened(chromium, language, width), client_of(*Role), live_server.url)
    for address in LISTS:
        page.goto(live_server.url + address)
        assert page.locator("h1").bounding_box()["y"] < HIGH / 4, address
        assert page.locator("main table").first.bounding_box()["y"] < HIGH * 0.6, address
        page.locator("header summary").click()
        page.locator("main > details > summary").first.click()
        assert page.evaluate(TOO_SMALL % SMALLEST) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


def test_by_keyboard_alone_and_without_scripts_menu_and_filter_are_opened_on_a_telephone(
    chromium, live_server, world, client_of
):
    Site(organisation=world.home, ref="north", name_en="North").save()
    Site(organisation=world.home, ref="south", name_en="South").save()
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": HIGH})
    page = signed_in(context.new_page(), client_of(Role.ANALYST), live_server.url)
    page.goto(f"{live_server.url}/sites/")
    link = page.get_by_role("link", name="Findings", exact=True)
    expect(link).to_be_hidden()
    page.locator("header summary").press("Enter")
    expect(link).to_be_visible()

    field = page.locator("main > details input[name=text]")
    expect(field).to_be_hidden()
    page.locator("main > details > summary").press("Enter")
    field.fill("north")
    field.press("Enter")
    expect(page.locator("main > details > summary")).to_have_text("Filter (1)")
    expect(field).to_be_hidden()
    expect(page.get_by_role("link", name="north")).to_be_visible()
    expect(page.get_by_role("link", name="south")).to_have_count(0)
    context.close()


def test_a_filter_that_is_not_understood_stays_open_so_that_it_is_seen_what_is_wrong(
    chromium, live_server, world, client_of
):
    page = signed_in(opened(chromium, "en", 320), client_of(Role.ANALYST), live_server.url)
    page.goto(f"{live_server.url}/sites/?tier=nine")
    expect(page.locator("main > details .error").first).to_be_visible()
    page.close()


def test_a_wide_page_shows_menu_and_filter_whole_and_nothing_to_open_them_by(
    chromium, live_server, world, client_of
):
    page = signed_in(opened(chromium, "en", 1280), client_of(Role.ANALYST), live_server.url)
    page.goto(f"{live_server.url}/sites/")
    for name in ("Findings", "Assets"):
        expect(page.get_by_role("navigation", name="Main").get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.locator("main .filter input[name=text]")).to_be_visible()
    expect(page.locator("header summary")).to_be_hidden()
    expect(page.locator("main > details > summary").first).to_be_hidden()
    page.close()


def test_on_a_telephone_outcomes_stand_in_sight_and_a_list_that_scrolls_has_a_shadow(
    chromium, live_server, world, client_of
):
    furnish(world.home)
    page = signed_in(opened(chromium, "en", 360), client_of(*Role), live_server.url)
    page.goto(f"{live_server.url}/findings/")
    badge = page.locator("main tbody .badge").first.bounding_box()
    assert badge["x"] + badge["width"] <= 360
    assert page.locator("main td.wordy").first.bounding_box()["width"] >= 230
    shadows = "one => getComputedStyle(one).backgroundAttachment"
    assert page.locator("main .scroll").first.evaluate(shadows) == "local, local, scroll, scroll"
    page.close()


def test_on_a_telephone_the_map_shows_all_its_sites_at_first(chromium, live_server, world, client_of):
    for ref, longitude in (("west", -123.1), ("east", -52.7)):
        Site(organisation=world.home, ref=ref, latitude=49.0, longitude=longitude).save()
    page = signed_in(opened(chromium, "en", 360), client_of(*Role), live_server.url)
    page.goto(f"{live_server.url}/map/")
    pins = [pin.bounding_box() for pin in page.locator(".map .pin .reach").all()]
    assert len(pins) == 2
    assert all(pin["x"] >= 0 and pin["x"] + pin["width"] <= 360 for pin in pins)
    assert all(pin["width"] >= SMALLEST for pin in pins)
    page.close()
