"""What was bought, according to the transaction sets of an X12 interchange?"""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.order.order_book import OrderBook
from phaseout.intake.order.order_line import OrderDocument
from phaseout.intake.order.segment_remarks import held
from phaseout.intake.order.segment_stream import ENDS_EARLY, STRAY_LINE, read_through
from phaseout.intake.order.x12_line import LINES, MOST_VALUES, line_of, words_of
from phaseout.intake.order.x12_party import SELLERS, first_of, party_of
from phaseout.intake.order.x12_segment import Segment
from phaseout.intake.order.x12_set import Transaction, beside_of, entered_of

_SETS = MappingProxyType(
    {
        "850": OrderDocument.ORDER,
        "855": OrderDocument.ORDER,
        "860": OrderDocument.ORDER,
        "810": OrderDocument.INVOICE,
        "832": OrderDocument.CATALOGUE,
        "840": OrderDocument.TENDER,
        "843": OrderDocument.QUOTE,
    }
)
"""Order, acknowledgement and change of one, invoice, price catalogue, request for a quote, quote."""
_HEADS = MappingProxyType(
    {
        "BEG": (1, 3, 5),
        "BAK": (1, 3, 4),
        "BCH": (1, 3, 6),
        "BIG": (8, 2, 1),
        "BCT": (10, 2, 0),
        "BQT": (1, 2, 3),
        "BQR": (1, 2, 3),
    }
)
"""Beginning segment → elements of the purpose, of the number and of the day of the document."""
_WITHDRAWN = frozenset(("01", "03"))
"""Element 353: the set cancels or deletes another."""
_CREDITS = frozenset(("CN", "CR", "CE", "CG", "MC"))
"""Element 640: credit invoices and credit memos."""
_DAYS = frozenset(("004", "003", "097", "007", "152"))
"""Element 374: day of the order, of the invoice, of the transaction, from which the prices hold."""
_SUMMARY = frozenset(("CTT", "TDS", "CAD", "ISS"))
_SHORT_DAY, _LONG_DAY = (
    re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII),
    re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII),
)
_FIRST_SHORT_YEAR = 70


def readings_of(segments: Iterable[Segment | Unread]) -> Iterator[Reading]:
    """Yield what the transaction sets say, line by line, in the order of the file."""
    return read_through(segments, _Transactions())


