"""How does a newcomer go about their first ten minutes? By mouse or by keyboard, in either language: one journey.

Everything is named as the page names it: what is not to be found by its name is not to be found by a newcomer.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page

from web.conftest import PASSWORD

FILES = Path(__file__).parents[2] / "examples" / "town-hall" / "main-building"
STOPS = 400
"""Presses of Tab after which a newcomer gives up."""
THERE = 10_000
"""Milliseconds for what stands on a page that has come: it needs none, and what is named otherwise fails at once."""
MADE = 120_000
"""Milliseconds for what the server has to make first: a page, a file, the end of a survey."""
Seen = Callable[[Page, str], None]
"""Is told of each page that was come to, by a name."""


class Hand(Protocol):
    """Works a page."""

    def press(self, what: Locator) -> None:
        """Follow a link, press a button or tick a box."""

    def write(self, field: Locator, text: str) -> None:
        """Write into a field."""

    def choose(self, field: Locator, option: str) -> None:
        """Choose one of a list."""


class Mouse:
    """Points and clicks."""

    def press(self, what: Locator) -> None:
        what.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, field: Locator, option: str) -> None:
        field.select_option(label=option)


class Keyboard:
    """Has keys alone: Tab, Space, Enter and letters."""

    def press(self, what: Locator) -> None:
        self._reach(what)
        is_box = what.get_attribute("type") in ("checkbox", "radio", "file")
        what.page.keyboard.press("Space" if is_box else "Enter")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        field.page.keyboard.type(text)

    def choose(self, field: Locator, option: str) -> None:
        self._reach(field)
        # A letter that has no key of its own is put into the last field of text instead: its beginning will do.
        field.page.keyboard.type("".join(takewhile(str.isascii, option)))

    def _reach(self, what: Locator) -> None:
        what.wait_for()
        page = what.page
        if what.evaluate("one => document.activeElement === document.body && !!one.closest('main')"):
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")  # over the head of the page: “Skip to the content”
        for _ in range(STOPS):
            place = what.evaluate("one => one === document.activeElement && one.matches(':focus-visible')")
            if place:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{what} is not to be reached by keys")


class Newcomer:
    """Somebody who has never seen the program, before a browser of their own."""

    def __init__(self, browser: Browser, language: str, hand: Hand, seen: Seen) -> None:
        self.page = browser.new_context(locale=f"{language}-CA", accept_downloads=True).new_page()
        self.page.set_default_timeout(THERE)
        self.page.set_default_navigation_timeout(MADE)
        self.said: list[str] = []
        """What the browser complained of."""
        self.language, self._hand, self.seen = language, hand, seen
        self.page.on(
            "console", lambda one: self.said.append(one.text) if one.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda one: self.said.append(str(one)))

    def word(self, english: str, **filled: str) -> str:
        """Return what the program says, in the newcomer's language."""
        with override(self.language):
            return gettext(english) % filled

    def open(self, address: str, name: str) -> None:
        self.page.goto(address)
        self.seen(self.page, name)

    def follow(self, english: str, name: str) -> None:
        """Follow a link to another page."""
        self._go(self._main().get_by_role("link", name=self.word(english), exact=True).first, name)

    def turn_to(self, english: str, name: str) -> None:
        """Turn to a part of the program."""
        menu = self.page.get_by_role("navigation", name=self.word("Main"), exact=True)
        self._go(menu.get_by_role("link", name=self.word(english), exact=True), name)

    def press(self, english: str, name: str) -> None:
        """Press a button that leads to another page."""
        self._go(self._main().get_by_role("button", name=self.word(english), exact=True).first, name)

    def go_to_row(self, outcome: str, name: str) -> None:
        """Open the first of a list that has an outcome."""
        row = self._main().locator("tbody tr", has=self.page.locator(f".badge.{outcome}")).first
        self._go(row.get_by_role("link").first, name)

    def unfold(self, english: str) -> None:
        self._hand.press(self._main().locator("summary", has_text=self.word(english)))

    def tick(self, label: str) -> None:
        self._hand.press(self._main().get_by_label(label, exact=True).first)

    def write(self, english: str, text: str) -> None:
        field = self._field(english)
        self._hand.write(field, text)
        assert field.input_value() == text

    def choose(self, english: str, option: str) -> None:
        field = self._field(english)
        whole = field.locator("option", has_text=option).first.inner_text()
        self._hand.choose(field, whole)
        assert field.locator("option:checked").inner_text() == whole

    def attach(self, english: str, files: Sequence[Path]) -> None:
        with self.page.expect_file_chooser() as asked:
            self._hand.press(self._field(english))
        asked.value.set_files(files)

    def wait_for(self, english: str) -> None:
        """Wait until a button stands there."""
        self._main().get_by_role("button", name=self.word(english), exact=True).wait_for(timeout=MADE)

    def load(self, name: str) -> Path:
        """Follow a link to a file, and return where it was put."""
        with self.page.expect_download(timeout=MADE) as asked:
            self._hand.press(self._main().get_by_role("link", name=name, exact=True))
        return asked.value.path()

    def text(self) -> str:
        return self._main().inner_text()

    def _field(self, english: str) -> Locator:
        # A label goes on where the field is optional.
        return self._main().get_by_label(self.word(english)).locator("visible=true").first

    def _main(self) -> Locator:
        return self.page.locator("main")

    def _go(self, what: Locator, name: str) -> None:
        with self.page.expect_navigation():
            self._hand.press(what)
        self.seen(self.page, name)


