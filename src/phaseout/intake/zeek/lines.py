"""Which rows does a log of Zeek have, tabular or JSON, and of which kind is each?

A tabular log says with ``#`` lines how it is written, and may say it anew in the middle, where logs
were joined. A JSON log names its kind in ``_path``, in the name of the file, or by its keys alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream
from phaseout.intake.text_lines import MAY_BE_CUT

LONGEST = 4 << 20
_NESTED = ("id", "certificate")
_HEX = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_MOST_STRANGE = 1000


class Row(NamedTuple):
    """A row: the fields its kind is read for, as text; a field that is unset is not there."""

    number: int
    kind: str
    fields: Mapping[str, str]


Wanted = Mapping[str, tuple[str, ...]]
"""The fields that are read of each kind of log."""

_TELLING_KEYS = MappingProxyType(
    {
        "conn": ("conn_state",),
        "dns": ("qtype_name", "query", "trans_id"),
        "http": ("trans_depth", "status_code", "user_agent"),
        "ssl": ("cipher", "server_name", "ssl_history", "cert_chain_fps", "cert_chain_fuids"),
        "x509": ("certificate.subject", "certificate.issuer"),
        "dhcp": ("msg_types", "lease_time", "assigned_addr"),
        "ssh": ("hassh", "auth_attempts", "kex_alg", "host_key_alg"),
        "snmp": ("community", "get_requests", "display_string"),
        "software": ("software_type", "unparsed_version"),
        "known_certs": ("issuer_subject",),
        "known_services": ("port_num",),
        "known_devices": ("dhcp_host_name", "vendor_mac"),
        "sip": ("call_id", "request_from"),
        "ftp": ("reply_code", "passive"),
    }
)


class Lines:
    """The rows of one file, and what stood in its way."""

    def __init__(self, stream: SourceStream, wanted: Wanted) -> None:
        self._stream = stream
        self._wanted = wanted
        self._named = _kind_of_name(stream.name, wanted)
        self._met = Repeats()
        self._last = 1
        self._strange: dict[str, tuple[int, int]] = {}
        """By reason: the first line, and how many."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the kinds that are read, in order."""
        table, any_row = _Table(), False
        for number, line in self._stream.lines(longest=LONGEST):
            self._last = number
            if line is None:
                self._note("longer than 4 MiB", number)
            elif line.startswith(b"#"):
                table.direct(line, self._wanted)
            elif line.startswith((b"{", b"[")):
                yield from self._json(number, line)
            elif line.strip():
                row = table.row(number, line)
                if isinstance(row, str):
                    self._note(row, number)
                elif row is not None:
                    any_row = True
                    yield row
            if not any_row and sum(times for _, times in self._strange.values()) > _MOST_STRANGE:
                self._note("no row up to here; what follows is not read", number)
                return

    def unreads(self) -> Iterator[Unread]:
        """Yield what was not read, each reason once."""
        if self._stream.is_torn:
            yield Unread(f"line {self._last}", MAY_BE_CUT)
        for why, (number, times) in self._strange.items():
            more = "" if times == 1 else f" ({times} times, this was the first)"
            yield Unread(f"line {number}", why + more)

    def _note(self, why: str, number: int) -> None:
        first, times = self._strange.get(why, (number, 0))
        self._strange[why] = first, times + 1

    def _json(self, number: int, line: bytes) -> Iterator[Row]:
        try:
            record = loads(line.strip(b"[], \t\r"))
        except JSONDecodeError:
            self._note("not JSON", number)
            return
        if not isinstance(record, dict):
            self._note("not a JSON object", number)
            return
        flat = _flat(record)
        kind = self._kind(flat)
        if kind is None:
            name = flat.get("_path") or self._named or "no known kind"
            self._note(f"rows of the log {str(name)[:40]!r} tell of no equipment", number)
            return
        names = self._wanted[kind]
        values = list(map(flat.get, names))
        if self._met.has(kind, names, values):
            return
        fields = {name: text for name, value in zip(names, values, strict=True) if (text := _text(value))}
        yield Row(number, kind, fields)

    def _kind(self, flat: dict[str, object]) -> str | None:
        path = flat.get("_path")
        if isinstance(path, str):
            return kind_of_path(path, self._wanted)
        if self._named is not None:
            return self._named
        for kind, keys in _TELLING_KEYS.items():
            if kind in self._wanted and any(key in flat for key in keys):
                return kind
        return None