class _Transactions:
    """Transaction sets one after the other."""

    def __init__(self) -> None:
        self._book = OrderBook(is_dated=True)
        self._current: Transaction | None = None
        self._count = 0
        self._in_group = 0
        self._has_any = False
        self._passed_over: set[str] = set()
        self._is_passing = False
        """Whether a set of another kind is passed over."""
        self._is_enveloped = False
        self._last = "segment 1"

    def take(self, segment: Segment) -> Iterator[Reading]:
        """Yield what is known when a segment has come."""
        self._last = segment.place
        match segment.tag:
            case "ISA":
                self._is_enveloped = True
            case "GS":
                self._in_group = 0
            case "ST":
                yield from self._begun(segment)
            case "SE":
                yield from self._ended(segment)
            case "GE" | "IEA":
                yield from self._closed(segment)
            case _ if self._current is not None:
                self._current.segments += 1
                yield from self._within(segment, self._current)
            case _ if segment.tag in LINES and not self._is_passing:
                yield Unread(segment.place, STRAY_LINE)

    def end(self, *, is_told: bool) -> Iterator[Reading]:
        """Yield what waits when the file ends; ``is_told`` says that an Unread spoke of the end already."""
        if (current := self._current) is not None:
            yield from self._line_ended(current)
            yield from self._beside(current)
        if is_told:
            return
        if current is not None or self._is_enveloped:
            yield Unread(self._last, ENDS_EARLY)
        elif not self._has_any:
            yield Unread(self._last, "no transaction set is in it")

    def _begun(self, segment: Segment) -> Iterator[Reading]:
        if (current := self._current) is not None:
            yield from self._line_ended(current)
            yield from self._beside(current)
            yield Unread(segment.place, "a transaction set begins where the one before has not ended")
        self._has_any, self._current = True, None
        self._count, self._in_group = self._count + 1, self._in_group + 1
        kind = segment.value(1)
        self._is_passing = kind not in _SETS
        if kind in _SETS:
            self._current = Transaction(place=segment.place, kind=kind, document=_SETS[kind])
        elif kind not in self._passed_over:
            self._passed_over.add(kind)
            yield Unread(segment.place, f"a transaction set “{kind[:10]}” is no purchase; passed over")

    def _within(self, segment: Segment, current: Transaction) -> Iterator[Reading]:
        if segment.tag in LINES:
            current.is_summary = False  # a line behind the totals is one all the same
            yield from self._line_begun(segment, current)
        elif segment.tag in _SUMMARY:
            yield from self._line_ended(current)
            current.is_summary = True
            if segment.tag == "CTT":
                yield from _counted(segment, current)
        elif current.is_summary:
            _take_words(current, segment)
        elif current.line is not None:
            current.line.take(segment)
        else:
            _take_head(current, segment)

    def _line_begun(self, segment: Segment, current: Transaction) -> Iterator[Reading]:
        is_part = segment.tag == "SLN" and bool(current.lines)
        if segment.tag == "LIN" and current.kind != "832" and current.line is not None:
            current.line.take(segment)  # more numbers of the line that PO1 or IT1 began
            return
        yield from self._line_ended(current)
        yield from _headed(current)
        yield from self._beside(current)
        current.lines += 1
        current.items += not is_part
        within = f"{current.kind} {self._count} " if self._count > 1 else ""
        place = f"{segment.place}, {within}{segment.tag} {current.lines}"
        current.line = line_of(segment, place, current.above if is_part else "")
        if not is_part:
            current.above = current.line.number

    def _ended(self, segment: Segment) -> Iterator[Reading]:
        if (current := self._current) is None:
            self._is_passing = False
            return
        self._current = None
        yield from self._line_ended(current)
        yield from self._beside(current)
        if not current.lines:
            yield from _headed(current)
            yield Unread(current.place, "the document has no lines")
        told, count = segment.value(1), current.segments + 1
        if told.isdecimal() and int(told[:12]) != count:
            why = f"SE counts {told[:12]} segments where there are {count}; lines may be missing"
            yield Unread(segment.place, why)

    def _closed(self, segment: Segment) -> Iterator[Reading]:
        if (current := self._current) is not None:
            yield from self._line_ended(current)
            yield from self._beside(current)
            yield Unread(segment.place, "the interchange ends where its last message has not ended")
            self._current = None
        if segment.tag == "IEA":
            self._is_enveloped = False
            return
        told = segment.value(1)
        if told.isdecimal() and int(told[:12]) != self._in_group:
            why = f"GE counts {told[:12]} messages where there are {self._in_group}; messages may be missing"
            yield Unread(segment.place, why)

    def _beside(self, current: Transaction) -> Iterator[Reading]:
        """Yield the words that stand above the lines, or behind them."""
        remarks, current.remarks = current.remarks, []
        if remarks and not current.is_withdrawn:
            yield from self._book.enter(beside_of(current, remarks, self._last))

    def _line_ended(self, current: Transaction) -> Iterator[Reading]:
        line, current.line = current.line, None
        if line is None or current.is_withdrawn:
            return
        if line.is_deleted:
            yield Unread(line.place, "the line is deleted by the message; it buys nothing")
            return
        if not line.number:
            yield Unread(line.place, "the line has no number")
        entered = entered_of(line, current)
        yield from self._book.enter(entered)
        if line.left_out:
            yield Unread(line.place, f"more than {MOST_VALUES} values of one kind; {line.left_out} left out")
        if entered.amount and current.currency and entered.currency != current.currency:
            told = f"the amount is in {entered.currency[:10]}, the document in {current.currency[:10]}"
            yield Unread(line.place, told)


def _counted(segment: Segment, current: Transaction) -> Iterator[Reading]:
    told = segment.value(1)
    if told.isdecimal() and int(told[:12]) != current.items:
        why = f"CTT counts {told[:12]} lines where there are {current.items}; lines may be missing"
        yield Unread(segment.place, why)


def _headed(current: Transaction) -> Iterator[Reading]:
    """Yield what is wrong with what stands above the lines, once."""
    if current.lines:
        return
    if current.is_withdrawn:
        yield Unread(current.place, "the message cancels an earlier one; its lines are not read")
    seller = first_of(SELLERS, current.parties)
    if current.document is not OrderDocument.TENDER and not (seller and (seller.name or seller.identifiers)):
        yield Unread(current.place, "the document names no supplier")


def _take_words(current: Transaction, segment: Segment) -> None:
    held(current.remarks, words_of(segment))


def _take_head(current: Transaction, segment: Segment) -> None:
    _take_words(current, segment)
    if segment.tag in _HEADS:
        purpose, number, day = _HEADS[segment.tag]
        current.is_withdrawn = segment.value(purpose) in _WITHDRAWN
        current.number = segment.value(number)
        current.date = _day(segment.value(day)) if day else ""
        if segment.tag == "BIG" and segment.value(7) in _CREDITS:
            current.document = OrderDocument.CREDIT_NOTE
    elif segment.tag == "CUR":
        current.currency = current.currency or segment.value(2).upper()
    elif segment.tag == "N1":
        role, party = party_of(segment)
        current.parties.setdefault(role, party)
    elif segment.tag == "DTM" and segment.value(1) in _DAYS:
        current.date = current.date or _day(segment.value(2))


def _day(written: str) -> str:
    """Return ``2024-03-18`` for ``20240318`` and for ``240318``; as written if it is neither."""
    if match := _LONG_DAY.fullmatch(written):
        return "-".join(match.groups())
    if match := _SHORT_DAY.fullmatch(written):
        century = "19" if int(match[1]) >= _FIRST_SHORT_YEAR else "20"
        return f"{century}{match[1]}-{match[2]}-{match[3]}"
    return written
