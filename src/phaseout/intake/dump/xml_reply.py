"""What does an XML reply hold, however damaged it came?"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from phaseout.domain.observation import Dropped
from phaseout.intake.credential_name import names_credential
from phaseout.intake.xml_element import DamagedElementError, parse_element

LARGEST = 4 << 20
"""Characters of one document; the tables of the largest recorders have some hundred kilobytes."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|\w{1,32});)")
_SALVAGE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
_SETTINGS = frozenset(("", "true", "false", "0", "1"))
_SHOWN = 60
is_secret = lru_cache(maxsize=2048)(names_credential)
"""``names_credential``, remembered: the same few names stand in every row."""
# the same fault in a thousand replies is said once, so its place is left out
_WHERE = re.compile(r",? ?(?:at )?(?:line|column) \d+|:? \w+ line \d+ and \w+")


class Document(NamedTuple):
    """A parsed reply."""

    root: Element
    fault: str | None
    """What was wrong with it, where something of it may be lost."""


def parsed(text: str) -> Document | str:
    """Return the document, or why there is none."""
    if len(text) > LARGEST:
        return f"an XML reply longer than {LARGEST >> 20} million characters"
    # its line ends stay, so that elements keep their lines
    text = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1).rstrip()
    if _DOCTYPE.search(text[: 1 << 16]):
        return "declares entities or a document type, which no reply does"
    data = _BARE_AMPERSAND.sub("&amp;", text).encode("utf-8", "replace")
    try:
        return Document(parse_element(data)[0], None)
    except DamagedElementError as error:
        return _salvaged(data.replace(b"\x00", b""), _WHERE.sub("", str(error)))


def _salvaged(data: bytes, fault: str) -> Document | str:
    """Return what can be read of a document that is cut or badly written."""
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(data, _SALVAGE)
        if etree.iselement(root):  # None where nothing could be saved
            return Document(root, f"a damaged XML reply: {fault}; read as far as it goes")
    return f"a damaged XML reply: {fault}"


def name_of(element: Element) -> str:
    """Return the name without its namespace, ``""`` for a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def texts_of(element: Element) -> dict[str, str]:
    """Return the first text of every name (lower case) in an element and below it."""
    texts: dict[str, str] = {}
    for inner in element.iter():
        texts.setdefault(name_of(inner).lower(), (inner.text or "").strip())
    return texts


def first(texts: dict[str, str], *names: str) -> str:
    """Return the first text there is under one of these names, tried in order."""
    return next((text for name in names if (text := texts.get(name))), "")


def find(element: Element, *names: str) -> str:
    """Return the text of the first descendant of one of these names (lower case), names tried in order."""
    return first(texts_of(element), *names)


def outermost(root: Element, names: Collection[str]) -> Iterator[Element]:
    """Yield the elements of these names (lower case) that stand in no other of them."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element).lower() in names:
            yield element
        else:
            waiting.extend(reversed(element))


def dropped_in(root: Element, line: int) -> Iterator[Dropped]:
    """Empty every element named like a credential and say so, once per name."""
    said = set()
    for element in root.iter():
        name = name_of(element)
        if name and (element.text or "").strip().lower() not in _SETTINGS and is_secret(name[:200]):
            element.text = None
            if name not in said:
                said.add(name)
                yield Dropped(locator_of(element, line), f"element {name[:_SHOWN]}")


def locator_of(element: Element, line: int) -> str:
    """Return the place of an element of a reply that begins at ``line``."""
    within: int | None = getattr(element, "sourceline", None)
    return f"line {line + max(0, (within or 1) - 1)}"


def start_tag(text: str) -> str:
    """Return the start tag of the root as it was sent: where the namespace stands."""
    text = _DECLARATION.sub("", text, count=1).strip()
    return text[: text.find(">") + 1][:2000]
