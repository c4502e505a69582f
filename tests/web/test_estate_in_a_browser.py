"""Can a pin be set by clicking and by the arrow keys, and do pages that only one person sees keep the rules?"""

import io
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Browser

from phaseout.web.estate.models import Pin
from phaseout.web.frame.access import Role
from web.browsing import NEEDS_CHROMIUM, browser, signed_in
from web.examples import furnish

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]
LOUD = ("error", "warning")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def test_a_pin_is_set_by_clicking_and_moved_by_the_arrow_keys(chromium, live_server, world, client_of):
    there = furnish(world.home)
    Pin.everything.get(asset=there.asset).delete()
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in LOUD else None)
    signed_in(page, client_of(Role.ADMINISTRATOR), live_server.url)
    page.goto(f"{live_server.url}/floors/{there.floor.pk}/plan/pins/{there.asset.pk}/")
    plan = page.get_by_role("application")
    shape = plan.bounding_box()
    assert shape is not None
    plan.click(position={"x": shape["width"] / 2, "y": shape["height"] / 4})
    assert abs(int(page.input_value("#id_x")) - 500) <= 2
    assert abs(int(page.input_value("#id_y")) - 250) <= 2
    plan.focus()
    before = int(page.input_value("#id_x")), int(page.input_value("#id_y"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert (int(page.input_value("#id_x")), int(page.input_value("#id_y"))) == (
        before[0] + 5,
        before[1] + 50,
    )
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/plan/")
    pin = Pin.everything.get(asset=there.asset)
    assert (pin.x, pin.y) == (before[0] + 5, before[1] + 50)
    assert said == []
    page.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_workbook_that_was_brought_back_is_shown_accessibly(
    chromium, live_server, world, client_of, language
):
    there = furnish(world.home)
    book, out = Workbook(), io.BytesIO()
    for row in (["Number", "Version", "Custodian", "Tier"], [there.site.pk, 1, "CAM-17", "9"], [1, 1, "x", None],
                [there.site.pk + 1, 1, "CAM-17", 2]):  # fmt: skip
        book.active.append(row)
    book.save(out)
    page = chromium.new_page(locale=f"{language}-CA", viewport={"width": 320, "height": 640})
    signed_in(page, client_of(Role.ADMINISTRATOR), live_server.url)
    page.goto(f"{live_server.url}/workbooks/sites/bring/")
    page.set_input_files("#id_file", {"name": "s.xlsx", "mimeType": "", "buffer": out.getvalue()})
    page.locator("main button.primary").click()
    page.wait_for_url("**/workbooks/sites/")
    assert page.locator("main .figures b").all_inner_texts() == ["1", "0", "0", "2"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.close()
