"""What did a server answer to one request, as much of it as anybody needs?"""

import asyncio
import re
from typing import NamedTuple

from phaseout.intake.capture.headers import Head, body_length, end_of_head, head_of

LARGEST = 4 << 20
"""Bytes of a body: the tables of the largest recorders have some hundred thousand."""
LONGEST_HEAD = 16_384
_AT_ONCE = 65_536
_MOST_INTERIM = 4
_LONGEST_LINE = 256
_STATUS = re.compile(rb"HTTP/1\.(?P<minor>[01]) (?P<status>[1-5]\d\d)(?:[ \r]|$)")
_NO_BODY = frozenset((204, 304))
_INTERIM, _SWITCHING = range(100, 200), 101
_TOLD = (b"server", b"date", b"content-type", b"content-length", b"connection", b"www-authenticate")


class BadAnswerError(Exception):
    """What came is no answer of HTTP; the message says why, and holds nothing of it."""


class Answer(NamedTuple):
    """An answer: its head and its body without transfer coding."""

    status: int
    head: Head
    body: bytes
    is_whole: bool
    """Whether the body came to its end."""
    keeps_open: bool
    """Whether the next request may go over the same connection."""

    def as_logged(self) -> bytes:
        """Return the part of the head that may be logged: no cookie, no proof, and nothing of the body.

        A recorder's table holds the passwords of its cameras, and the log keeps how an answer begins.
        """
        lines = [b"HTTP/1.1 %d" % self.status]
        lines += [name + b": " + value for name, value in self.head.fields if name in _TOLD]
        return b"\r\n".join(lines) + b"\r\n\r\n"


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Return the next answer of a connection.

    Raises:
        BadAnswerError: it is no HTTP, has no end of its head, or never comes to the point.
        OSError: the connection broke before the head was whole.
    """
    coming = _Coming(reader)
    for _ in range(_MOST_INTERIM):
        head = head_of(await coming.head())
        found = _STATUS.match(head.start)
        if found is None:
            raise BadAnswerError("what answers does not speak HTTP")
        status = int(found["status"])
        if status not in _INTERIM or status == _SWITCHING:
            break
    else:
        raise BadAnswerError("it goes on and on without an answer")
    if head.has(b"content-encoding") and head.first(b"content-encoding").lower() != "identity":
        raise BadAnswerError("it packs what nobody asked to be packed")
    body, is_whole, has_end = await _body(status, head, coming)
    closes = "close" in head.first(b"connection").lower() or found["minor"] == b"0"
    is_clean = is_whole and has_end and coming.is_empty
    return Answer(status, head, body, is_whole, is_clean and not closes)


async def _body(status: int, head: Head, coming: "_Coming") -> tuple[bytes, bool, bool]:
    """Return the body, whether it is whole, and whether its end could be told before the connection's."""
    if status in _NO_BODY:
        return b"", True, True
    if "chunked" in head.first(b"transfer-encoding").lower():
        content, is_whole = await _chunks(coming)
        return content, is_whole, True
    length = body_length(head)
    content = await coming.take(LARGEST + 1 if length is None else min(length, LARGEST))
    if length is None:
        return content[:LARGEST], len(content) <= LARGEST, False
    return content, len(content) == length, True


async def _chunks(coming: "_Coming") -> tuple[bytes, bool]:
    content = bytearray()
    while True:
        size_line = (await coming.line()).split(b";", 1)[0].strip()
        try:
            size = int(size_line, 16)
        except ValueError:
            return bytes(content), False
        if size <= 0:
            while await coming.line():  # trailers
                pass
            return bytes(content), size == 0
        if len(content) + size > LARGEST:
            return bytes(content), False
        part = await coming.take(size)
        content += part
        if len(part) < size or await coming.line():
            return bytes(content), False


class _Coming:
    """The bytes of a connection as they come, taken in pieces of bounded size."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._held = bytearray()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left over; what came unasked would be taken for the next answer."""
        return not self._held

    async def head(self) -> bytes:
        """Return a head with the blank line that ends it."""
        while (end := end_of_head(self._held)) < 0:
            if len(self._held) > LONGEST_HEAD:
                raise BadAnswerError("the head of its answer does not end")
            if not await self._more():
                raise ConnectionResetError("closed before it answered")
        return self._cut(end)

    async def line(self) -> bytes:
        """Return a line without its end; what stands there, if none ends."""
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > _LONGEST_LINE or not await self._more():
                return self._cut(len(self._held))
        return self._cut(end + 1).strip()

    async def take(self, size: int) -> bytes:
        """Return so many bytes, fewer where the connection ends before."""
        while len(self._held) < size and await self._more():
            pass
        return self._cut(min(size, len(self._held)))

    def _cut(self, size: int) -> bytes:
        piece = bytes(self._held[:size])
        del self._held[:size]
        return piece

    async def _more(self) -> bool:
        piece = await self._reader.read(_AT_ONCE)
        self._held += piece
        return bool(piece)
