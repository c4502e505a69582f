"""Which documents and lines does a file of purchases in XML hold, one after the other?

A file may hold one document or a million in an envelope. Lines are handed out when they end and are then
forgotten. What stands above the lines is handed out when the first line begins, since by then it is whole.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from phaseout.domain.observation import Unread
from phaseout.intake.order.xml_path import Node, name_of, node_before, node_of
from phaseout.intake.order.xml_text import CleanText
from phaseout.intake.reader import SourceStream

MOST_HELD = 64 << 20
"""Bytes between two lines: more is no purchase."""
_LAST_LINE = 65_534
"""libxml2 counts no lines beyond."""
_NAMES_SHOWN = 3
_LONGEST_NAME = 80
_ENTITY = re.compile(rb"<!ENTITY")


class Shape(NamedTuple):
    """The local names of what is looked for. Namespaces are passed over: programs leave them off."""

    documents: frozenset[str]
    lines: frozenset[str]
    attachments: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    """Elements nobody asks for: they are half of most lines."""
    envelope: str = ""
    """What stands around one document and says something of it."""


class Headed(NamedTuple):
    """A document that has come to its first line, or to its end if it has none."""

    document: Node
    """Without its lines."""
    place: str
    envelope: Node | None
    before: Node
    """What of it stands before its first line."""


class Line(NamedTuple):
    """A line that has ended."""

    element: Node
    """Without the lines in it, which come for themselves."""
    place: str
    number: int
    """Which line of its document it is, from 1."""


class Closed(NamedTuple):
    """A document that has ended."""

    document: Node
    """Without its lines, and maybe without what stands before them."""
    place: str
    lines: int


Met = Headed | Line | Closed | Unread


def purchases(stream: SourceStream, shape: Shape) -> Iterator[Met]:
    """Yield documents and lines in file order, and an Unread where the file is damaged, cut or hostile."""
    text = CleanText(stream)
    yield from _walked(text, shape)
    yield from text.doubts


def _walked(text: CleanText, shape: Shape) -> Iterator[Met]:
    parser, walk, held = _parser(shape), _Walk(shape), 0
    for piece in text.pieces():
        if not walk.documents and _ENTITY.search(piece):
            text.doubts.clear()
            yield Unread("line 1", "declares entities, which no purchase does; nothing of it is read")
            return
        fed = _fed(parser, piece)
        before = walk.met
        yield from walk.through(parser)
        if (damage := fed or walk.damage) is not None:
            yield damage
            return
        held = len(piece) if walk.met > before else held + len(piece)
        if held > MOST_HELD:
            yield Unread("line 1", f"nothing to read in {MOST_HELD >> 20} MB; what follows is not read")
            return
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        why = "the file ends early; the lines that end before it were read"
        yield Unread(f"line {max(1, error.lineno or 1)}", why)
        return
    if not walk.documents:
        yield Unread("line 1", f"none of {', '.join(sorted(shape.documents))} is in it")


def _parser(shape: Shape) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in sorted(shape.documents | shape.lines | shape.attachments)],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _fed(parser: etree.XMLPullParser, piece: bytes) -> Unread | None:
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        return _damaged(error)
    return None


def _damaged(error: etree.XMLSyntaxError) -> Unread:
    return Unread(f"line {max(1, error.lineno or 1)}", f"damaged: {error.msg}; what follows is not read")


class _Walk:
    """What was met so far."""

    def __init__(self, shape: Shape) -> None:
        self.met = 0
        """Documents, lines and attachments that have ended."""
        self.documents = 0
        self.damage: Unread | None = None
        self._shape = shape
        self._without = shape.lines | shape.passed_over
        self._document: Element | None = None
        self._lines = 0
        self._is_headed = False
        self._open: list[int] = []
        """The numbers of the lines that have begun and not ended."""
        self._attached = 0
        self._attachments: list[str] = []
        """The names of the first few."""
        self._has_stray = False

    def through(self, parser: etree.XMLPullParser) -> Iterator[Met]:
        """Yield what the parser has come across."""
        try:
            for event, element in parser.read_events():
                if not isinstance(element, Element):
                    continue
                name = name_of(element)
                if event == "start":
                    yield from self._started(element, name)
                else:
                    yield from self._ended(element, name)
        except etree.XMLSyntaxError as error:
            self.damage = _damaged(error)

    def _started(self, element: Element, name: str) -> Iterator[Met]:
        if name in self._shape.documents:
            # One within another would be no purchase; the inner one is taken.
            self._document, self._lines, self._is_headed = element, 0, False
            self._open.clear()
            self.documents += 1
        elif name in self._shape.lines:
            self._lines += 1
            self._open.append(self._lines)
            if self._document is not None and not self._is_headed:
                self._is_headed = True
                yield self._headed(self._document, element)

    def _ended(self, element: Element, name: str) -> Iterator[Met]:
        self.met += 1
        if name in self._shape.lines:
            yield from self._line(element, name, self._open.pop() if self._open else 0)
            element.clear()
            if not self._open:  # around a line within a line stands what the outer one says
                _forget_before(element)
        elif name in self._shape.documents and element is self._document:
            yield from self._closed(element)
            element.clear()
            _forget_before(element)
        elif name in self._shape.attachments:
            self._attached += 1
            if len(self._attachments) < _NAMES_SHOWN:
                self._attachments.append(_name_of_attachment(element)[:_LONGEST_NAME])
            element.clear()

    def _line(self, element: Element, name: str, number: int) -> Iterator[Met]:
        if self._document is None:
            if not self._has_stray:
                yield Unread(_at(element, name), "a line that stands in no document")
            self._has_stray = True
            return
        place = self._place(element, f"{name} {number}")
        yield Line(node_of(element, self._without), place, number)

    def _headed(self, document: Element, line: Element | None) -> Headed:
        envelope = self._shape.envelope
        around = next(document.iterancestors(f"{{*}}{envelope}"), None) if envelope else None
        whole = None if around is None else node_of(around, self._without)
        said = node_of(document, self._without)
        before = said if line is None else node_before(document, line, self._without)
        return Headed(said, self._place(document), whole, before)

    def _closed(self, element: Element) -> Iterator[Met]:
        place = self._place(element)
        if not self._is_headed:
            yield self._headed(element, None)
        yield Closed(node_of(element, self._without), place, self._lines)
        if self._attached:
            names = ", ".join(self._attachments)
            yield Unread(place, f"attachments are not looked into: {self._attached} ({names})")
        self._document, self._attached, self._attachments = None, 0, []

    def _place(self, element: Element, within: str = "") -> str:
        """Return the place of an element; the document is named where the file holds several."""
        many = self.documents > 1 or not within
        document = (
            f"{name_of(self._document)} {self.documents}" if many and self._document is not None else ""
        )
        return _at(element, " ".join(filter(None, (document, within))))


def _name_of_attachment(element: Element) -> str:
    within = next(iter(element), None)
    named = None if within is None else within.get("name") or (within.text or "").strip()
    return element.get("filename") or named or "without a name"


def _at(element: Element, path: str) -> str:
    line = element.sourceline
    is_known = isinstance(line, int) and line <= _LAST_LINE
    return f"line {line}, {path}" if is_known else f"past line {_LAST_LINE}, {path}"


def _forget_before(element: Element) -> None:
    """Take away what stands before an element that has ended, and before those it stands in."""
    for level in (element, *element.iterancestors()):
        parent = level.getparent()
        while parent is not None and (before := level.getprevious()) is not None:
            parent.remove(before)
