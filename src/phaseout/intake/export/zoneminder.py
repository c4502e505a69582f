"""Which cameras does a dump of ZoneMinder's database name?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.export.record import RecordReader, shape
from phaseout.intake.export.sql_dump import SqlDump
from phaseout.intake.reader import Reader, Sniff, SourceStream

_SHAPE = shape(
    {
        Meaning.NAME: "Name",
        Meaning.ID: "Id",
        Meaning.DESCRIPTION: "Notes",
        Meaning.ADDRESS: "Host Path SecondPath ONVIF_URL",
        Meaning.MANUFACTURER: "Manufacturer",
        Meaning.MODEL: "Model",
        Meaning.CREDENTIAL: "Pass ONVIF_Password",
    },
    reads_others=False,
)
_LOOKED_UP = {"Manufacturers": "ManufacturerId", "Models": "ModelId"}
_MOST_NAMES = 100_000
_FULL = ("", "")
_TABLES = frozenset(("Monitors", *_LOOKED_UP))
_DUMP = re.compile(rb"-- (?:MySQL|MariaDB) dump|-- Host: \S+\s+Database: ", re.IGNORECASE)
_OF_ZONEMINDER = re.compile(
    rb"Database: (?:zm|zoneminder)\b"
    rb"|(?:CREATE TABLE|INSERT INTO) `?Monitors`?[\s\S]{1,3000}(?:Function|Ffmpeg|ONVIF)",
    re.IGNORECASE,
)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the name of the database or its table of monitors; perhaps any dump of MySQL."""
    if _OF_ZONEMINDER.search(head):
        return Sniff.MINE
    return Sniff.MAYBE if _DUMP.search(head) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """ZoneMinder, dump of its database (mysqldump): the monitors, with hosts and paths of their streams.

    Manufacturers and models are looked up where the dump has their tables. User names and passwords are
    dropped. Only the statements of those three tables are read.
    """
    reader = RecordReader(_SHAPE)
    names: dict[tuple[str, str], str] = {}
    count = 0
    for row in SqlDump(stream, _TABLES):
        if isinstance(row, Unread):
            yield row
            continue
        cells = row.cells
        if row.table in _LOOKED_UP:
            if len(names) == _MOST_NAMES:
                why = f"more than {_MOST_NAMES} manufacturers and models; the rest was not kept"
                yield Unread(f"line {row.line}", why)
                names[_FULL] = ""
            if len(names) < _MOST_NAMES:
                names[_LOOKED_UP[row.table], cells.get("Id", "")] = cells.get("Name", "")
            continue
        for table, key in _LOOKED_UP.items():
            if name := names.get((key, cells.get(key, ""))):
                cells[table.removesuffix("s")] = name
        count += 1
        yield from reader.readings(count, dict(cells))


READER = Reader(name="zoneminder", sniff=sniff, read=read)
