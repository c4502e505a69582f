"""What does a line of an X12 transaction set say, segment by segment?"""

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

from phaseout.intake.order.cut_text import made_whole
from phaseout.intake.order.schemes import item_code
from phaseout.intake.order.segment_remarks import held
from phaseout.intake.order.x12_party import MAKERS, Parties, first_of, party_of
from phaseout.intake.order.x12_segment import Segment

MOST_VALUES = 20_000
"""Values of one kind that a line keeps."""
_SHAPES = MappingProxyType(
    {"PO1": (2, 3, 6), "IT1": (2, 3, 6), "LIN": (0, 0, 2), "POC": (3, 5, 8), "SLN": (4, 5, 9)}
)
"""Segment that begins a line → elements of the quantity, of its unit and of the first pair."""
_PRICES = MappingProxyType({"PO1": 4, "IT1": 4, "POC": 6, "SLN": 6})
"""Segment that begins a line → element of the price of one unit."""
LINES = frozenset(_SHAPES)
_MAKERS = frozenset(("MG", "MN", "OE"))
"""Element 235: numbers the maker gave: part number, model number, original equipment number."""
_CODES = MappingProxyType(
    {
        **dict.fromkeys(("UP", "UK", "UI", "UA", "EN", "EO"), "gtin"),
        "C3": "c3",
        "CC": "industry-code",
        "CG": "commodity-grouping",
        "FS": "nsn",
    }
)
_NAMES = MappingProxyType({"MF": "manufacturer", "BL": "brand", "CH": "origin"})
_TEXTS = frozenset(("PD", "CN", "MD"))
_NOT_THE_THING = frozenset(
    ("CL", "CO", "IZ", "SZ", "LT", "B8", "DR", "EC", "CR", "ON", "PO", "PL", "CM", "BO")
)
"""Colours, sizes, lots, releases of drawings, numbers of contracts and orders."""
_DESCRIBING = MappingProxyType({"PID": (5, 80), "MSG": (1, 264), "NTE": (2, 80), "MTX": (2, 4096)})
"""Segment of text → its element, and the most letters of it (elements 352, 933 and 1551)."""
_OF_DOCUMENTS = frozenset(("PO", "CT", "VN", "IV", "CO", "ON", "SE", "DP", "IA", "BM", "CR", "TJ", "VR"))
"""Element 128: numbers of other documents and of firms, and serial numbers."""
_WITHOUT_WORDS = LINES | {
    *("N1", "N2", "N3", "N4", "PER", "DTM", "CUR", "AMT", "PAM", "QTY", "CTP", "TXI", "CTT", "TDS"),
    *("BEG", "BAK", "BCH", "BIG", "BCT", "BQT", "BQR", "SE", "GE", "IEA"),
}
"""Segments whose elements are numbers, days, codes, or who and where."""
_LINE_TOTAL = "1"
"""Elements 522: the amount is that of the line."""
_SERIAL = "SE"


@dataclass(slots=True, kw_only=True)
class LineSoFar:
    """A line as it is read."""

    place: str
    number: str
    is_deleted: bool
    quantity: str
    unit: str
    texts: list[str] = field(default_factory=list)
    pieces: list[tuple[str, int]] = field(default_factory=list)
    """Of each text as it stands in its field, and how long such a field may be."""
    manufacturer: str = ""
    brand: str = ""
    part_numbers: list[str] = field(default_factory=list)
    skus: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)
    amount: str = ""
    price: str = ""
    currency: str = ""
    origin: str = ""
    parties: Parties = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    """What may be words and no field need have taken."""
    left_out: int = 0

    @property
    def maker(self) -> str:
        """Name of the maker: of the line itself, else of the party that makes."""
        named = first_of(MAKERS, self.parties)
        return self.manufacturer or (named.name if named else "")

    def take(self, segment: Segment) -> None:
        """Take what a segment of the line says."""
        held(self.remarks, words_of(segment))
        match segment.tag:
            case "PID" | "MSG" | "NTE" | "MTX":
                self._described(segment, *_DESCRIBING[segment.tag])
            case "LIN" | "SLN" | "PO1" | "IT1" | "POC":
                self.numbered(segment, _SHAPES[segment.tag][2])
            case "REF" | "N9" if segment.value(1) == _SERIAL:
                self._keep(self.serials, segment.value(2))
            case "N1":
                role, party = party_of(segment)
                self.parties.setdefault(role, party)
            case "CUR":
                self.currency = self.currency or segment.value(2)
            case "AMT" if segment.value(1) == _LINE_TOTAL:
                self.amount = self.amount or segment.value(2)
            case "PAM" if segment.value(4) == _LINE_TOTAL:
                self.amount = self.amount or segment.value(5)
            case "QTY" if not self.quantity:
                self.quantity, self.unit = segment.value(2), segment.value(3)
            case _:
                pass

    def _described(self, segment: Segment, number: int, longest: int) -> None:
        self._keep(self.texts, segment.value(number))
        if number <= len(segment.elements) and len(self.pieces) < MOST_VALUES:
            self.pieces.append((segment.elements[number - 1], longest))

    @property
    def said(self) -> tuple[str, ...]:
        """Texts of the line, and those cut into several pieces made whole."""
        whole = (
            text
            for longest, pieces in groupby(self.pieces, key=itemgetter(1))
            for text in made_whole((piece for piece, _ in pieces), (longest,))
        )
        return (*self.texts, *whole)

    def numbered(self, segment: Segment, first: int) -> None:
        """Take the pairs of qualifier and number."""
        for kind, value in segment.pairs(first):
            if kind in _CODES:
                self._keep(self.codes, item_code(_CODES[kind], value))
            elif kind in _MAKERS:
                self._keep(self.part_numbers, value)
            elif kind in _TEXTS:
                self._keep(self.texts, value)
            elif kind == "SN":
                self._keep(self.serials, value)
            elif kind in _NAMES:
                name = _NAMES[kind]
                setattr(self, name, getattr(self, name) or value)
            elif kind not in _NOT_THE_THING:
                self._keep(self.skus, value)

    def _keep(self, values: list[str], value: str) -> None:
        if value and len(values) < MOST_VALUES:
            values.append(value)
        else:
            self.left_out += bool(value)


def words_of(segment: Segment) -> tuple[str, ...]:
    """Return the elements of a segment that may be words."""
    is_of_document = segment.tag in {"REF", "N9"} and segment.value(1) in _OF_DOCUMENTS
    if segment.tag in _WITHOUT_WORDS or is_of_document:
        return ()
    return segment.elements


def line_of(segment: Segment, place: str, above: str) -> LineSoFar:
    """Return the line that a segment begins.

    Args:
        segment: one of ``LINES``.
        place: where it stands.
        above: number of the line that a sub-line is part of, "" if it is none.
    """
    quantity, unit, first = _SHAPES[segment.tag]
    number = segment.value(1)
    if above and not number.startswith(f"{above}."):
        number = f"{above}.{number}"
    line = LineSoFar(
        place=place,
        number=number,
        is_deleted=_is_deleted(segment),
        quantity=segment.value(quantity) if quantity else "",
        unit=segment.value(unit) if unit else "",
        price=segment.value(_PRICES[segment.tag]) if segment.tag in _PRICES else "",
    )
    line.numbered(segment, first)
    return line


def _is_deleted(segment: Segment) -> bool:
    """Whether the line is one that a change takes away (element 670) or a sub-line taken out (662)."""
    return (segment.tag == "POC" and segment.value(2) == "DI") or (
        segment.tag == "SLN" and segment.value(3) == "D"
    )
