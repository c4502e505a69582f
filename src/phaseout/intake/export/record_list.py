"""Which reader belongs to a list of records in JSON?"""

import codecs
import re
from collections.abc import Callable, Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.encoding import unicode_encoding
from phaseout.intake.export.json_records import JsonRecords
from phaseout.intake.export.record import RecordReader, RecordShape
from phaseout.intake.reader import Sniff, SourceStream

_BEGINS = re.compile(r"\s*[\[{]")


def json_head(head: bytes) -> str:
    """Return the start of a JSON text, "" if it is none."""
    name, mark = unicode_encoding(head) or ("utf-8", 0)
    text = codecs.getincrementaldecoder(name)("replace").decode(head[mark:])
    return text if _BEGINS.match(text) and "\x00" not in text else ""


def sniffer(signs: tuple[re.Pattern[str], ...]) -> Callable[[bytes, str], Sniff]:
    """Return a sniff that claims JSON whose start has every one of the signs."""

    def sniff(head: bytes, name: str) -> Sniff:
        text = json_head(head)
        return Sniff.MINE if text and all(sign.search(text) for sign in signs) else Sniff.NOT_MINE

    return sniff


def key_sign(*names: str) -> re.Pattern[str]:
    """Return the sign that one of these keys is there."""
    return re.compile(rf'"(?:{"|".join(map(re.escape, names))})"\s*:')


def record_readings(stream: SourceStream, shape: RecordShape, within: frozenset[str]) -> Iterator[Reading]:
    """Yield what each record of a JSON text says."""
    reader = RecordReader(shape)
    for entry in JsonRecords(stream, within):
        if isinstance(entry, Unread):
            yield entry
        else:
            yield from reader.readings(*entry)
