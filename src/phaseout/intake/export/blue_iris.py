"""Which cameras do the settings of Blue Iris name?"""

import re
from collections.abc import Iterator
from itertools import chain

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.encoding import DecodedText
from phaseout.intake.export.json_records import Record
from phaseout.intake.export.record import RecordReader, shape
from phaseout.intake.reader import Reader, Sniff, SourceStream

_SHAPE = shape(
    {
        Meaning.NAME: "longname shortname",
        Meaning.ADDRESS: "ip ip_address host main_url sub_url url path ippath",
        Meaning.MANUFACTURER: "make manufacturer",
        Meaning.MODEL: "model",
        Meaning.CREDENTIAL: "pw pass pwd password",
    },
    reads_others=False,
)
_KEY = re.compile(r"\[HKEY_[^\]]{1,100}\\Blue Iris\\Cameras\\([^\\\]]{1,200})(\\[^\]]*)?\]\s*$")
_VALUE = re.compile(r'"([^"\\]{1,100})"="((?:[^"\\]++|\\.)*+)"\s*$')
_WHOLE = re.compile(r'"(?:[^"\\]|\\.)*+"=(?:"(?:[^"\\]|\\.)*+"|[^"](?:.*[^\\,])?)$')
_MOST_VALUES = 2000
_MARK = "Blue Iris\\"


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a file of registry keys that has those of Blue Iris."""
    for encoding in ("utf-8", "utf-16-le"):
        text = head.removeprefix(b"\xff\xfe").decode(encoding, "replace")
        is_registry = text.lstrip("\ufeff").startswith(("Windows Registry Editor", "REGEDIT4"))
        if is_registry and (_MARK in text or "Blue Iris]" in text):
            return Sniff.MINE
    return Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Blue Iris, its settings exported from the registry (`.reg`): names, hosts and paths of the cameras.

    User names and passwords are dropped.
    """
    reader = RecordReader(_SHAPE)
    text = DecodedText(stream)
    lines = _Lines(text)
    for number, record in enumerate(_cameras(lines), start=1):
        yield from reader.readings(number, record)
    if _is_open(lines.last):
        yield Unread(f"line {lines.number}", "the file ends inside this line; export it again")
    if lines.beyond:
        why = f"has {_MOST_VALUES} values or more; those beyond are not read"
        yield Unread(f"line {lines.beyond}", why)
    yield from text.doubts
    text.doubts.clear()


class _Lines:
    """The lines without outer blanks; empty ones are passed over."""

    def __init__(self, text: DecodedText) -> None:
        self._text = text
        self.last, self.number = "", 0
        self.beyond = 0
        """The first line that was passed over since a camera has too many."""

    def __iter__(self) -> Iterator[str]:
        every = chain.from_iterable(block.splitlines() for block in self._text.blocks())
        for number, line in enumerate(every, start=1):
            if stripped := line.strip():
                self.last, self.number = stripped, number
                yield stripped


def _is_open(line: str) -> bool:
    """Whether a key or a value begins in a line, or goes on from it, and has no end there."""
    if line.startswith("["):
        return "]" not in line
    return _WHOLE.match(line) is None if line.startswith('"') else line.endswith((",", "\\"))


def _cameras(lines: _Lines) -> Iterator[Record]:
    """Yield the values of each camera; those of keys below it are not of the camera itself."""
    record: Record = {}
    is_camera = False
    for line in lines:
        if line.startswith("["):
            key = _KEY.match(line)
            if record:
                yield record
            record, is_camera = {}, key is not None and not key[2]
        elif is_camera and (value := _VALUE.match(line)):
            if len(record) >= _MOST_VALUES:
                lines.beyond = lines.beyond or lines.number
                continue
            record[value[1].lower()] = value[2].replace('\\"', '"').replace("\\\\", "\\")
    if record:
        yield record


READER = Reader(name="blue-iris", sniff=sniff, read=read)
