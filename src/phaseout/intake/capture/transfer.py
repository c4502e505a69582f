"""How much of a body has come, and what is it without its transfer coding?"""

import zlib
from typing import NamedTuple

from phaseout.intake.capture.headers import Head, body_length

ENOUGH = 8_192
"""Bytes of a body that are looked at."""
_GZIP_OR_ZLIB = 47
_LONGEST_CHUNK_LINE = 64


class Body(NamedTuple):
    """The start of a body, as plain as it can be had."""

    content: bytes
    end: int | None
    """Offset in the stream at which the message ends; None where that is not known (yet)."""
    is_enough: bool = True
    """Whether no more of it need be waited for."""
    is_whole: bool = False
    """Whether ``content`` is the whole body."""


def body_of(head: Head, data: bytearray, at: int) -> Body:
    """Return what stands of the body that begins at an offset."""
    coding = head.first(b"transfer-encoding").lower()
    if "chunked" in coding:
        body = _chunked(data, at)
    elif (length := body_length(head)) is not None:
        content = bytes(data[at : at + min(length, ENOUGH)])
        # An answer to HEAD tells the length of a body that does not come.
        is_missing = data[at : at + 5] == b"HTTP/"
        whole = len(content) == length
        body = Body(content, at if is_missing else at + length, len(content) >= min(length, ENOUGH), whole)
    else:
        content = bytes(data[at : at + ENOUGH])
        body = Body(content, None, len(content) >= ENOUGH)
    return body._replace(content=_inflated(head, body.content))


def _chunked(data: bytearray, at: int) -> Body:
    content = bytearray()
    while len(content) < ENOUGH:
        line_end = data.find(b"\r\n", at, at + _LONGEST_CHUNK_LINE)
        if line_end < 0:
            is_broken = len(data) - at >= _LONGEST_CHUNK_LINE
            return Body(bytes(content), None, is_broken)
        size = _chunk_size(bytes(data[at:line_end]))
        if size is None:
            return Body(bytes(content), None)
        at = line_end + 2
        if size == 0:
            return Body(bytes(content), at + 2, is_enough=True, is_whole=True)
        content += data[at : at + min(size, ENOUGH)]
        if len(data) < at + size + 2:
            return Body(bytes(content[:ENOUGH]), None, len(content) >= ENOUGH)
        at += size + 2
    return Body(bytes(content[:ENOUGH]), None)


def _chunk_size(line: bytes) -> int | None:
    try:
        size = int(line.split(b";", 1)[0].strip(), 16)
    except ValueError:
        return None
    return size if size >= 0 else None


def _inflated(head: Head, content: bytes) -> bytes:
    if head.first(b"content-encoding").lower() not in {"gzip", "x-gzip", "deflate"}:
        return content
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(content, ENOUGH)
    except zlib.error:
        return b""
