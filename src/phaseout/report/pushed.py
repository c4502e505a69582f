"""How does what a document observed travel to a server, and how is it read there?

Only what was observed travels, with its places, and what was not read: never what was concluded. Whoever
reads it identifies and decides anew, with a register and roles of their own.

One JSON object a line, packed with gzip: the head, what was not read, one or more lines for each thing,
and the end, without which it is not whole.
"""

import gzip
import io
from collections.abc import Iterator
from typing import Any

from phaseout.domain.asset import Asset
from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.domain.problem import SourceError
from phaseout.domain.trait import TRAITS
from phaseout.intake.observation_line import ISO_TIME, LAST_PORT
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.report.json_bytes import Object, json_bytes, json_value
from phaseout.report.reading import SavedDocument

NAME = "pushed-document"
SUFFIX = ".pushed.gz"
FORM = "1"
_BEGINS = b'{"pushed":"'
AT_ONCE = 200
"""Observations of a line."""
LONGEST = 64 << 20
"""Bytes of a line."""


def pushed(saved: SavedDocument) -> bytes:
    """Return what a document observed, alike each time it is asked for.

    Raises:
        SourceError: it lists only some of its things: the rest would be taken for not seen.
    """
    listed, counted = len(saved.assets), saved.trailer.summary.assets
    if listed < counted:
        raise SourceError(
            f"it lists {listed} of {counted} things, and the rest would be taken for not seen",
            remedy="write it with 'phaseout survey … --show all'",
        )
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        for line in _lines(saved):
            packed.write(json_bytes(line) + b"\n")
    return out.getvalue()


def _lines(saved: SavedDocument) -> Iterator[Object]:
    header = saved.header
    names = {source.id: source.name for source in header.sources}
    yield {"pushed": FORM, "engine": header.engine, "as_of": header.as_of, "schema": header.schema}
    for missed in header.not_examined:
        yield {"unread": [missed.name, missed.why]}
    for unread in saved.trailer.unread:
        yield {"unread": [_place(names, unread.source, unread.locator), unread.why]}
    for asset in saved.assets:
        yield from _of(asset, names)
    yield {"end": len(saved.assets)}


def _of(asset: Asset, names: dict[str, str]) -> Iterator[Object]:
    ref = next(iter(asset.keys.ref), None)
    for begin in range(0, len(asset.observations), AT_ONCE):
        seen = asset.observations[begin : begin + AT_ONCE]
        yield {
            "thing": asset.id,
            "ref": ref,
            "site": asset.site,
            "seen": [[s.trait, s.value, _place(names, s.source, s.locator), s.at, s.port] for s in seen],
        }


def _place(names: dict[str, str], source: str, locator: str) -> str:
    return f"{names.get(source, source)}, {locator}"


def sniff(head: bytes, _name: str) -> Sniff:
    """Recognise the head."""
    return Sniff.MINE if head.startswith(_BEGINS) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """What `phaseout push` sends: the observations of a document made elsewhere, with their places."""
    is_whole = False
    for number, line in stream.lines(longest=LONGEST):
        record = _record(line)
        if record is None:
            yield Unread(f"line {number}", "not a JSON object")
        elif "thing" in record:
            yield from _seen(record, number)
        elif "unread" in record:
            yield _unread(record["unread"], number)
        is_whole = record is not None and "end" in record
    if not is_whole:
        yield Unread("end", "the file is cut short")


def _record(line: bytes | None) -> dict[str, Any] | None:
    try:
        record = json_value(line or b"")
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _seen(record: dict[str, Any], number: int) -> Iterator[Reading]:
    thing, ref, site, seen = (record.get(name) for name in ("thing", "ref", "site", "seen"))
    if not isinstance(thing, str) or not thing or not isinstance(seen, list):
        yield Unread(f"line {number}", "not a JSON object")
        return
    subject = Subject(
        thing, ref if isinstance(ref, str) and ref else None, site if isinstance(site, str) else None
    )
    for one in seen:
        yield _observation(subject, one, number)


def _observation(subject: Subject, one: object, number: int) -> Reading:
    match one:
        case [str(trait), str(value), str(place), at, port] if trait in TRAITS:
            return Observation(subject, trait, value, place, _time(at), _port(port))
        case [str(trait), *_rest] if trait not in TRAITS:
            return Unread(
                f"line {number}", f"unknown trait {trait[:60]!r}; `phaseout traits` lists those there are"
            )
        case _:
            return Unread(f"line {number}", "not a JSON object")


def _unread(told: object, number: int) -> Unread:
    match told:
        case [str(place), str(why)]:
            return Unread(place, why)
        case _:
            return Unread(f"line {number}", "not a JSON object")


def _time(at: object) -> str | None:
    return at if isinstance(at, str) and ISO_TIME.fullmatch(at) else None


def _port(port: object) -> int | None:
    return port if type(port) is int and 0 <= port <= LAST_PORT else None


READER = Reader(name=NAME, sniff=sniff, read=read)
