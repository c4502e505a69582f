"""What did ``probe``, ``collect`` or another program write down, one JSON object a line (contract §3)?"""

import re
from collections.abc import Iterator
from functools import partial

from orjson import JSONDecodeError, loads

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.domain.trait import TRAITS
from phaseout.intake.credential import NEEDS_A_LOOK
from phaseout.intake.observation_line import ISO_TIME, KEYS, LAST_PORT, careful_readings
from phaseout.intake.reader import Reader, Sniff, SourceStream

_USUAL_TRAITS = frozenset(TRAITS) - NEEDS_A_LOOK
_FIRST_KEY = re.compile(rb'\s*\{\s*"(?:asset|trait|value|at|site|port|segment)"\s*:')
_TRAIT_KEY = re.compile(rb'"trait"\s*:\s*"')
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
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
    subject, last_time = Subject(""), None
    for number, line in stream.lines():
        try:
            record = loads(line or b"")
            trait, value, asset = record["trait"], record["value"], record["asset"]
            get = record.get
            site, segment, at, port = get("site"), get("segment"), get("at"), get("port")
            usual = trait in _USUAL_TRAITS and type(value) is str and "@" not in value
            usual = usual and record.keys() <= KEYS and bool(asset)
            if at is not None and at != last_time and ISO_TIME.fullmatch(at):
                last_time = at
        except (JSONDecodeError, KeyError, TypeError):
            usual = False
        if not usual or (at is not None and at != last_time) or (port is not None and not _is_port(port)):
            if number == 1 and line is not None and line.startswith(_UTF16):
                yield Unread("line 1", "the file is in UTF-16; save it as UTF-8")
                return
            yield from careful_readings(number, line)
            continue
        if asset != subject.key or site != subject.site or segment != subject.segment:
            if not (type(asset) is str and _is_name(site) and _is_name(segment)):
                yield from careful_readings(number, line)
                continue
            subject = Subject(asset, asset, site, segment)
        yield _observed((subject, trait, value, f"line {number}", at, port))


def _is_port(port: object) -> bool:
    return type(port) is int and 0 <= port <= LAST_PORT


def _is_name(text: object) -> bool:
    return text is None or type(text) is str


READER = Reader(name="observation-lines", sniff=sniff, read=read)
