"""Which releases and records does a JSON file hold, in packages or one a line, however large it is?

A package is one object whose list may have gigabytes: what stands in the list is cut out and parsed one by
one. A release by itself, and a line that is an object, is taken whole.
"""

import json
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from phaseout.domain.observation import Unread
from phaseout.intake.order.json_window import LONGEST, Window
from phaseout.intake.reader import SourceStream
from phaseout.intake.scan.json_value import Json
from phaseout.intake.xml_bytes import utf8_chunks

_LISTS = {b'"releases"': "release", b'"records"': "record"}
_KINDS = {"releases": "release", "records": "record"}
_BETWEEN = re.compile(rb"[\s,\[\]\x1e]*")
_COMMAS = re.compile(rb"[\s,]*")
_BARE = re.compile(rb"[^,\]]*")
_MOST_JUNK = 1000
_SHOWN = 40
_NOT_UTF8 = "the letters are not UTF-8; read as Windows-1252"
_TOO_LONG = f"longer than {LONGEST >> 20} MB; passed over"


class Entry(NamedTuple):
    """One release or record."""

    place: str
    """``line 120, release 4``: where it begins and which of the file it is."""
    is_record: bool
    value: Json


Met = Entry | Unread


class Packages:
    """The releases and records of one source, in order. Make one per source."""

    def __init__(self, stream: SourceStream) -> None:
        self._window = Window(utf8_chunks(stream))
        self._numbers = {"release": 0, "record": 0}
        self._junk: list[int] = []
        self._by_line = False
        """Whether the file has an object on each line, so that one that does not end there is damaged."""
        self._has_told_letters = False

    def entries(self) -> Iterator[Met]:
        """Yield what the file holds, and an Unread where it is damaged, cut or something else."""
        window = self._window
        while first := window.skip(_BETWEEN):
            if first != b"{":
                self._junk.append(window.line())
                if len(self._junk) > _MOST_JUNK:
                    break
                window.pass_line()
                continue
            line = window.whole_line()
            written = (line or b"").rstrip(b" \t\r,]")
            if written.endswith(b"}") and len(written) <= LONGEST and _parsed(written)[0] is not None:
                self._by_line = True
                number = window.line()
                window.at += len(line or b"")
                yield from self._alone(written, number)
                continue
            window.confine(len(line) if self._by_line and line is not None else None)
            yield from self._object()
            window.confine(None)
        if self._junk:
            yield Unread(
                f"line {self._junk[0]}", f"no JSON object begins here; {len(self._junk)} such places"
            )

    def _object(self) -> Iterator[Met]:
        """Read an object over many lines, or one too long for a line."""
        window, line, lists, key, met = self._window, self._window.line(), 0, b"", set[bytes]()
        window.kept = window.at
        window.at += 1
        while mark := window.mark():
            if mark == b"}":
                yield from self._ended(line, has_lists=bool(lists))
                return
            if mark == b"[" and key in _LISTS and b'"ocid"' not in met:
                window.kept = None
                lists += 1
                if not (yield from self._elements(_LISTS[key])):
                    return
            elif mark in {b"[", b"{"}:
                window.at -= 1
                if not window.pass_nested():
                    break
            else:
                key = mark
                met.add(key)
        window.kept = None
        yield Unread(f"line {line}", "an object that does not end")
        window.pass_line()

    def _ended(self, line: int, *, has_lists: bool) -> Iterator[Met]:
        written = self._window.taken()
        if has_lists:
            return
        if written is None:
            why = f"an object {_TOO_LONG}"
            yield Unread(f"line {line}", why)
        else:
            yield from self._alone(written, line)

    def _elements(self, kind: str) -> Generator[Met, None, bool]:
        """Yield the elements of a list and go behind its bracket; return whether there was one."""
        window, before = self._window, self._numbers[kind]
        while first := window.skip(_COMMAS):
            if first == b"]":
                window.at += 1
                if self._numbers[kind] == before:
                    yield Unread(f"line {window.line()}", "the package is empty")
                return True
            line = window.line()
            if first != b"{":
                yield Unread(self._place(line, kind), "no object where one should be")
                window.skip(_BARE)
                continue
            window.kept = window.at
            if not window.pass_nested():
                window.kept = None
                yield Unread(self._place(line, kind), "the file ends inside it")
                window.pass_line()
                return False
            written = window.taken()
            if written is None:
                yield Unread(self._place(line, kind), _TOO_LONG)
            else:
                yield from self._element(written, line, kind)
        yield Unread(f"line {window.line()}", "the file ends inside a package")
        return False

    def _element(self, written: bytes, line: int, kind: str) -> Iterator[Met]:
        place = self._place(line, kind)
        value, why, repeated = _parsed(written)
        if value is None:
            yield Unread(place, why)
            return
        yield from self._doubts(written, place, repeated)
        yield Entry(place, kind == "record", value)

    def _alone(self, written: bytes, line: int) -> Iterator[Met]:
        """Read an object in which nobody looked for lists: a package, a record or a release."""
        value, why, repeated = _parsed(written)
        if value is None:
            yield Unread(f"line {line}", why)
            return
        lists = [name for name in _KINDS if isinstance(value.get(name), list)]
        if lists and "ocid" not in value:
            yield from self._doubts(written, f"line {line}", repeated)
            yield from self._listed(value, lists, line)
            return
        kind = "record" if lists or "compiledRelease" in value else "release"
        place = self._place(line, kind)
        yield from self._doubts(written, place, repeated)
        yield Entry(place, kind == "record", value)

    def _listed(self, package: Json, names: list[str], line: int) -> Iterator[Met]:
        listed = [(_KINDS[name], one) for name in names for one in _list(package[name])]
        for kind, one in listed:
            place = self._place(line, kind)
            if isinstance(one, dict):
                yield Entry(place, kind == "record", one)
            else:
                yield Unread(place, "no object where one should be")
        if not listed:
            yield Unread(f"line {line}", "the package is empty")

    def _doubts(self, written: bytes, place: str, repeated: str) -> Iterator[Unread]:
        if repeated:
            name = repeated[:_SHOWN]
            yield Unread(place, f"the key “{name}” stands twice in one object; the last one is read")
        if not self._has_told_letters and not _is_utf8(written):
            self._has_told_letters = True
            yield Unread(place, _NOT_UTF8)

    def _place(self, line: int, kind: str) -> str:
        self._numbers[kind] += 1
        return f"line {line}, {kind} {self._numbers[kind]}"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_utf8(written: bytes) -> bool:
    try:
        written.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parsed(written: bytes) -> tuple[Json | None, str, str]:
    """Return an object (its numbers as they are written) or what is wrong, and a key that stands twice."""
    repeated: list[str] = []

    def paired(pairs: list[tuple[str, object]]) -> Json:
        found = dict(pairs)
        if len(found) < len(pairs) and not repeated:
            names = [name for name, _ in pairs]
            repeated.append(next(name for name in names if names.count(name) > 1))
        if len(found) < len(pairs):  # what stood there before is no field, and is looked at all the same
            earlier = ((number, pair) for number, pair in enumerate(pairs) if found[pair[0]] is not pair[1])
            found |= {f"{name} {number}": value for number, (name, value) in earlier}
        return found

    text = written.decode() if _is_utf8(written) else written.decode("cp1252", "replace")
    try:
        value = json.loads(
            text, object_pairs_hook=paired, parse_float=str, parse_int=str, parse_constant=str, strict=False
        )
    except json.JSONDecodeError as error:
        return None, f"not JSON: {error.msg}", ""
    except RecursionError:
        return None, "nested too deeply to be a purchase", ""
    if not isinstance(value, dict):
        return None, "no object where one should be", ""
    return value, "", "".join(repeated)
