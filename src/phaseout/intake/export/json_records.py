"""Which records does a JSON text hold, one after the other, however large it is?

The records may stand in an array, in a member of an object (``{"results": […]}``) or one a line. No more
than one record is held at a time. Numbers stay as they are written: ``6.37702E+15`` is a sign that a
spreadsheet program mangled a designation.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator

from phaseout.domain.observation import Unread
from phaseout.intake.encoding import unicode_encoding
from phaseout.intake.json_keys import TWICE
from phaseout.intake.reader import SourceStream

Json = str | bool | None | list["Json"] | dict[str, "Json"]
"""A value; numbers are text."""
Record = dict[str, Json]

HEAD = 4096
CHUNK = 1 << 20
LONGEST = 8 << 20
"""Characters of one record. Longer ones are not read, so that memory stays bounded."""
MOST_BROKEN = 100
"""Records in a row that are no JSON, after which a text is given up."""
_BLANK = re.compile(r"[\s,\x00\ufeff\x1e]*")
_SPACE = re.compile(r"\s*")
_CUT_OFF = "the file ends inside it; export it again"
_NOT_JSON = "not JSON"
_TOO_LONG = f"longer than {LONGEST >> 20} million characters"
_LONGEST_WORD = 16
"""A number or word that ends where the text read so far ends may go on."""


class _BrokenError(Exception):
    """What stands here is no JSON value, or one that ends nowhere."""


class JsonRecords:
    """The objects a stream holds, each with its number from 1."""

    def __init__(self, stream: SourceStream, within: frozenset[str]) -> None:
        """Take the stream, and the members of a surrounding object that may hold the records."""
        self._within = within
        self._chunks = _decoded(stream)
        self._text, self._at, self._is_at_end = "", 0, False
        self._count = 0
        self._repeats = False
        self._length = 0
        self._has_given_up = self._has_odd = False
        self._scan = _scanner(self._repeated)

    def __iter__(self) -> Iterator[tuple[int, Record] | Unread]:
        """Yield (number, record), and an Unread for what is none."""
        broken = 0
        while (mark := self._peek(_BLANK)) and broken < MOST_BROKEN:
            try:
                match mark:
                    case "[":
                        yield from self._array()
                    case "{":
                        yield from self._object()
                    case _:
                        yield from self._one(self._value())
                broken = 0
            except _BrokenError as error:
                broken += 1
                yield Unread(f"record {self._count + 1}", str(error))
                self._skip_line()
        if mark:
            yield Unread(f"record {self._count + 1}", f"{_NOT_JSON} up to here; what follows is not read")

    def _array(self) -> Iterator[tuple[int, Record] | Unread]:
        self._at += 1
        try:
            while (mark := self._peek(_BLANK)) != "]":
                if not mark:
                    raise _BrokenError(_CUT_OFF)
                yield from self._one(self._value())
        except _BrokenError as error:
            # In an array nothing tells where the next record begins.
            yield Unread(f"record {self._count + 1}", f"{error}; what follows is not read")
            self._give_up()
            return
        self._at += 1

    def _object(self) -> Iterator[tuple[int, Record] | Unread]:
        """Yield the records in a member of an object; where there is no such member the object itself."""
        whole = self._whole()
        yield from self._walked() if whole is None else self._one(whole)

    def _whole(self) -> Record | None:
        """Take the object that begins here, if all of it has been read already and it is a record itself."""
        try:
            value, end = self._scan(self._text, self._at)
        except (ValueError, RecursionError):
            value, end = None, self._at
        if not isinstance(value, dict) or any(isinstance(value.get(name), list) for name in self._within):
            self._repeats = False
            return None
        self._at = end
        return value

    def _walked(self) -> Iterator[tuple[int, Record] | Unread]:
        """Read an object member by member, since all of a large file may stand in it."""
        self._at += 1
        others: Record = {}
        size, has_records = 0, False
        while (mark := self._peek(_BLANK)) != "}":
            if mark != '"':
                raise _BrokenError(_NOT_JSON if mark else _CUT_OFF)
            name = self._value()
            if (mark := self._peek(_SPACE)) != ":":
                raise _BrokenError(_NOT_JSON if mark else _CUT_OFF)
            self._at += 1
            if name in self._within and self._peek(_SPACE) == "[":
                has_records = True
                yield from self._array()
                if self._has_given_up:
                    return
                continue
            value = self._value()
            size += self._length
            if size > LONGEST:
                raise _BrokenError(_TOO_LONG)
            self._repeats |= name in others
            others[str(name)] = value
        self._at += 1
        if not has_records:
            yield from self._one(others)

    def _one(self, value: Json) -> Iterator[tuple[int, Record] | Unread]:
        self._count += 1
        if self._repeats:
            self._repeats = False
            yield Unread(f"record {self._count}", TWICE)
        if isinstance(value, dict):
            yield self._count, value
        elif not self._has_odd:
            self._has_odd = True
            yield Unread(f"record {self._count}", "not an object with keys; others like it are passed over")

    def _value(self) -> Json:
        """Return the value that begins here, taking more of the stream until it is whole."""
        while True:
            self._peek(_SPACE)
            try:
                value, end = self._scan(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if not self._may_be_cut(error) or not self._fill():
                    raise _BrokenError(self._wrong_with(error)) from None
            else:
                if end < len(self._text) or not self._fill():
                    self._length = end - self._at
                    self._at = end
                    return value

    def _may_be_cut(self, error: Exception) -> bool:
        """Whether more text could make a value of what is there."""
        if not isinstance(error, json.JSONDecodeError):
            return False
        tail = len(self._text) - (1 if self._is_at_end else _LONGEST_WORD)
        return error.msg.startswith(("Unterminated", "Invalid \\")) or error.pos > tail

    def _wrong_with(self, error: Exception) -> str:
        """Say what is wrong without a word of the text, which may be secret."""
        if isinstance(error, RecursionError):
            return "nested too deeply"
        if self._may_be_cut(error):
            return _CUT_OFF if self._is_at_end else _TOO_LONG
        return _NOT_JSON

    def _peek(self, skipped: re.Pattern[str]) -> str:
        """Skip what parts values and return the next character, "" at the end."""
        while True:
            match = skipped.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def _fill(self) -> bool:
        """Take more of the stream, as far as a record may reach."""
        if len(self._text) - self._at > LONGEST:
            return False
        chunk = next(self._chunks, None)
        if chunk is None:
            self._is_at_end = True
            return False
        self._text, self._at = self._text[self._at :] + chunk, 0
        return True

    def _skip_line(self) -> None:
        """Go on after the next line end: records one a line are read in spite of a broken one."""
        while (end := self._text.find("\n", self._at)) < 0:
            self._at = len(self._text)
            if not self._fill():
                return
        self._at = end + 1

    def _give_up(self) -> None:
        """Read no more of the text."""
        self._text, self._at = "", 0
        self._chunks = iter(())
        self._has_given_up = True

    def _repeated(self, pairs: list[tuple[str, Json]]) -> Record:
        found = dict(pairs)
        self._repeats |= len(found) != len(pairs)
        return found


def _scanner(to_record: Callable[[list[tuple[str, Json]]], Record]) -> Callable[[str, int], tuple[Json, int]]:
    decoder = json.JSONDecoder(
        object_pairs_hook=to_record,
        parse_int=str,
        parse_float=str,
        parse_constant=lambda _: None,  # NaN and Infinity are no values of ours
        strict=False,
    )
    return decoder.raw_decode


def _decoded(stream: SourceStream) -> Iterator[str]:
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    name, mark = unicode_encoding(head) or ("utf-8", 0)
    decoder = codecs.getincrementaldecoder(name)("replace")
    yield decoder.decode(head[mark:])
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)
