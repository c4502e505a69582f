"""Does a page in French say anything in English?

What stands in both languages alike is either said alike in both (the catalogues know), or is somebody's own word: a
name, a number, what a device said. Everything else was forgotten.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

import phaseout.web
from phaseout.register import Register
from phaseout.web.estate.sheets import SHEETS
from phaseout.web.frame.access import Role
from web.browsing import OPEN_PAGES, PAGES
from web.examples import SECRET, Furnished, furnish

PARTS = 4
ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR, Role.APPROVER)
CATALOGUES = sorted(Path(phaseout.web.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"))
WORD = re.compile(r"[^\W\d_]{3,}")
NAMES = frozenset(
    {
        "phaseout",
        "Sources",
        "CSV",
        "JSON Lines",
        "NetBox CSV",
        "CycloneDX",
        "XLSX",
        "PDF",
        "HTML",
        "JSON",
        "ZIP",
        *(sheet.title for sheet in SHEETS.values()),
        "English",
        "Français",
        "Example Department",
        "Ministère Exemple",
    }
)
CODE = re.compile(
    r"https?://.*|phaseout .*|Person \d+|[a-z0-9]+([-./][a-z0-9]+)+|\W*\[[\w.-]+ [\w?]+\]|[\w.-]+ \[[\w?]+\]|[\w. -]*\d[\w. -]*"
)
"""Ids of the register, cites, and what has a figure in it."""
SHOWN = ("title", "alt", "aria-label", "placeholder")
"""Attributes that people read or hear."""


@pytest.fixture(scope="module")
def said_alike() -> frozenset[str]:
    return words_alike()


@cache
def words_alike() -> frozenset[str]:
    """Return what our catalogues say alike in both languages."""
    found = set()
    for path in CATALOGUES:
        with path.open("rb") as stream:
            found |= {str(one.id) for one in read_po(stream) if one.id and one.id == one.string}
    return frozenset(found)


@pytest.fixture
def furnished(world) -> Furnished:
    return furnish(world.home)


def texts(page: bytes) -> Iterator[str]:
    """Yield what a page says in a language; what is marked as none of a language's words is left out."""
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        is_code = element.xpath("boolean(ancestor-or-self::*[@translate='no'] | ancestor-or-self::code)")
        own = () if is_code else (element.text, *(element.get(name) for name in SHOWN))
        for text in (*own, *_behind(element)):
            if text and WORD.search(text):
                yield " ".join(text.split()).removesuffix(" – phaseout")


def _behind(element: html.HtmlElement) -> Iterator[str | None]:
    parent = element.getparent()
    if parent is not None and not parent.xpath("boolean(ancestor-or-self::*[@translate='no'])"):
        yield element.tail


@cache
def names() -> frozenset[str]:
    """Return names of firms and brands, and what the register itself calls alike in both languages."""
    register = Register.open()
    firms = {one.name for one in (*register.parties.values(), *register.brands.values())}
    kinds = {one.name.en for one in register.vocabulary.kinds.values() if one.name.en == one.name.fr}
    kinds |= {one[0].lower() + one[1:] for one in kinds}  # as reports write them, within a line
    return frozenset({*firms, *kinds, *map(str.capitalize, kinds)})


def own_words(text: str) -> bool:
    """Whether it is somebody's own word, such as a name or what a device said."""
    is_somebody = text in NAMES or text in names() or CODE.fullmatch(text) is not None
    return is_somebody or SECRET[:10] in text or "@" in text


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_on_a_page_is_in_one_language_only(part, furnished, client_of, said_alike) -> None:
    """Many pages of one organisation: to furnish it takes longer than to ask for a page."""
    inside, outside = client_of(*ALL), client_of()
    forgotten: dict[str, set[str]] = {}
    for name in [*PAGES, *OPEN_PAGES][part::PARTS]:
        client, address = (inside, PAGES[name](furnished)) if name in PAGES else (outside, OPEN_PAGES[name])
        english = set(texts(client.get(address, headers={"accept-language": "en"}, follow=True).content))
        french = set(texts(client.get(address, headers={"accept-language": "fr"}, follow=True).content))
        assert english, name
        if said := {text for text in english & french - said_alike if not own_words(text)}:
            forgotten[name] = said
    assert not forgotten