class _Table:
    """How the rows of a tabular log are to be read, as its ``#`` lines say."""

    def __init__(self) -> None:
        self._separator = b"\t"
        self._unset = frozenset(("-", "(empty)"))
        self._kind = ""
        self._places: tuple[int, ...] = ()
        self._names: tuple[str, ...] = ()
        self._split = 0
        self._width = 0
        self._is_read = False
        self._met = Repeats()

    def direct(self, line: bytes, wanted: Wanted) -> None:
        """Take a ``#`` line."""
        if line.startswith(b"#separator "):
            written = line.removeprefix(b"#separator ").strip(b"\r")
            self._separator = _unescaped(written.decode("utf-8", "replace")).encode() or b"\t"
            return
        name, _, rest = line[1:].partition(self._separator)
        text = rest.decode("utf-8", "replace")
        match name:
            case b"unset_field" | b"empty_field":
                self._unset |= {text}
            case b"path":
                self._kind = kind_of_path(text, wanted) or text
            case b"fields":
                names = text.split(self._separator.decode("utf-8", "replace"))
                self._width = len(names)
                self._is_read = self._kind in wanted
                asked = wanted.get(self._kind, ())
                columns = [(place, name) for place, name in enumerate(names) if name in asked]
                self._places = tuple(place for place, _ in columns)
                self._names = tuple(name for _, name in columns)
                self._split = max(self._places, default=0) + 1

    def row(self, number: int, line: bytes) -> Row | str | None:
        """Return the row, None if it has nothing that is read, or what is wrong with it."""
        if not self._width:
            return "the log lacks its head (lines that begin with #): nothing says which field is which"
        if not self._is_read:
            return f"rows of the log {self._kind[:40]!r} tell of no equipment"
        if line.count(self._separator) + 1 != self._width:
            return "not as many fields as the log says"
        cells = line.split(self._separator, self._split)
        values = [cells[place] for place in self._places]
        if self._met.has(self._kind, self._names, values):
            return None
        texts = (value.decode("utf-8", "replace") for value in values)
        fields = {
            name: text for name, text in zip(self._names, texts, strict=True) if text not in self._unset
        }
        if b"\\x" in line:
            fields = {name: _unescaped(text) for name, text in fields.items()}
        return Row(number, self._kind, fields) if fields else None


class Repeats:
    """Tells rows that say nothing new: they differ from an earlier one in their time only.

    Most of a large log is such. Memory is bounded: after a number of rows it begins anew.
    """

    def __init__(self, *, most: int = 1 << 17) -> None:
        self._most = most
        self._met: set[tuple[object, ...]] = set()

    def has(self, kind: str, names: Sequence[str], values: Sequence[object]) -> bool:
        """Whether such a row was met; if not, it is now. The time is the first value, or there is none."""
        try:
            key = (kind, *values[1:]) if names[:1] == ("ts",) else (kind, *values)
            if key in self._met:
                return True
        except TypeError:  # a list, which only some rows have
            return False
        if len(self._met) >= self._most:
            self._met.clear()
        self._met.add(key)
        return False


def kind_of_path(path: str, wanted: Wanted) -> str | None:
    """Return the kind of a log; one that a site filters has a name like ``http-intern`` or ``conn_long``."""
    names = (path, re.split(r"[-.]", path, maxsplit=1)[0], path.partition("_")[0])
    return next((name for name in names if name in wanted), None)


def _unescaped(text: str) -> str:
    r"""Turn ``\x09`` into what it stands for."""
    return _HEX.sub(_octets, text)


def _octets(run: re.Match[str]) -> str:
    return bytes.fromhex(run[0].replace("\\x", "")).decode("utf-8", "replace")


def _kind_of_name(name: str, wanted: Wanted) -> str | None:
    """Return the kind a file is named after: ``conn.log``, ``dhcp.00:00:00-01:00:00.log.gz``."""
    base = name.replace("\\", "/").rpartition("/")[2].lower()
    stem = re.split(r"[.\-]|_(?=\d)", base, maxsplit=1)[0]
    return stem if stem in wanted else None


def _flat(record: dict[str, object]) -> dict[str, object]:
    """Return the record with ``{"id": {"orig_h": …}}``, as some writers nest it, as ``id.orig_h``."""
    if not any(isinstance(record.get(name), dict) for name in _NESTED):
        return record
    flat: dict[str, object] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": held for inner, held in value.items()}
        else:
            flat[key] = value
    return flat


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, list):
        return ",".join(map(_text, value))
    if isinstance(value, float):
        return f"{value:.6f}"
    return _unescaped(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""
