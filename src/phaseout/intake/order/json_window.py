"""Where does an object of a large JSON file end, without holding more of the file than that object?"""

import re
from collections.abc import Iterator

LONGEST = 16 << 20
"""Bytes of one object that are held; of a longer one only the end is looked for."""
_NEWLINE, _OBJECT_END = b"\n", b"}"
# Up to the next bracket, strings passed over; a quote by itself is a string of which the end is not held.
_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+[{}\[\]"]', re.S)
_MARK = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.S)
_OPENING, _QUOTE = frozenset(b"{["), ord('"')


class Window:
    """The stretch of the file that is held."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.data = b""
        self.at = 0
        self.kept: int | None = None
        """Where the object begins that is held; None where what lies behind is let go."""
        self._chunks = chunks
        self._end: int | None = None
        """Where a line ends that is looked at by itself."""
        self._line = 1
        self._counted = 0

    def line(self) -> int:
        """Return the number of the line at which the window stands, from 1."""
        self._count(self.at)
        return self._line

    def skip(self, blanks: re.Pattern[bytes]) -> bytes:
        """Go to what follows the blanks and return its first byte, ``b""`` at the end."""
        while True:
            if (found := blanks.match(self.data, self.at, self._stop())) is not None:
                self.at = found.end()
            if self.at < self._stop():
                return self.data[self.at : self.at + 1]
            if not self._grow():
                return b""

    def whole_line(self) -> bytes | None:
        """Return the rest of the line, None where more must be held for it than an object may have."""
        while (end := self.data.find(_NEWLINE, self.at)) < 0:
            if len(self.data) - self.at > LONGEST:
                return None
            if not self._grow():
                end = len(self.data)
                break
        return self.data[self.at : end]

    def pass_line(self) -> None:
        """Go behind the line, however long it is."""
        while (end := self.data.find(_NEWLINE, self.at)) < 0:
            self.at = len(self.data)
            if not self._grow():
                return
        self.at = end + 1

    def confine(self, length: int | None) -> None:
        """Look no further than so many bytes from here; None goes on with the file."""
        self._end = None if length is None else self.at + length

    def mark(self) -> bytes:
        """Go behind the next string or bracket and return it, ``b""`` where none ends any more."""
        while True:
            found = _MARK.search(self.data, self.at, self._stop())
            if found is not None and (found[0] != b'"'):
                self.at = found.end()
                return found[0]
            if not self._may_grow():
                return b""

    def pass_nested(self) -> bool:
        """Go behind what the bracket here opens; False where the text ends inside."""
        depth = 0
        while True:
            # Not finditer, which would look for a quote inside of a string that is not held whole.
            while (found := _BRACKET.match(self.data, self.at, self._stop())) is not None:
                end = found.end()
                sign = self.data[end - 1]
                if sign == _QUOTE:
                    self.at = end - 1
                    break
                self.at = end
                depth += 1 if sign in _OPENING else -1
                if depth <= 0:
                    return True
            if not self._may_grow():
                return False

    def taken(self) -> bytes | None:
        """Return what was held up to here and let it go; None if it was too much."""
        start, self.kept = self.kept, None
        return None if start is None else self.data[start : self.at]

    def _may_grow(self) -> bool:
        """Take more, unless one string or run of values alone is longer than what may be held."""
        if self.kept is not None and len(self.data) - self.kept > LONGEST:
            self.kept = None
        return len(self.data) - self.at <= LONGEST and self._grow()

    def _stop(self) -> int:
        return len(self.data) if self._end is None else self._end

    def _grow(self) -> bool:
        """Let go what lies behind and take more; False at the end."""
        if self._end is not None:
            return False
        first = self.at if self.kept is None else self.kept
        self._count(first)
        chunk = next(self._chunks, b"")
        self.data = self.data[first:] + chunk
        self.at -= first
        self._counted -= first
        self.kept = None if self.kept is None else 0
        return bool(chunk)

    def _count(self, place: int) -> None:
        if place > self._counted:
            self._line += self.data.count(_NEWLINE, self._counted, place)
            self._counted = place
