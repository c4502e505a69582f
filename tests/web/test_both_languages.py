"""Does a page in French say anything in English?

What stands in both languages alike is either said alike in both (the catalogues know), or is somebody's own word: a
name, a number, what a device said. Everything else was forgotten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from lxml import html

import phaseout.web
from phaseout.web.frame.access import Role
from web.browsing import OPEN_PAGES, PAGES
from web.examples import SECRET, Furnished, furnish

ALL = (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR, Role.APPROVER)
CATALOGUES = sorted(Path(phaseout.web.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"))
WORD = re.compile(r"[^\W\d_]{3,}")
NAMES = frozenset({"phaseout", "English", "Français", "Example Department", "Ministère Exemple"})
SHOWN = ("title", "alt", "aria-label", "placeholder")
"""Attributes that people read or hear."""


@pytest.fixture(scope="module")
def said_alike() -> frozenset[str]:
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
    root = html.fromstring(page)
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        for text in (element.text, element.tail, *(element.get(name) for name in SHOWN)):
            if text and WORD.search(text):
                yield " ".join(text.split()).removesuffix(" – phaseout")


def own_words(text: str) -> bool:
    """Whether it is somebody's own word, such as a name or what a device said."""
    return SECRET in text or "@" in text or text in NAMES or re.fullmatch(r"Person \d+", text) is not None


@pytest.mark.parametrize("name", [*PAGES, *OPEN_PAGES])
def test_nothing_on_a_page_is_in_one_language_only(name, furnished, client_of, said_alike) -> None:
    client = client_of(*(ALL if name in PAGES else ()))
    address = PAGES[name](furnished) if name in PAGES else OPEN_PAGES[name]
    english = set(texts(client.get(address, headers={"accept-language": "en"}).content))
    french = set(texts(client.get(address, headers={"accept-language": "fr"}).content))
    assert english
    forgotten = {text for text in english & french - said_alike if not own_words(text)}
    assert not forgotten
