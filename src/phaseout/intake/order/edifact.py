"""What was bought, according to an interchange of EDIFACT?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.order.edifact_message import readings_of
from phaseout.intake.order.edifact_text import START, segments
from phaseout.intake.reader import Reader, Sniff, SourceStream


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the first segment of an interchange, or of a message without one."""
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return Sniff.MINE if START.match(plain) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """UN/EDIFACT: orders, order changes and responses, invoices, price catalogues, quotes, despatch advices.

    Each LIN is one thing: IMD and FTX of the line are its text; a maker (NAD+MF), a brand (IMD with BRN) and
    a maker's article number count as such. What the letters are is told by UNB; programs that write others
    are found out. Messages that withdraw another buy nothing, and other messages are passed over.
    """
    return readings_of(segments(stream))


READER = Reader(name="edifact", sniff=sniff, read=read)
