"""Which replies of equipment does a saved file hold, one after the other?

People save what they asked for with `curl`, with or without `-i`, one reply a file or many in a row.
Heads, XML documents, JSON documents and runs of other lines are told apart here; nobody reads them yet.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.capture.headers import end_of_head
from phaseout.intake.reader import SourceStream

LARGEST = 32 << 20
"""Bytes of a file that are looked at. A reply is some kilobytes; thousands of them fit."""
CHUNK = 1 << 20
_LONGEST_HEAD = 1 << 14
_MOST_JSON_TRIES = 64
"""Documents that do not end where they seem to are looked for in what follows, but not for ever."""
_BOUNDARY = re.compile(
    rb"^(?:[ \t]*<\?xml\b|HTTP/\d(?:\.\d)? \d{3}|RTSP/1\.0 \d{3}|NOTIFY \* HTTP/|\{)", re.MULTILINE
)
_MARKUP = re.compile(rb"^[ \t]*<[A-Za-z?]", re.MULTILINE)
_HEAD = re.compile(rb"(?:HTTP/\d(?:\.\d)? \d{3}|RTSP/1\.0 \d{3}|NOTIFY \* HTTP/)")
_ROOT = re.compile(
    rb"(?:<\?[^>]{0,400}\?>|<!--[\s\S]{0,4000}?-->|\s){0,20}<(?P<name>[A-Za-z_][\w.:-]{0,80})(?P<rest>[^>]{0,2000})>"
)
_LENGTH = re.compile(r"^Content-Length:[ \t]*(\d{1,9})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BLANK = re.compile(rb"\s*")
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|[<{HTRA-Za-z]\x00[\x20-\x7e]\x00|\x00[<{HTRA-Za-z]\x00[\x20-\x7e]")


class Reply(NamedTuple):
    """One reply: its head, if it was saved, and its body."""

    line: int
    """Of the first line of the body, from 1."""
    head: str
    head_line: int
    body: str
    ends_file: bool = False
    """Whether nothing stands behind the body."""
    is_cut: bool = False
    """Whether the file ends inside the head, or before as much came as the head announces."""


def content_of(stream: SourceStream) -> tuple[bytes, Unread | None]:
    """Return the bytes in UTF-8 or as they are, and what is not looked at if there are too many."""
    parts, size = [], 0
    while size <= LARGEST and (chunk := stream.read(CHUNK)):
        parts.append(chunk)
        size += len(chunk)
    data = b"".join(parts)
    fault = None
    if size > LARGEST:
        data = data[:LARGEST]
        why = f"a file of saved replies is read up to {LARGEST >> 20} MB; split it"
        fault = Unread(f"byte {LARGEST}", why)
    return in_utf8(data), fault


def in_utf8(data: bytes) -> bytes:
    """Return text that Windows PowerShell saved as UTF-16 in UTF-8, anything else as it is."""
    if not _UTF16.match(data):
        return data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    encoding = "utf-16-be" if data.startswith(b"\x00") else "utf-16-le"
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def replies_in(data: bytes) -> Iterator[Reply]:
    """Yield the replies of a file in order. Every byte is looked at a bounded number of times."""
    yield from _Cutter(data).replies()


def decoded(content: bytes) -> str:
    """Return the text of one reply.

    Chinese firmware sends GB18030 under a header that says UTF-8; bytes of no encoding are kept one by one.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


class _Cutter:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._boundary = -1
        self._line, self._counted = 1, 0
        self._tries = _MOST_JSON_TRIES

    def replies(self) -> Iterator[Reply]:
        head, head_line, is_cut = "", 1, False
        while self._skip_blanks():
            line = self._line_at(self._at)
            if _HEAD.match(self._data, self._at):
                if head:
                    yield Reply(head_line, head, head_line, "")
                head, head_line = self._take_head(), line
                is_cut = self._is_short(head)
                continue
            body, is_last = self._take_body(), self._at >= len(self._data)
            yield Reply(line, head, head_line, body, is_last, is_cut and is_last)
            head, is_cut = "", False
        if head:
            yield Reply(head_line, head, head_line, "", True, is_cut)

    def _skip_blanks(self) -> bool:
        found = _BLANK.match(self._data, self._at)
        self._at = found.end() if found else self._at
        return self._at < len(self._data)

    def _take_head(self) -> str:
        start = self._at
        window = self._data[start : start + _LONGEST_HEAD]
        end = end_of_head(window)
        self._at = start + (end if end > 0 else len(window))
        return decoded(self._data[start : self._at])

    def _is_short(self, head: str) -> bool:
        """Whether less follows the head than it announces, line ends that a program changed allowed for."""
        if (length := _LENGTH.search(head)) is None:
            return self._at >= len(self._data) and not head.endswith(("\n\n", "\n\r\n"))
        behind = self._data[self._at :][: int(length[1])]
        return len(behind) + behind.count(b"\n") < int(length[1])

    def _take_body(self) -> str:
        start, end = self._at, self._next_boundary()
        if self._data[start] in b"<":
            end = self._end_of_xml(start, end)
        elif self._data[start] in b"{[":
            end = self._end_of_json(start, end)
        elif (markup := _MARKUP.search(self._data, start, end)) is not None:
            end = markup.start()
        self._at = end
        return decoded(self._data[start:end])

    def _end_of_xml(self, start: int, end: int) -> int:
        root = _ROOT.match(self._data, start, end)
        if root is None:
            return end
        if root["rest"].endswith(b"/"):
            return root.end()
        close = re.compile(rb"</" + re.escape(root["name"]) + rb"\s{0,20}>").search(
            self._data, root.end(), end
        )
        return close.end() if close else end

    def _end_of_json(self, start: int, end: int) -> int:
        """Return where the document ends; where it is broken, where the next reply begins."""
        for last in (end, len(self._data)):
            if self._tries <= 0:
                return end
            text = decoded(self._data[start:last])
            try:
                _, length = json.JSONDecoder().raw_decode(text)
            except (ValueError, RecursionError):
                self._tries -= last != end
                continue
            return start + len(text[:length].encode(_encoding_of(self._data[start:last])))
        return end

    def _next_boundary(self) -> int:
        if self._boundary <= self._at:
            found = _BOUNDARY.search(self._data, self._at + 1)
            self._boundary = found.start() if found else len(self._data)
        return self._boundary

    def _line_at(self, at: int) -> int:
        self._line += self._data.count(b"\n", self._counted, at)
        self._counted = at
        return self._line


def _encoding_of(content: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"
