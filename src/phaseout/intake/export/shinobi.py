"""Which cameras does a Shinobi server record?"""

import json
from collections.abc import Iterator
from typing import cast

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.export.json_records import Json, JsonRecords, Record
from phaseout.intake.export.record import RecordReader, shape
from phaseout.intake.export.record_list import key_sign, sniffer
from phaseout.intake.reader import Reader, SourceStream

_SHAPE = shape(
    {
        Meaning.NAME: "name",
        Meaning.ID: "mid",
        Meaning.ADDRESS: "host path details.auto_host details.substream.input.fulladdress",
        Meaning.DESCRIPTION: "details.notes",
        Meaning.CREDENTIAL: "details.mpass mpass",
    },
    reads_others=False,
)
_WITHIN = frozenset(("monitors",))


def read(stream: SourceStream) -> Iterator[Reading]:
    """Shinobi, Monitors.json or the monitors of its API: names, hosts and paths of the streams.

    User names and passwords in addresses and in the details of a monitor are dropped.
    """
    reader = RecordReader(_SHAPE)
    for entry in JsonRecords(stream, _WITHIN):
        if isinstance(entry, Unread):
            yield entry
            continue
        number, record = entry
        details = _details(record)
        if isinstance(details, Unread):
            yield Unread(f"record {number}, {details.locator}", details.why)
            details = None
        yield from reader.readings(number, {**record, "details": details})


def _details(record: Record) -> Json | Unread:
    """Return the details as an object: the database keeps them as JSON in a text."""
    details = record.get("details")
    if not isinstance(details, str) or not details:
        return details
    try:
        return cast("Json", json.loads(details))
    except (ValueError, RecursionError):
        return Unread("details", "not JSON")


READER = Reader(
    name="shinobi",
    sniff=sniffer((key_sign("mid"), key_sign("details", "protocol"), key_sign("host", "ke", "path"))),
    read=read,
)