ADA, BEA = ("Ada Lovelace", "ada@example.org"), ("Béa Tremblay", "bea@example.org")
TOWN, HALL = "Exampleville", "Town hall"


def first_ten_minutes(ada: Newcomer, bea: Newcomer, link: str) -> Iterator[Path]:
    """Let two people go from the link of the server to a file of what was decided; yield that file."""
    begin(ada, link)
    add_a_site(ada)
    bring_in(ada)
    propose(ada)
    decide(bea, invite(ada))
    ada.turn_to("Where we stand", "home-decided")
    ada.turn_to("Assets", "assets")
    yield ada.load("XLSX")


def begin(ada: Newcomer, link: str) -> None:
    ada.open(link, "welcome")
    ada.write("Name of the organisation in English", TOWN)
    ada.tick({"en": "Federal department (Canada)", "fr": "Ministère fédéral (Canada)"}[ada.language])
    ada.write("Your name", ADA[0])
    ada.write("Your e-mail address", ADA[1])
    ada.write("A new password", PASSWORD)
    ada.press("Begin", "sign-in")
    sign_in(ada, ADA[1])


def sign_in(who: Newcomer, email: str) -> None:
    who.write("E-mail address", email)
    who.write("Password", PASSWORD)
    who.press("Sign in", f"home-{email.partition('@')[0]}")


def add_a_site(ada: Newcomer) -> None:
    ada.follow("Add a site", "site-add")
    ada.write("Reference", "hall")
    ada.write("Name in English", HALL)
    ada.press("Save", "site")


def bring_in(ada: Newcomer) -> None:
    ada.turn_to("Where we stand", "home-with-a-site")
    ada.follow("Bring in files", "survey-new")
    ada.attach("Files", sorted(FILES.iterdir()))
    ada.choose("Site", HALL)
    ada.press("Examine", "survey-waiting")
    ada.wait_for("Take over into the estate")
    ada.seen(ada.page, "survey-difference")
    ada.press("Take over into the estate", "survey-taken-over")
    ada.wait_for("Undo")
    ada.seen(ada.page, "survey-applied")
    ada.follow("See the findings", "findings")


def propose(ada: Newcomer) -> None:
    ada.go_to_row("applies", "finding")
    assert ada.word("Why") in ada.text()
    ada.unfold("Propose a judgement")
    ada.choose("Judgement", ada.word("confirmed: it is so"))
    ada.write("Reason", "Seen at the door.")
    ada.press("Propose", "finding-proposed")


def invite(ada: Newcomer) -> str:
    """Ask a second person to come, and return the link for them."""
    ada.turn_to("People", "people")
    ada.follow("Invite somebody", "invite")
    ada.write("E-mail address", BEA[1])
    ada.choose("Language of the letter", {"en": "English", "fr": "Français"}[ada.language])
    ada.choose("As", ada.word("Approver"))
    ada.press("Invite", "invited")
    return ada.page.locator(".once code").inner_text()


def decide(bea: Newcomer, link: str) -> None:
    bea.open(link, "join")
    bea.write("Your name", BEA[0])
    bea.write("A new password", PASSWORD)
    bea.press("Make my account", "joined")
    sign_in(bea, BEA[1])
    bea.follow("findings waiting on you", "findings-waiting")
    bea.go_to_row("applies", "finding-to-decide")
    bea.tick(bea.word("Decide as proposed"))
    bea.press("Save the decision", "finding-decided")
    assert bea.word("confirmed: it is so") in bea.text()
