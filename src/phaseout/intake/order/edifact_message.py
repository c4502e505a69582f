"""What was bought, according to the messages of EDIFACT, whatever form their segments came in?"""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.document_types import document_of
from phaseout.intake.order.edifact_document import Message, beside_of, entered_of
from phaseout.intake.order.edifact_line import MOST_VALUES, line_of
from phaseout.intake.order.edifact_party import SELLERS, first_of, party_of
from phaseout.intake.order.edifact_segment import Segment
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.order.segment_remarks import held
from phaseout.intake.order.segment_stream import ENDS_EARLY, STRAY_LINE, read_through

MESSAGES = MappingProxyType(
    {
        "ORDERS": OrderDocument.ORDER,
        "ORDCHG": OrderDocument.ORDER,
        "ORDRSP": OrderDocument.ORDER,
        "INVOIC": OrderDocument.INVOICE,
        "PRICAT": OrderDocument.CATALOGUE,
        "QUOTES": OrderDocument.QUOTE,
        "REQOTE": OrderDocument.TENDER,
        "DESADV": OrderDocument.DELIVERY,
        "RECADV": OrderDocument.DELIVERY,
    }
)
_WITHDRAWN = frozenset(("1", "3"))
"""Data element 1225: the message cancels or deletes another."""
_DOCUMENT_DAY = "137"
_DAY_FORMATS = MappingProxyType(
    {
        "101": r"(?P<short>\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        "102": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        "203": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)\d{4}",
        "204": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)\d{6}",
        "610": r"(?P<y>\d{4})(?P<m>\d\d)",
        "602": r"(?P<y>\d{4})",
    }
)
"""Data element 2379."""
_FIRST_SHORT_YEAR = 70


def readings_of(segments: Iterable[Segment | Unread]) -> Iterator[Reading]:
    """Yield what the messages say, line by line, in the order of the file."""
    return read_through(segments, _Messages())


