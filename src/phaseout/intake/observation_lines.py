"""What did ``probe``, ``collect`` or another program write down, one JSON object a line (contract §3)?"""

import re
from collections.abc import Iterator
from functools import partial

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake.credential import ALWAYS_LOOKED_AT, NEEDS_A_LOOK, may_hold_credential
from phaseout.intake.observation_line import ISO_TIME, KEYS, LAST_PORT, UTF16, careful_readings
from phaseout.intake.reader import Reader, Sniff, SourceStream

_FIRST_KEY = re.compile(rb'\s*\{\s*"(?:asset|trait|value|at|site|port|segment)"\s*:')
_TRAIT_KEY = re.compile(rb'"trait"\s*:\s*"')
_LINES_TO_BEGIN_IN = 1000
"""A file that has no observation in as many lines is of another kind."""
_FOR_GOOD = 1 << 62
_NOBODY = Subject("")
SIGNS = frozenset("@= \t")
# Half the time of a named tuple's own constructor, which is Python.
_observed = partial(tuple.__new__, Observation)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a line that is an object with a trait, by its keys."""
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if _FIRST_KEY.match(line) and _TRAIT_KEY.search(line):
            return Sniff.MINE
    named = name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    return Sniff.MAYBE if named and head.lstrip().startswith(b"{") else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Observation lines: one JSON object a line with `trait` and `value`, the format `probe` writes.

    Lines with one `asset` are one asset; a line without `asset` is an asset of its own.
    """
    last_time: str | None = None
    subject, hope = _NOBODY, _LINES_TO_BEGIN_IN
    for number, line in stream.lines():
        try:
            record = loads(line or b"")
            trait, value, asset = record["trait"], record["value"], record["asset"]
            get = record.get
            site, segment, at, port = get("site"), get("segment"), get("at"), get("port")
            usual = type(value) is str and trait in TRAITS and trait not in ALWAYS_LOOKED_AT
            usual = usual and not (may_hold_credential(value) if trait in NEEDS_A_LOOK else "@" in value)
            usual = usual and record.keys() <= KEYS and bool(asset) and (port is None or _is_port(port))
            if at is not None and at != last_time:
                last_time = at if ISO_TIME.fullmatch(at) else None
                usual = usual and last_time is not None
            if usual and (asset != subject.key or site != subject.site or segment != subject.segment):
                usual = _is_name(asset) and _is_name(site) and _is_name(segment)
                subject = Subject(asset, asset, site, segment) if usual else _NOBODY
        except (JSONDecodeError, KeyError, TypeError):
            usual = False
        if usual:
            yield _observed((subject, trait, value, f"line {number}", at, port))
            continue
        readings = list(careful_readings(number, line))
        yield from readings
        hope = _hope(hope, readings)
        if subject is _NOBODY and (hope == 0 or readings == [UTF16]):
            yield Unread(f"line {number}", "no observation up to here; what follows is not read")
            return


def _hope(hope: int, readings: list[Reading]) -> int:
    """Count down the lines that say nothing; a file that said something once is read to its end."""
    if any(isinstance(reading, Observation) for reading in readings):
        return _FOR_GOOD
    return hope - bool(readings) if hope < _FOR_GOOD else hope


def _is_port(port: object) -> bool:
    return type(port) is int and 0 <= port <= LAST_PORT


def _is_name(name: object) -> bool:
    """Whether it is a name that can hold no credential; one with a blank or a sign is looked at with care."""
    return name is None or (type(name) is str and not SIGNS.intersection(name))


READER = Reader(name="observation-lines", sniff=sniff, read=read)
