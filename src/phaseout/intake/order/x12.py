"""What was bought, according to an interchange of ANSI X12?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.order.x12_segment import segments, signs_of
from phaseout.intake.order.x12_transaction import readings_of
from phaseout.intake.reader import Reader, Sniff, SourceStream


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the header of an interchange."""
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return Sniff.MINE if signs_of(plain) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """ANSI X12: 850, 855 and 860 (orders), 810 (invoices), 832 (catalogues), 840 and 843 (quotations).

    Each PO1, IT1, POC or, in a catalogue, LIN is one thing, and so is each sub-line (SLN): PID and MSG of
    the line are its text; a maker (MF), a brand (BL), a maker's part number (MG) and a model (MN) count as
    such. Prices are those of a unit, so that few lines have an amount. One file may hold many sets; sets
    that withdraw another buy nothing, and other sets are passed over.
    """
    return readings_of(segments(stream))


READER = Reader(name="x12", sniff=sniff, read=read)