class _Messages:
    """Messages one after the other."""

    def __init__(self) -> None:
        self._book = OrderBook(is_dated=True)
        self._message: Message | None = None
        self._count = 0
        self._has_ended = False
        self._passed_over: set[str] = set()
        self._is_passing = False
        """Whether a message of another kind is passed over."""
        self._is_enveloped = False
        self._last = "segment 1"

    def take(self, segment: Segment) -> Iterator[Reading]:
        """Yield what is known when a segment has come."""
        self._last = segment.place
        match segment.tag:
            case "UNB":
                self._is_enveloped, self._count = True, 0
            case "UNH":
                yield from self._begun(segment)
            case "UNT":
                yield from self._ended(segment)
            case "UNZ":
                yield from self._closed(segment)
            case _ if self._message is not None:
                self._message.segments += 1
                yield from self._within(segment, self._message)
            case "LIN" if not self._is_passing:
                yield Unread(segment.place, STRAY_LINE)

    def end(self, *, is_told: bool) -> Iterator[Reading]:
        """Yield what waits when the file ends; ``is_told`` says that an Unread spoke of the end already."""
        if (message := self._message) is not None:
            yield from self._line_ended(message)
            yield from self._beside(message)
        if is_told:
            return
        if message is not None or self._is_enveloped:
            yield Unread(self._last, ENDS_EARLY)
        elif not self._has_ended:
            yield Unread(self._last, "no message is in it")

    def _begun(self, segment: Segment) -> Iterator[Reading]:
        if (message := self._message) is not None:
            yield from self._line_ended(message)
            yield from self._beside(message)
            yield Unread(segment.place, "a message begins where the one before has not ended")
        self._count += 1
        kind = segment.value("S009", "0065").strip().upper()
        self._is_passing = kind not in MESSAGES
        if kind in MESSAGES:
            self._message = Message(place=segment.place, kind=kind, document=MESSAGES[kind], segments=1)
            return
        self._message, self._has_ended = None, True
        if kind not in self._passed_over:
            self._passed_over.add(kind)
            yield Unread(segment.place, f"a message of type “{kind[:10]}” is no purchase; passed over")

    def _within(self, segment: Segment, message: Message) -> Iterator[Reading]:
        if segment.tag == "LIN":
            yield from self._line_ended(message)
            yield from _headed(message)
            yield from self._beside(message)
            message.lines, message.is_summary = message.lines + 1, False  # one behind UNS is one all the same
            within = f"{message.kind} {self._count} " if self._count > 1 else ""
            message.line = line_of(segment, f"{segment.place}, {within}LIN {message.lines}")
        elif segment.tag == "UNS":
            yield from self._line_ended(message)
            message.is_summary = segment.value("0081") == "S"
        elif message.is_summary:
            held(message.remarks, segment.words())
        elif message.line is not None:
            message.line.take(segment)
        else:
            _take_head(message, segment)

    def _ended(self, segment: Segment) -> Iterator[Reading]:
        if (message := self._message) is None:
            self._is_passing = False
            return
        self._message, self._has_ended = None, True
        message.segments += 1
        yield from self._line_ended(message)
        yield from self._beside(message)
        if not message.lines:
            yield from _headed(message)
            yield Unread(message.place, "the document has no lines")
        told = segment.value("0074").strip()
        if told.isdecimal() and int(told[:12]) != message.segments:
            why = f"UNT counts {told[:12]} segments where there are {message.segments}; lines may be missing"
            yield Unread(segment.place, why)

    def _closed(self, segment: Segment) -> Iterator[Reading]:
        if (message := self._message) is not None:
            yield from self._line_ended(message)
            yield from self._beside(message)
            yield Unread(segment.place, "the interchange ends where its last message has not ended")
            self._message, self._has_ended = None, True
        told = segment.value("0036").strip()
        if told.isdecimal() and int(told[:12]) > self._count:  # fewer where groups are counted
            why = f"UNZ counts {told[:12]} messages where there are {self._count}; messages may be missing"
            yield Unread(segment.place, why)
        self._is_enveloped = False

    def _beside(self, message: Message) -> Iterator[Reading]:
        """Yield the words that stand above the lines, or behind them."""
        remarks, message.remarks = message.remarks, []
        if remarks and not message.is_withdrawn:
            yield from self._book.enter(beside_of(message, remarks, self._last))

    def _line_ended(self, message: Message) -> Iterator[Reading]:
        line, message.line = message.line, None
        if line is None or message.is_withdrawn:
            return
        if line.is_deleted:
            yield Unread(line.place, "the line is deleted by the message; it buys nothing")
            return
        if not line.number:
            yield Unread(line.place, "the line has no number")
        entered = entered_of(line, message)
        yield from self._book.enter(entered)
        if line.left_out:
            yield Unread(line.place, f"more than {MOST_VALUES} values of one kind; {line.left_out} left out")
        if entered.amount and message.currency and entered.currency != message.currency:
            told = f"the amount is in {entered.currency[:10]}, the document in {message.currency[:10]}"
            yield Unread(line.place, told)


def _headed(message: Message) -> Iterator[Reading]:
    """Yield what is wrong with what stands above the lines, once."""
    if message.lines:
        return
    if message.is_withdrawn:
        yield Unread(message.place, "the message cancels an earlier one; its lines are not read")
    seller = first_of(SELLERS, message.parties)
    if message.document is not OrderDocument.TENDER and not (seller and (seller.name or seller.identifiers)):
        yield Unread(message.place, "the document names no supplier")


def _take_head(message: Message, segment: Segment) -> None:
    held(message.remarks, segment.words())
    match segment.tag:
        case "BGM":
            if message.document is OrderDocument.INVOICE:
                message.document = document_of(segment.value("C002", "1001"), message.document)
            message.number = segment.value("C106", "1004") or segment.value("1004")
            message.is_withdrawn = segment.value("1225") in _WITHDRAWN
        case "DTM" if segment.value("C507", "2005") == _DOCUMENT_DAY:
            message.date = _day(segment.value("C507", "2380"), segment.value("C507", "2379"))
        case "CUX":
            message.currency = message.currency or segment.value("C504", "6345").strip().upper()
        case "NAD":
            role, message.party = party_of(segment)
            message.parties.setdefault(role, message.party)
        case "RFF" if message.party is not None:
            message.party.refer(segment)
        case _:
            pass


def _day(written: str, form: str) -> str:
    """Return ``2024-03-18`` for ``20240318`` in format 102; as written if it is no day of that format."""
    match = re.match(_DAY_FORMATS.get(form, r"(?!)"), written, re.ASCII)
    if match is None or match.end() != len(written):
        return written
    found = match.groupdict()
    if short := found.pop("short", None):
        found["y"] = f"{'19' if int(short) >= _FIRST_SHORT_YEAR else '20'}{short}"
    return "-".join(found[part] for part in ("y", "m", "d") if part in found)
