"""Does anything that a device, a file or a person wrote act on whoever meets it: on pages, in letters, in files?

Every free text of every row is a polyglot (``web.polyglots``). Pages, letters and files are found by themselves: by the
routes, by the templates of letters, by the links of pages.

Tried by hand: ``{% autoescape off %}`` around the label of a thing, a file without ``for_cell``, letters by Django's
own backend and pages without ``plain_pages`` each make a test of this module fail.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unicodedata import category
from urllib.parse import parse_qs, quote, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook
from playwright.sync_api import ConsoleMessage
from pypdf import PdfReader

import phaseout.web
from phaseout.web.frame.access import Role
from phaseout.web.frame.letters import PlainLetters
from web.browsing import NEEDS_CHROMIUM, OPEN_PAGES, PAGES, browser, signed_in
from web.examples import EXAMPLES, PARTS, Furnished, furnish
from web.polyglots import HEADS, TAILS, is_seeded, seed, unseeded
from web.press_at_hand import press_at_hand
from web.routes import Route, routes

__all__ = ("press_at_hand",)
ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.APPROVER, Role.AUDITOR, Role.TECHNICIAN)
ACTS = "//*[local-name()='acts-here' or @data-acts] | //@*[starts-with(normalize-space(.), 'javascript:')]"
FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠](?![\d.,]*$)")
GATHERED = "[...document.querySelectorAll('acts-here, [data-acts], [href^=javascript], [src*=evil]')].length"
LEAVES = "[...document.querySelectorAll('form[method=get] [name]')].map(one => one.name)"
WEB = Path(phaseout.web.__file__).parent
MOST = 60
"""Characters of a page that are shown of where it went wrong."""


@pytest.fixture
def furnished(world) -> Furnished:
    made = furnish(world.home)
    seed()
    return made


@pytest.fixture
def client(client_of, furnished) -> Client:
    made = client_of(*ALL)
    made.defaults["HTTP_USER_AGENT"] = HEADS[0] + TAILS[-1]
    made.get("/")
    return made


def addresses(of: Furnished) -> list[str]:
    """Return the address of every page and of every route that may be looked at."""
    named = [make(of) for make in PAGES.values()]
    asked = [_address(one, of) for one in routes() if one.is_ours and "GET" in one.view.methods]  # type: ignore[attr-defined]
    return list(dict.fromkeys([*OPEN_PAGES.values(), *named, *filter(None, asked)]))


def _address(route: Route, of: Furnished) -> str:
    if route.takes and route.name not in EXAMPLES:
        return ""
    return reverse(route.name, kwargs=dict(EXAMPLES[route.name](of)) if route.takes else {})


def acting(text: str, allowed: str = "\n\r\t") -> list[str]:
    """Return what of a text acts on a terminal or turns letters around."""
    found = re.finditer(r"[^ -~]", text)
    return [
        text[max(0, one.start() - MOST) : one.end()]
        for one in found
        if one[0] not in allowed and category(one[0]) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


def test_every_column_of_text_is_seeded_or_known_to_hold_no_free_text(furnished) -> None:
    assert unseeded() == [], "let the furnishing put SECRET there, or name it in web.polyglots.CODES"


@NEEDS_CHROMIUM
@pytest.mark.django_db(transaction=True)
def test_no_page_acts_in_a_browser(live_server, furnished, client) -> None:
    said: list[str] = []
    with browser() as running:
        page = signed_in(running.new_page(locale="en-CA"), client, live_server.url)
        page.on("console", lambda one: said.append(f"{page.url}: {one.text}") if _is_wrong(one) else None)
        page.on("pageerror", lambda one: said.append(f"{page.url}: {one}"))
        page.on("dialog", lambda one: (said.append(f"{page.url}: asks {one.message}"), one.dismiss()))
        page.on(
            "request", lambda one: said.append(one.url) if not _is_here(one.url, live_server.url) else None
        )

        def look(address: str) -> None:
            answer = page.goto(live_server.url + address)
            assert answer is not None
            assert answer.status in (200, 400), address
            text = page.content()
            assert acting(text) == [], address
            assert "49153" not in text, f"{address} fills in what it shows"
            assert page.evaluate(f"[typeof acted, {GATHERED}]") == ["undefined", 0], address

        for address, _ in pages(client, furnished):
            look(address)
            if names := page.evaluate(LEAVES):
                more = "&" if "?" in address else "?"
                look(f"{address}{more}{'&'.join(f'{one}={quote(HEADS[0] + TAILS[0])}' for one in names)}")
    assert said == []


def _is_wrong(one: ConsoleMessage) -> bool:
    # A part of a page that is opened by itself names no icon, and browsers then ask for one. What is asked
    # for by a filter that makes no sense is answered by 400, which a browser notes as well.
    is_answer = one.location["url"].endswith("/favicon.ico") or "status of 400" in one.text
    return one.type == "error" and not is_answer


def _is_here(address: str, server: str) -> bool:
    return address.startswith((f"{server}/", "data:"))


def pages(client: Client, of: Furnished) -> list[tuple[str, bytes]]:
    """Return the addresses that answer with a page, and the pages."""
    answers = ((one, client.get(one)) for one in addresses(of))
    return [(one, answer.content) for one, answer in answers if _is_page(answer)]


def _is_page(answer) -> bool:
    assert answer.status_code in (200, 302, 401, 404), answer.request["PATH_INFO"]
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def test_no_form_acts_that_comes_back_with_what_was_entered(furnished, client) -> None:
    from web.test_matrix import _as_it_was

    tried = 0
    for address, page in pages(client, furnished):
        for form in html.fromstring(page).forms:
            if form.method == "POST" and not urljoin(address, form.action or "").startswith(
                "/account/logout"
            ):
                with _as_it_was(client):
                    answer = client.post(urljoin(address, form.action or ""), _filled(form), follow=True)
                assert answer.status_code < 500, address
                if answer.headers["Content-Type"].startswith("text/html"):
                    assert acting(answer.content.decode()) == [], address
                    assert html.fromstring(answer.content).xpath(ACTS) == [], address
                tried += 1
    assert tried > 20


def _filled(form) -> dict[str, object]:
    """Return what somebody sends who writes a polyglot in every field that takes words."""
    entered: dict[str, object] = {}
    for field in form.inputs:
        is_written = field.tag == "textarea" or field.get("type") in ("text", "email", "search", "date", None)
        if field.name and field.tag != "select" and is_written:
            entered[field.name] = HEADS[0] + TAILS[0]
        elif field.name and field.get("type") == "hidden" and field.name != "csrfmiddlewaretoken":
            entered[field.name] = field.value or ""
        elif field.tag == "select" and field.value_options:
            entered[field.name] = field.value_options[-1]
    return entered


def test_no_file_that_leaves_acts(furnished, client, press_at_hand) -> None:
    # Of a list all of it comes first, and then what its filters leave.
    files = sorted(files_of(client, furnished), key=lambda one: (len(one), one))
    kinds = {
        urlsplit(one).path.rpartition("/")[2].rpartition(".")[2] or one.partition("format=")[2]
        for one in files
    }
    assert kinds >= {"csv", "xlsx", "json"}
    assert sum("format=" in one for one in files) > 5
    seen = 0
    long: set[str] = set()
    for shift in range(2):  # hundreds of texts begin with each of the heads in each
        seed(shift)
        client.post(reverse("language"), {"language": ("en", "fr")[shift % 2], "next": "/"})
        for address in files:
            # The same cells, or fewer of them by a filter, in files that take longer: once shows that text stays text.
            if of_its_kind(address) in long:
                continue
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert not acting(str(answer.headers), allowed=""), address
            type_ = answer.headers["Content-Type"].partition(";")[0]
            if type_ in LONG:
                long.add(of_its_kind(address))
            is_shown = type_ in ("application/json", "image/png", "image/svg+xml", "text/javascript")
            assert is_shown or answer.headers["Content-Disposition"].startswith("attachment"), address
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            seen += sum(map(is_seeded, READ[type_](body)))
    assert seen > 100


def of_its_kind(address: str) -> tuple[str, str]:
    """Return what files have in common that show the rows of one page: where it is, and their format."""
    asked = urlsplit(address)
    return asked.path, "".join(parse_qs(asked.query).get("format", ()))


def files_of(client: Client, of: Furnished) -> set[str]:
    """Return the addresses of files: those of routes, and what pages link to beside pages."""
    found: set[str] = set()
    for address in addresses(of):
        answer = client.get(address)
        if not _is_page(answer):
            found |= {address} if answer.status_code == 200 and "/api/" not in address else set()
            continue
        for link in html.fromstring(answer.content).xpath("//main//a/@href"):
            there = urljoin(address, link)
            if "format=" in there:
                found.add(there.replace("&amp;", "&"))
    return found


def _cells(rows: Iterator[list[str]]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            assert not FORMULA.match(cell), cell
            assert acting(cell, allowed="") == [], cell
            yield cell


def _csv(body: bytes) -> list[str]:
    text = body.decode("utf-8-sig")
    # Whatever a spreadsheet takes for its separator, no cell begins as a formula.
    return [one for by in (",", ";", "\t") for one in _cells(csv.reader(io.StringIO(text), delimiter=by))]


def _xlsx(body: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [one.value for one in cells if one.data_type == "f"]
    return list(_cells([str(one.value)] for one in cells if one.data_type == "s"))


def _json(body: bytes) -> list[str]:
    text = body.decode()
    json.loads(text)
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", text) == []
    return [text]


def _json_lines(body: bytes) -> list[str]:
    return [one for line in body.splitlines() for one in _json(line)]


def _verbatim(body: bytes) -> list[str]:
    """A file that somebody attached is handed out as it is, and never shown."""
    return [body.decode()]


def _paper(body: bytes) -> list[str]:
    paper = PdfReader(io.BytesIO(body))
    assert not {"/OpenAction", "/AA", "/JavaScript"} & {
        *paper.root_object,
        *paper.root_object.get("/Names", {}),
    }
    notes = [note.get_object() for page in paper.pages for note in page.get("/Annots", ())]
    assert {note["/A"]["/S"] for note in notes if "/A" in note} <= {"/URI", "/GoTo"}
    assert not [one for note in notes if "evil" in (one := str(note.get("/A", {}).get("/URI", "")))]
    texts = [page.extract_text() for page in paper.pages]
    assert "49153" not in "".join(texts)
    return texts


def _page(body: bytes) -> list[str]:
    """A page that is handed out as a file, to be opened anywhere."""
    text = body.decode()
    assert acting(text) == []
    assert html.fromstring(body).xpath(f"{ACTS} | //script") == []
    assert "49153" not in text
    return [text]


def _archive(body: bytes) -> list[str]:
    """What is packed together is read member by member; files that people gave are as they gave them.

    A ledger has texts as JSON writes them, whole: they are hashed so.
    """
    ends = {".html": _page, ".json": _json, ".jsonl": _json_lines, ".xlsx": _xlsx}
    with ZipFile(io.BytesIO(body)) as archive:
        names = [one for one in archive.namelist() if Path(one).suffix in ends]
        return [text for one in names for text in ends[Path(one).suffix](archive.read(one))]


def _drawing(body: bytes) -> list[str]:
    text = body.decode()
    assert acting(text) == []
    assert (
        html.fromstring(body).xpath(f"{ACTS} | //*[local-name()='script'] | //@*[starts-with(name(), 'on')]")
        == []
    )
    return [text]


SHEETS, PAPER = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf"
LONG = (SHEETS, PAPER)
"""Types of files that take long to make and to read."""
READ: dict[str, Callable[[bytes], list[str]]] = {
    "text/csv": _csv,
    SHEETS: _xlsx,
    "application/json": _json,
    "application/vnd.cyclonedx+json": _json,
    "text/html": _page,
    "application/zip": _archive,
    "application/jsonl": _json_lines,
    "text/plain": _verbatim,
    "text/javascript": _verbatim,  # a program of ours, in which nothing is put
    "image/svg+xml": _drawing,
    PAPER: _paper,
    "image/jpeg": lambda _: [],
    "image/png": lambda _: [],
}
"""Type of a file → what reads it back, and looks at every text of it."""


class Outbox(PlainLetters, EmailBackend):
    """The tests' box of letters, behind what every letter passes."""


def test_no_letter_acts(furnished, client, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Outbox"
    rendered: set[str] = set()
    note = partial(_note, rendered)
    furnished.person.refresh_from_db()
    template_rendered.connect(note)
    try:
        for send in (one for part in PARTS for one in getattr(part, "LETTERS", ())):
            before = len(mail.outbox)
            send(client, furnished)
            assert len(mail.outbox) > before, f"{send.__name__} sends nothing"
    finally:
        template_rendered.disconnect(note)
    ours = {path.as_posix().partition("/templates/")[2] for path in WEB.glob("*/templates/**/*.txt")}
    assert ours <= rendered, "name what sends it in LETTERS of its part of web/furnishing"
    for letter in mail.outbox:
        text = letter.message().as_string()
        parts = [letter.subject, letter.body, *(str(one[0]) for one in getattr(letter, "alternatives", ()))]
        assert not [one for one in (*parts, text) if acting(one)], letter.subject
        assert "49153" not in text
        assert "\n" not in letter.subject
    assert sum(is_seeded(letter.subject + letter.body) for letter in mail.outbox) > 1


def _note(rendered: set[str], template: Template, **_more: object) -> None:
    rendered.add(str(template.name))
