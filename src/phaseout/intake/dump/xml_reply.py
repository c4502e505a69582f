"""What does an XML reply hold, however damaged it came?"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from phaseout.domain.observation import Dropped
from phaseout.intake.credential_text import names_secret
from phaseout.intake.xml_element import DamagedElementError, parse_element

LARGEST = 4 << 20
"""Characters of one document; the tables of the largest recorders have some hundred kilobytes."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|\w{1,32});)")
_LAST_END = re.compile(rb".*</[^<>]{1,80}>", re.DOTALL)
_SALVAGE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
_MOST_ATTRIBUTES = 1000
"""Of an element; lxml looks each up by going through all, so that of 300,000 it reads minutes."""
_SETTINGS = frozenset(("", "true", "false", "0", "1"))
_SHOWN = 60
_LONGEST_NAME = 200
_REFERENCE = "token"
"""ONVIF's attribute that names a profile or an interface."""
# The same fault in a thousand replies is said once, so its place is left out. So are names the parser quotes:
# where a reply is cut or hostile, one of them may be a password.
_FAULTS = (
    *("Opening and ending tag mismatch", "Premature end of data", "Couldn't find end of Start Tag"),
    *("Extra content at the end of the document", "StartTag: invalid element name", "Start tag expected"),
    *(
        "Namespace prefix",
        "PCDATA invalid Char",
        "AttValue",
        "Attribute",
        "EntityRef",
        "Entity",
        "CData section",
    ),
)


class Document(NamedTuple):
    """A parsed reply."""

    root: Element
    fault: str | None
    """What was wrong with it, where something of it may be lost."""
    is_altered: bool = False
    """Whether credentials were taken out of it."""


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
        found: Document | str = Document(parse_element(data)[0], None)
    except DamagedElementError as error:
        found = _salvaged(data.replace(b"\x00", b""), _named(str(error)))
    if isinstance(found, Document) and any(
        len(one.attrib) > _MOST_ATTRIBUTES for one in found.root.iter("*")
    ):
        return f"an XML reply with more than {_MOST_ATTRIBUTES} attributes on an element"
    return found


def _named(fault: str) -> str:
    return next((known for known in _FAULTS if fault.startswith(known)), "it is not well formed")


def _salvaged(data: bytes, fault: str) -> Document | str:
    """Return what can be read of a document that is cut or badly written, up to its last whole element.

    Half a model is another model, and behind the cut another answer may stand.
    """
    end = _LAST_END.match(data)
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(end[0] if end else b"", _SALVAGE)
        if etree.iselement(root):  # None where nothing could be saved
            _forget_text_between(root)
            return Document(root, f"a damaged XML reply: {fault}; read as far as it goes")
    return f"a damaged XML reply: {fault}"


def _forget_text_between(root: Element) -> None:
    """Empty what stands beside elements: in a whole reply nothing does."""
    for element in root.iter():
        element.tail = None
        if len(element):
            element.text = None


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
    """Empty all that is named like a credential and say so, once per name.

    An element goes with everything in it, since some write ``<password><value>…``.
    """
    said = set()
    for element in list(root.iter()):
        name = name_of(element)
        if not name:
            continue
        for what, attribute in _secrets_of(element, name):
            place = locator_of(element, line)
            if attribute is None:
                tail = element.tail
                element.clear()
                element.tail = tail
            else:
                element.attrib[attribute] = ""
            if what not in said:
                said.add(what)
                yield Dropped(place, what)


def _secrets_of(element: Element, name: str) -> Iterator[tuple[str, str | None]]:
    """Yield what of an element is a credential, and in which attribute it stands, None for its content."""
    if names_secret(name[:_LONGEST_NAME]) and _is_filled(element):
        yield f"element {name[:_SHOWN]}", None
        return
    for attribute, value in element.attrib.items():
        own = str(attribute).rpartition("}")[2]
        if own != _REFERENCE and names_secret(own[:_LONGEST_NAME]) and value.strip().lower() not in _SETTINGS:
            yield f"attribute {own[:_SHOWN]}", str(attribute)


def _is_filled(element: Element) -> bool:
    texts = (*element.itertext(), *element.attrib.values())
    return any(str(text).strip().lower() not in _SETTINGS for text in texts)


def locator_of(element: Element, line: int) -> str:
    """Return the place of an element of a reply that begins at ``line``."""
    within: int | None = getattr(element, "sourceline", None)
    return f"line {line + max(0, (within or 1) - 1)}"


def start_tag(text: str) -> str:
    """Return the start tag of the root as it was sent: where the namespace stands."""
    text = _DECLARATION.sub("", text, count=1).strip()
    return text[: text.find(">") + 1][:2000]


def as_kept(document: Document, text: str) -> str:
    """Return what may be kept of a document as a whole.

    It is the text as it came, unless a credential was taken out or a part was not understood: then what was
    understood, written anew, since what was not may be anything.
    """
    if not document.is_altered and document.fault is None:
        return text
    return etree.tostring(document.root, encoding="unicode", with_tail=False)
