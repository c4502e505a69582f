"""Which objects does a JSON file hold, one a line, in a list, or printed over many lines?

Lists of scans come in gigabytes and end in the middle, with a comma too many (masscan) or none: the
bytes are cut where an object begins and ends, and what is cut out is parsed by itself.
"""

import re
from collections.abc import Iterator

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Unread
from phaseout.intake.json_keys import TWICE, repeats_key
from phaseout.intake.reader import SourceStream
from phaseout.intake.scan.json_value import Json
from phaseout.intake.xml_bytes import utf8_chunks

LONGEST = 16 << 20
"""The longest object read, in bytes: a host of Censys with all its services has two megabytes."""
_BETWEEN = re.compile(rb"[\s,\[\]\x1e]*")
# masscan ends its list with this, which is no JSON
_END_OF_MASSCAN = re.compile(rb"\{\s*finished\s*:\s*\d\s*\}")
# a raw line end inside a string is damage: the object ended before it
_MARK = re.compile(rb'"(?:[^"\\\n]++|\\.)*+"|"|[{}]', re.S)
_RESUMES = re.compile(rb"[{\n]")
_OPENING = ord("{")
_DEEPEST = 1000
_MOST_JUNK = 1000
"""A file that has no object in as many places is of another kind."""


class _Window:
    """The stretch of the file that is held, and the line at which it begins."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.at = 0
        self._line = 1
        self._counted = 0

    def grow(self) -> bool:
        """Drop what lies behind and take more, as much again as is held; False at the end."""
        self._count()
        held, more = self.data[self.at :], []
        wanted = max(len(held), 1)
        while wanted > 0 and (chunk := next(self._chunks, b"")):
            more.append(chunk)
            wanted -= len(chunk)
        self.data, self.at, self._counted = held + b"".join(more), 0, 0
        return bool(more)

    def line(self) -> int:
        """Return the number of the line at which the window stands, from 1."""
        self._count()
        return self._line

    def line_end(self) -> int:
        """Return where the line ends, or what is held of it where it is longer than an object may be."""
        searched = self.at
        while (end := self.data.find(b"\n", searched)) < 0:
            held = len(self.data) - self.at
            if held > LONGEST or not self.grow():
                return len(self.data)
            searched = self.at + held
        return end

    def _count(self) -> None:
        self._line += self.data.count(b"\n", self._counted, self.at)
        self._counted = self.at


def json_objects(stream: SourceStream) -> Iterator[tuple[int, Json] | Unread]:
    """Yield (line from 1, object) for the outermost objects, and an Unread where there is none.

    Outermost but for lists, which are looked into.
    """
    cutter, found_any = _Cutter(_Window(utf8_chunks(stream))), False
    while cutter.goes_on():
        number, found = cutter.next_object()
        if isinstance(found, str):
            yield Unread(f"line {number}", found)
        elif found:
            found_any = True
            if cutter.repeats_key(found):
                yield Unread(f"line {number}", TWICE)
            yield number, found
        elif cutter.junk >= _MOST_JUNK and not found_any:
            yield Unread(f"line {number}", "no JSON object up to here; what follows is not read")
            return
    if cutter.junk:
        times = "" if cutter.junk == 1 else f"; {cutter.junk} such places in the file, this is the first"
        yield Unread(f"line {cutter.first_junk}", f"no JSON object begins here{times}")


class _Cutter:
    """Takes one object after the other out of the window."""

    def __init__(self, window: _Window) -> None:
        self.junk = 0
        """Places at which something else than an object begins."""
        self.first_junk = 0
        self._window = window
        self._by_line = False
        """Whether the file has an object on each line, so that one that does not end there is damaged."""
        self._is_printed = True
        """Whether objects are printed over many lines; once one is not, it is not tried again."""
        self._split_line = 0
        """The line that holds several."""
        self._written = b""

    def goes_on(self) -> bool:
        """Go to where the next object begins, if anything follows."""
        window = self._window
        while True:
            if (between := _BETWEEN.match(window.data, window.at)) is not None:
                window.at = between.end()
            if window.at < len(window.data):
                return True
            if not window.grow():
                return False

    def next_object(self) -> tuple[int, Json | str]:
        """Return the line and the object, or what is wrong with it; an empty one where there is none."""
        window = self._window
        number = window.line()
        if window.data[window.at] != _OPENING:
            self._pass_junk(number)
            return number, {}
        if number != self._split_line:
            end = window.line_end()
            written = window.data[window.at : end].rstrip(b" \t\r,]")
            if (whole := _whole(written)) is not None:
                self._written = written
                window.at, self._by_line = end, True
                return number, whole
        end, is_whole = self._object_end(within_line=self._by_line and number != self._split_line)
        if not is_whole:
            return number, self._pass_damage(end)
        self._split_line = number
        self._written, window.at = window.data[window.at : end], end
        return number, _parsed(self._written)

    def repeats_key(self, found: Json) -> bool:
        """Whether a key stands twice in the object taken last."""
        return repeats_key(self._written, found)

    def _pass_junk(self, number: int) -> None:
        self.junk += 1
        self.first_junk = self.first_junk or number
        window = self._window
        while (place := _RESUMES.search(window.data, window.at)) is None:
            window.at = len(window.data)
            if not window.grow():
                return
        window.at = place.start()

    def _object_end(self, *, within_line: bool) -> tuple[int, bool]:
        """Return where the object ends that begins here and True, or up to where it makes sense and False."""
        if within_line:
            return _scanned_end(self._window, self._window.line_end())
        if self._is_printed and (end := _printed_end(self._window)) >= 0:
            return end, True
        self._is_printed = False
        return _scanned_end(self._window, None)

    def _pass_damage(self, place: int) -> str:
        """Go to the line after the damage: what stands before it was looked at, and nothing is twice."""
        window = self._window
        if place - window.at > LONGEST:
            window.at = len(window.data)
            return f"an object longer than {LONGEST >> 20} MB"
        window.at = place
        window.at = window.line_end()
        return "an object that does not end"


def _whole(line: bytes) -> Json | None:
    """Return the object a line is, None if it is something else."""
    if not line.endswith(b"}"):
        return None
    try:
        found = loads(line)
    except JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _parsed(written: bytes) -> Json | str:
    """Return the object, or what is wrong with it without a word of it: it may be secret."""
    try:
        return dict(loads(written))
    except JSONDecodeError as error:
        why = f"not JSON: {error.msg}"
    if _END_OF_MASSCAN.fullmatch(written):
        return {}
    try:
        return dict(loads(written.decode("utf-8", "replace")))
    except JSONDecodeError:
        return why


def _printed_end(window: _Window) -> int:
    """Return where an object printed over many lines ends, -1 if it is not printed like that.

    Its last brace stands alone under the line of its first, and no string holds the end of a line.
    """
    if window.data[window.at : window.at + 2] not in {b"{\n", b"{\r"}:
        return -1
    before = window.data[max(0, window.at - _DEEPEST) : window.at]
    indent = before[before.rfind(b"\n") + 1 :]
    if indent.strip():
        return -1
    mark, searched = b"\n" + indent + b"}", 0
    while (found := window.data.find(mark, window.at + searched)) < 0:
        searched = max(0, len(window.data) - window.at - len(mark))
        if searched > LONGEST or not window.grow():
            return -1
    end = found + len(mark)
    return end if _whole(window.data[window.at : end]) is not None else -1


def _scanned_end(window: _Window, limit: int | None) -> tuple[int, bool]:
    """Return where the braces that open here are closed and True, or where that fails and False."""
    depth, offset = 0, 0
    while True:
        stop = len(window.data) if limit is None else limit
        for mark in _MARK.finditer(window.data, window.at + offset, stop):
            sign = mark[0]
            if sign == b'"':  # left open: damaged, or it goes on in what is not held yet
                if window.data.find(b"\n", mark.end(), stop) >= 0:
                    return mark.end(), False
                break
            if sign == b"{":
                depth += 1
                if depth > _DEEPEST:
                    return mark.end(), False
            elif sign == b"}":
                depth -= 1
                if depth == 0:
                    return mark.end(), True
            offset = mark.end() - window.at
        if limit is not None or stop - window.at > LONGEST or not window.grow():
            return (len(window.data) if limit is None else limit), False
