"""Does work in the field go on without signal, survive a closed browser, and reach the server once?"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from phaseout.web.estate.models import Asset, Site
from phaseout.web.field.models import Visit, VisitPhoto
from phaseout.web.frame.access import Role
from web.browsing import CHROMIUM, FLAGS, NEEDS_CHROMIUM, signed_in
from web.furnishing.field import shot
from web.signal_lost import Signal, signal_to
from web.things import seen_asset

pytestmark = [NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 320, "height": 640}


@pytest.fixture
def playwright(monkeypatch: pytest.MonkeyPatch) -> Iterator[Playwright]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as running:
        yield running


@pytest.fixture
def telephone(playwright: Playwright, tmp_path: Path):
    """Return a telephone: each time it is opened it is the same one, with what was kept on it."""

    @contextmanager
    def opened(language: str = "en", workers: Literal["allow", "block"] = "allow") -> Iterator[Page]:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "telephone", executable_path=CHROMIUM, args=FLAGS, viewport=TELEPHONE,
            locale=f"{language}-CA", service_workers=workers,
        )  # fmt: skip
        try:
            yield context.pages[0]
        finally:
            context.close()

    return opened


@pytest.fixture
def signal(live_server) -> Iterator[Signal]:
    with signal_to(live_server.url) as way:
        yield way


@pytest.fixture
def asset(world) -> Asset:
    site = Site(organisation=world.home, ref="hq", name_en="Headquarters")
    site.save()
    return seen_asset(world.home, site=site, keys={"ref": ["cam-17"]})


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "wall.jpg"
    path.write_bytes(shot().read())
    return path


def list_of(signal, asset: Asset) -> str:
    return f"{signal.address}{reverse('field')}?site={asset.site_id}"


def open_list(page: Page, client: Client, signal, asset: Asset) -> None:
    """Open the list as somebody signed in, and wait until it is kept."""
    signed_in(page, client, signal.address).goto(list_of(signal, asset))
    expect(page.locator("[data-kept-list]")).to_be_visible()


def take(page: Page, button: str, picture: Path | None = None, note: str = "") -> None:
    if not page.get_by_role("button", name=button).is_visible():
        page.locator("summary", has_text="cam-17").click()
    if picture:
        page.get_by_label("Photograph (optional)").set_input_files(picture)
    page.get_by_label("Note (optional)").fill(note)
    page.get_by_role("button", name=button, exact=True).click()


def queue(page: Page):
    return page.locator("[data-items] li")


def test_what_is_said_without_signal_survives_a_closed_browser_and_is_sent_once(
    telephone, signal, client_of, asset, picture
) -> None:
    client = client_of(Role.TECHNICIAN)
    with telephone() as page:
        open_list(page, client, signal, asset)
        signal.cut()
        take(page, "Photograph: before the work", picture, "Behind the door")
        expect(queue(page)).to_have_text(["cam-17 – Photograph: before the work – waits to be sent"])
        take(page, "Not found at this place")
        expect(queue(page)).to_have_count(2)
        expect(page.locator("[data-offline]")).to_be_visible()
    assert not Visit.everything.exists()
    with telephone() as page:
        page.goto(list_of(signal, asset))
        expect(page.locator("[data-offline]")).to_be_visible()
        expect(queue(page)).to_have_count(2)
        take(page, "Seen here")
        expect(queue(page)).to_have_count(3)
        page.goto(f"{signal.address}/field/visits/1/")  # what is not kept leads to the list
        expect(queue(page)).to_have_count(3)
    assert not Visit.everything.exists()
    signal.restore()
    with telephone() as page:
        signed_in(page, client, signal.address).goto(list_of(signal, asset))
        expect(page.locator("[data-items] li[data-state=sent]")).to_have_count(3)
        page.reload()
        expect(page.locator("[data-items] li[data-state=sent]")).to_have_count(3)
        page.get_by_role("button", name="Clear what was sent").click()
        expect(page.locator("[data-queue]")).to_be_hidden()
    assert list(Visit.everything.order_by("pk").values_list("what", flat=True)) == [
        "before-photo", "not-met", "seen-here",
    ]  # fmt: skip
    assert VisitPhoto.everything.get().visit.comment.text == "Behind the door"


def test_an_answer_that_was_lost_on_the_way_leads_to_no_second_visit(
    telephone, signal, client_of, asset
) -> None:
    with telephone(workers="block") as page:  # what goes through one cannot be lost on purpose
        signed_in(page, client_of(Role.TECHNICIAN), signal.address).goto(list_of(signal, asset))
        lost: list[int] = []

        def lose(route) -> None:
            lost.append(route.fetch().status)  # the server has it, and nobody hears of it
            route.abort() if len(lost) == 1 else route.fulfill(response=route.fetch())

        page.route("**/send/", lose)
        take(page, "Seen here")
        expect(queue(page)).to_have_text(["cam-17 – Seen here – waits to be sent"])
        page.get_by_role("button", name="Send now").click()
        expect(page.locator("[data-items] li[data-state=sent]")).to_have_count(1)
    assert lost == [200, 200]
    assert Visit.everything.count() == 1


def test_what_the_server_refuses_is_shown_with_the_reason_until_somebody_removes_it(
    telephone, signal, client_of, asset, tmp_path
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff no picture")
    with telephone() as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        take(page, "Photograph: the label", broken)
        expect(queue(page)).to_contain_text("refused: It is no PNG, JPEG or WebP picture, or a damaged one.")
        page.get_by_role("button", name="Remove").click()
        expect(page.locator("[data-queue]")).to_be_hidden()


def test_a_photograph_is_asked_for_before_anything_is_kept(telephone, signal, client_of, asset) -> None:
    with telephone() as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        take(page, "Photograph: the label")
        said = page.get_by_label("Photograph (optional)").evaluate("field => field.validationMessage")
        assert said == "Take a photograph, or choose one."
        expect(page.locator("[data-queue]")).to_be_hidden()


def test_what_somebody_took_waits_for_them_and_is_shown_to_nobody_else(
    telephone, signal, client_of, asset
) -> None:
    first, second = client_of(Role.TECHNICIAN), client_of(Role.ANALYST)
    with telephone() as page:
        open_list(page, first, signal, asset)
        signal.cut()
        take(page, "Seen here")
        expect(queue(page)).to_have_count(1)
        page.context.clear_cookies()
        signal.restore()
        open_list(page, second, signal, asset)
        expect(queue(page)).to_have_text(["waits for the person who took it to sign in"])
        assert not Visit.everything.exists()
        page.context.clear_cookies()
        open_list(page, first, signal, asset)
        expect(page.locator("[data-items] li[data-state=sent]")).to_have_count(1)
    assert str(Visit.everything.get().by) == "Person 1"


def test_who_is_signed_out_is_told_and_the_list_is_forgotten(telephone, signal, client_of, asset) -> None:
    with telephone() as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        page.context.clear_cookies()
        take(page, "Seen here")
        expect(page.locator("[data-sign-in]")).to_be_visible()
        expect(queue(page)).to_contain_text("waits to be sent")
        page.goto(list_of(signal, asset))
        assert "/account/login/" in page.url
        assert not page.evaluate("caches.has('phaseout-field-1')")


def test_any_page_that_knows_nobody_signed_in_forgets_the_list(telephone, signal, client_of, asset) -> None:
    with telephone() as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        assert page.evaluate("caches.has('phaseout-field-1')")
        page.context.clear_cookies()
        page.goto(f"{signal.address}/account/login/")
        page.wait_for_function("caches.has('phaseout-field-1').then((is_there) => !is_there)")


def test_without_signal_each_list_that_was_opened_is_there_and_any_other_says_so(
    telephone, signal, client_of, asset
) -> None:
    with telephone() as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        search = f"{list_of(signal, asset)}&q=nothing-like-it"
        page.goto(search)
        expect(page.get_by_text("No asset matches.")).to_be_visible()
        page.goto(list_of(signal, asset))
        signal.cut()
        page.goto(search)
        expect(page.get_by_text("No asset matches.")).to_be_visible()
        page.goto(list_of(signal, asset))
        expect(page.get_by_text("cam-17").first).to_be_visible()
        expect(page.locator("[data-not-kept]")).to_be_hidden()
        page.goto(f"{list_of(signal, asset)}&page=2")
        expect(page.locator("[data-not-kept]")).to_be_visible()


def test_without_script_the_form_does_the_same(playwright, signal, client_of, asset, picture) -> None:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = running.new_context(java_script_enabled=False, viewport=TELEPHONE, locale="en-CA").new_page()
    signed_in(page, client_of(Role.TECHNICIAN), signal.address).goto(list_of(signal, asset))
    take(page, "Photograph: after the work", picture, "Patched")
    expect(page.get_by_role("heading", name="cam-17: photograph after the work")).to_be_visible()
    assert VisitPhoto.everything.get().visit.comment.text == "Patched"
    running.close()


def test_the_page_is_wide_enough_for_a_telephone_and_its_buttons_for_a_thumb(
    telephone, signal, client_of, asset
) -> None:
    with telephone("fr") as page:
        open_list(page, client_of(Role.TECHNICIAN), signal, asset)
        page.locator("summary", has_text="cam-17").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
        for button in page.locator(".thumbs button").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["width"] >= 44
