"""Where in a scan does each host begin and end?

A scan of a million hosts is cut into hosts by looking for ``<host`` and ``</host>``, which XML
allows nowhere but in markup, comments and CDATA; only what is cut out is parsed. Memory stays at one
host, damage in one host costs that host, and no entity can be declared for it.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

LONGEST = 16 << 20
"""The longest host read, in bytes: 65,536 open ports with their scripts fit in."""


class Part(Enum):
    """What was cut out."""

    HOSTS = auto()
    BROADCAST = auto()
    """A ``prescript`` or ``postscript``: answers to questions asked of everybody."""
    END = auto()
    """The mark that the scan was written to its end."""
    UNENDED = auto()
    """A host or broadcast that the end of the file cuts short."""
    TOO_LONG = auto()
    ENTITY = auto()
    """A declaration of an entity; nothing follows it."""


class Slice(NamedTuple):
    """A part of the document and where it begins, in bytes."""

    part: Part
    offset: int
    elements: tuple[bytes, ...] = ()
    """Hosts that follow each other, or one broadcast: each from its first byte to before its end tag."""


_OPENING = re.compile(rb"<host[\s>]|<!--|<!\[CDATA\[|<\?|<prescript>|<postscript>|</nmaprun>|<!ENTITY")
_PASSED_OVER = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_ENDED_BY = {b"<prescript>": b"</prescript>", b"<postscript>": b"</postscript>"}
_LONGEST_OPENING = 12
_HOST_END = b"</host>"
_NEXT_HOST = (b"\n<host ", b"<host ", b"\n<host>", b"<host>", b"\r\n<host ")


class _Window:
    """The stretch of the document that is held, from where the next part may begin."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.at = 0
        self.offset = 0
        """Of the first byte held, in the document."""
        self._plain = 0

    def grow(self) -> bool:
        """Drop what lies behind and take more, as much again as is held; False at the end."""
        held = self.data[self.at :]
        self.offset += self.at
        more = []
        wanted = max(len(held), 1)
        while wanted > 0 and (chunk := next(self._chunks, b"")):
            more.append(chunk)
            wanted -= len(chunk)
        self.data, self.at, self._plain = held + b"".join(more), 0, 0
        return bool(more)

    def plain_until(self) -> int:
        """Return where the next comment, CDATA or processing instruction begins, or the window ends."""
        if self._plain <= self.at:
            # one byte is found ten times quicker than two, and most windows hold neither
            marks = [mark for mark in (b"<!", b"<?") if self.data.find(mark[1:], self.at) >= 0]
            found = [at for mark in marks if (at := self.data.find(mark, self.at)) >= 0]
            self._plain = min(found, default=len(self.data))
        return self._plain

    def pass_over(self, mark: bytes) -> None:
        """Go behind the next ``mark``, holding nothing on the way."""
        while (found := self.data.find(mark, self.at)) < 0:
            self.at = max(self.at, len(self.data) - len(mark) + 1)
            if not self.grow():
                self.at = len(self.data)
                return
        self.at = found + len(mark)


def cut(chunks: Iterator[bytes]) -> Iterator[Slice]:
    """Yield the parts of a document, given as UTF-8 chunks, in order."""
    window = _Window(chunks)
    while True:
        offset = window.offset + window.at
        if run := _run(window):
            yield Slice(Part.HOSTS, offset, run)
        found = _OPENING.search(window.data, window.at)
        if found is None:
            window.at = max(window.at, len(window.data) - _LONGEST_OPENING)
            if not window.grow():
                return
            continue
        opening, offset = found[0], window.offset + found.start()
        window.at = found.end()
        if opening in _PASSED_OVER:
            window.pass_over(_PASSED_OVER[opening])
        elif opening == b"</nmaprun>":
            yield Slice(Part.END, offset)
        elif opening == b"<!ENTITY":
            yield Slice(Part.ENTITY, offset)
            return
        else:
            window.at = found.start()
            yield _element(window, opening)


def _run(window: _Window) -> tuple[bytes, ...]:
    """Cut out the hosts that are whole in the window and have nothing between them."""
    if not window.data.startswith(_NEXT_HOST, window.at):
        return ()
    *whole, _ = window.data[window.at : window.plain_until()].split(_HOST_END)
    for count, piece in enumerate(whole):
        if not piece.startswith(_NEXT_HOST):
            del whole[count:]
            break
    window.at += sum(map(len, whole)) + len(_HOST_END) * len(whole)
    return tuple(whole)


def _element(window: _Window, opening: bytes) -> Slice:
    """Cut out the element that begins at ``window.at``."""
    mark = _ENDED_BY.get(opening, _HOST_END)
    part = Part.BROADCAST if opening in _ENDED_BY else Part.HOSTS
    offset = window.offset + window.at
    while (end := _end(window, mark)) < 0:
        if len(window.data) - window.at > LONGEST:
            window.at = len(window.data)  # no end tag in it: nothing in it could have been read
            return Slice(Part.TOO_LONG, offset)
        if not window.grow():
            window.at = len(window.data)
            return Slice(Part.UNENDED, offset)
    element = window.data[window.at : end]
    window.at = end + len(mark)
    return Slice(part, offset, (element,))


def _end(window: _Window, mark: bytes) -> int:
    """Return where the end tag is, -1 if not in the window; a comment may hold the tag and not mean it."""
    data, at, end = window.data, window.at, -1
    while True:
        if end < at:
            end = data.find(mark, at)
        if end < 0 or (comment := data.find(b"<!--", at, end)) < 0:
            return end
        closed = data.find(b"-->", comment + 4)
        if closed < 0:
            return -1
        at = closed + 3
