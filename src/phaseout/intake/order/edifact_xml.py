"""What was bought, according to a message of EDIFACT in the XML form of ISO 20625?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.edifact_message import MESSAGES, readings_of
from phaseout.intake.order.edifact_segment import LAYOUTS, OTHERS, Composite, Segment
from phaseout.intake.order.xml_path import Node
from phaseout.intake.order.xml_stream import Line, Shape, purchases
from phaseout.intake.reader import Reader, Sniff, SourceStream

_SHAPE = Shape(
    documents=frozenset(f"M_{kind}" for kind in MESSAGES),
    lines=frozenset(f"S_{tag}" for tag in {*LAYOUTS, *OTHERS}),
)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?M_(?:%s)[\s>]" % "|".join(sorted(MESSAGES)).encode())


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the element of a message."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """UN/EDIFACT in XML (ISO 20625): the same messages as ``edifact`` reads, read in the same way."""
    return readings_of(_segments(stream))


def _segments(stream: SourceStream) -> Iterator[Segment | Unread]:
    for met in purchases(stream, _SHAPE):
        match met:
            case Line():
                tag = met.element.name.removeprefix("S_")
                # UNT counts all segments, and only those that are read come by here; XML ends by itself.
                yield Segment(tag, met.place, () if tag == "UNT" else tuple(_composites(met.element)))
            case Unread():
                yield met
            case _:
                continue


def _composites(element: Node) -> Iterator[Composite]:
    """Yield what stands in a segment; its names are the numbers of the directory behind C_ and D_."""
    for name, found in element.within.items():
        number = name[2:]
        for one in found:
            if name.startswith("D_"):
                yield Composite(number, ((number, one.text),))
            else:
                yield Composite(
                    number, tuple((key[2:], v.text) for key, vs in one.within.items() for v in vs)
                )


READER = Reader(name="edifact-xml", sniff=sniff, read=read)
