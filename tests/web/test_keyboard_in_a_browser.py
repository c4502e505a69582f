"""Can somebody work with the keyboard alone, and write in peace?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from phaseout.web.estate.models import Site
from phaseout.web.findings.models import Finding
from phaseout.web.findings.services import propose
from phaseout.web.frame.access import Role
from phaseout.web.people.models import Person
from web.browsing import NEEDS_CHROMIUM, browser, signed_in
from web.furnishing.findings import answer_of, asset_in, recorded

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def come_to(page: Page, heading: str) -> None:
    """Wait for a page: keys are listened for once all of it is there."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    page.wait_for_load_state()


def test_single_keys_lead_everywhere_but_not_in_a_field_and_not_for_who_turned_them_off(
    chromium, live_server, world, client_of
):
    client = client_of(Role.ANALYST)
    person = Person.objects.get()
    for number in range(3):
        Site(organisation=world.home, ref=f"s-{number}", name_en=f"Site {number}").save()
        recorded(asset_in(world.home, f"cam {number}"), answer_of(), by=person.pk)
    page = chromium.new_page(locale="fr-CA")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    signed_in(page, client, live_server.url)
    press = page.keyboard.press
    page.goto(live_server.url)

    press("g")
    press("s")
    page.wait_for_url("**/sites/")
    for key in ("j", "j", "j", "k"):
        press(key)
    expect(page.get_by_role("link", name="s-1", exact=True)).to_be_focused()
    press("Enter")
    come_to(page, "Site 1")

    press("/")
    search = page.get_by_role("searchbox", name="Rechercher partout")
    expect(search).to_be_focused()
    page.keyboard.type("gsj? cam")
    expect(search).to_have_value("gsj? cam")
    press("Control+a")
    page.keyboard.type("CAM 2")
    press("Enter")
    come_to(page, "Appareils")
    expect(page.get_by_role("link", name="cam 2").first).to_be_visible()

    press("g")
    press("f")
    page.wait_for_url("**/findings/")
    press("j")
    press("x")
    assert page.locator("tbody tr").first.get_by_role("checkbox").is_checked()
    press("x")
    assert not page.locator("tbody tr").first.get_by_role("checkbox").is_checked()

    press("?")
    page.wait_for_url("**/keys/")
    expect(page.get_by_role("heading", name="Touches", exact=True)).to_be_visible()
    Person.objects.update(single_keys=False)
    page.goto(f"{live_server.url}/sites/")
    assert page.locator("script[src*='keys.js']").count() == 0
    press("g")
    press("f")
    press("/")
    assert page.url.endswith("/sites/")
    assert not search.evaluate("one => one === document.activeElement")
    assert said == []
    page.close()


def test_many_proposals_are_decided_by_the_keyboard_alone(
    chromium, live_server, world, client_of, access_with
):
    analyst, client = access_with(Role.ANALYST), client_of(Role.APPROVER)
    for number in range(2):
        (finding,) = recorded(asset_in(world.home, f"cam {number}"), answer_of(), by=analyst.person)
        propose(analyst, finding, 1, verdict="confirmed", reason="seen")
    page = signed_in(chromium.new_page(locale="en-CA"), client, live_server.url)
    page.goto(f"{live_server.url}/findings/?step=proposed")
    press = page.keyboard.press

    page.get_by_role("button", name="Decide all that waits").focus()
    press("Shift+Tab")
    expect(page.get_by_role("button", name="Decide what was proposed")).to_be_focused()
    press("Tab")
    press("Enter")
    expect(page.get_by_role("heading", name="It would be decided on these 2 findings")).to_be_visible()
    page.get_by_role("checkbox").first.focus()
    press("Space")
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    page.get_by_label("Decide as proposed").focus()
    press("Space")
    press("Tab")
    expect(page.get_by_label("Reason")).to_be_focused()
    press("Tab")
    expect(page.get_by_role("button", name="Save the decision")).to_be_focused()
    press("Enter")
    expect(page.get_by_text("Decided on 1 finding.")).to_be_visible()
    page.close()
    assert sorted(Finding.everything.values_list("step", flat=True)) == ["decided", "proposed"]
