"""What does a line of an EDIFACT message say, segment by segment?"""

import re
from dataclasses import dataclass, field
from types import MappingProxyType

from phaseout.intake.order.cut_text import made_whole
from phaseout.intake.order.edifact_party import MAKERS, Parties, Party, first_of, party_of
from phaseout.intake.order.edifact_segment import Composite, Segment
from phaseout.intake.order.schemes import item_code
from phaseout.intake.order.segment_remarks import held

MOST_VALUES = 20_000
"""Values of one kind that a line keeps."""
_GTINS = frozenset(("SRV", "EN", "UP", "UPC", "GTI"))
_CLASSES = frozenset(("STI", "TST", "HS", "CC", "GN", "STQ", "STO", "CG"))
"""Data element 7143: what an item is numbered as among others of its sort."""
_MAKERS = frozenset(("MF", "MN", "BZ"))
"""Numbers the maker gave: article number, model number, original equipment number."""
_SERIALS = frozenset(("SN", "SE", "BN"))
"""Serial numbers in data elements 7143, 1153 and 7405."""
_NOT_THE_THING = frozenset(("NB", "BB", "PV", "DW", "BU", "AQ", "AT", "CPN", "AA", "EC", "GB", "GD"))
"""Batches, promotions, drawings, coupons, releases, groups of the buyer: no number of the article."""
_QUANTITIES = ("47", "21", "46", "12", "48", "194", "113", "61", "1")
"""Data element 6063: invoiced, ordered, to deliver, despatched …; the first that is there counts."""
_AMOUNTS = ("203", "38", "66")
"""Data element 5025: what the line costs."""
_ORIGIN = "27"
_BRAND = "BRN"
_LONGEST = MappingProxyType({"7008": (35, 256), "4440": (70, 512)})
"""Letters that a piece of text may have, in directories up to D.98 and after."""
_CODES = MappingProxyType({"GN": "national-product-group", "CC": "industry-code", "CG": "commodity-grouping"})
_NOTHING = re.compile(r"[\s.]*")


@dataclass(slots=True, kw_only=True)
class LineSoFar:
    """A line as it is read."""

    place: str
    number: str
    is_deleted: bool
    texts: list[str] = field(default_factory=list)
    brand: str = ""
    part_numbers: list[str] = field(default_factory=list)
    skus: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)
    quantities: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Qualifier → (number, unit)."""
    amounts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Qualifier → (amount, currency)."""
    price: str = ""
    """Of one unit, the first that is stated."""
    currency: str = ""
    origin: str = ""
    parties: Parties = field(default_factory=dict)
    party: Party | None = None
    """The one the latest NAD names."""
    remarks: list[str] = field(default_factory=list)
    """What may be words and no field need have taken."""
    left_out: int = 0

    @property
    def quantity(self) -> tuple[str, str]:
        """How many, and the unit."""
        return next((self.quantities[kind] for kind in _QUANTITIES if kind in self.quantities), ("", ""))

    @property
    def amount(self) -> tuple[str, str]:
        """What the line costs, and the currency if the amount itself has one."""
        return next((self.amounts[kind] for kind in _AMOUNTS if kind in self.amounts), ("", ""))

    @property
    def manufacturer(self) -> str:
        """Name of the maker."""
        maker = first_of(MAKERS, self.parties)
        return maker.name if maker else ""

    def take(self, segment: Segment) -> None:
        """Take what a segment of the line says."""
        held(self.remarks, segment.words())
        match segment.tag:
            case "LIN" | "PIA":
                for number in segment.all("C212"):
                    self._numbered(number)
            case "IMD":
                self._described(segment)
            case "FTX":
                self._described_in(segment, "C108", "4440")
            case "NAD":
                role, self.party = party_of(segment)
                self.parties.setdefault(role, self.party)
            case "RFF" | "GIN" | "GIR":
                self._referred(segment)
            case "ALI" | "LOC":
                origin = segment.value("3239") or segment.value("C517", "3225")
                if segment.tag == "ALI" or segment.value("3227") == _ORIGIN:
                    self.origin = self.origin or origin
            case _:
                self._measured(segment)

    def _measured(self, segment: Segment) -> None:
        self.currency = self.currency or segment.value("C504", "6345")
        for one in segment.all("C186"):
            self.quantities.setdefault(one.value("6063"), (decimal(one.value("6060")), one.value("6411")))
        for one in segment.all("C516"):
            self.amounts.setdefault(one.value("5025"), (decimal(one.value("5004")), one.value("6345")))
        for one in segment.all("C509"):
            self.price = self.price or decimal(one.value("5118"))

    def _numbered(self, number: Composite) -> None:
        value, kind = number.value("7140").strip(), number.value("7143").strip().upper()
        if not value or kind in _NOT_THE_THING:
            return
        if kind in _GTINS:
            self._keep(self.codes, item_code("gtin", value))
        elif kind in _CLASSES:
            self._keep(self.codes, item_code(_CODES.get(kind, kind), value))
        elif kind in _MAKERS:
            self._keep(self.part_numbers, value)
        elif kind in _SERIALS:
            self._keep(self.serials, value)
        else:
            self._keep(self.skus, value)

    def _described(self, segment: Segment) -> None:
        what = segment.value("C272", "7081") or segment.value("7081")
        if what == _BRAND and not self.brand:
            self.brand = " ".join(one.joined("7008") for one in segment.all("C273"))
        else:
            self._described_in(segment, "C273", "7008")

    def _described_in(self, segment: Segment, composite: str, element: str) -> None:
        found = segment.all(composite)
        self._keep(self.texts, " ".join(one.joined(element) for one in found))
        pieces = (value for one in found for number, value in one.values if number == element)
        for whole in made_whole(pieces, _LONGEST[element]):
            self._keep(self.texts, whole)

    def _referred(self, segment: Segment) -> None:
        match segment.tag:
            case "RFF" if segment.value("C506", "1153") in _SERIALS:
                self._keep(self.serials, segment.value("C506", "1154"))
            case "RFF" if self.party is not None:
                self.party.refer(segment)
            case "GIN" if segment.value("7405") in _SERIALS:
                for several in segment.all("C208"):
                    for _, value in several.values:
                        self._keep(self.serials, value)
            case "GIR":
                for one in segment.all("C206"):
                    if one.value("7405") in _SERIALS:
                        self._keep(self.serials, one.value("7402"))

    def _keep(self, values: list[str], value: str) -> None:
        if _NOTHING.fullmatch(value):
            return
        if len(values) < MOST_VALUES:
            values.append(value)
        else:
            self.left_out += 1


def line_of(segment: Segment, place: str) -> LineSoFar:
    """Return the line that a LIN begins."""
    line = LineSoFar(
        place=place, number=segment.value("1082").strip(), is_deleted=segment.value("1229") == "2"
    )
    line.take(segment)
    return line


def decimal(written: str) -> str:
    """Return a number with a decimal point; ISO 9735 allows a comma too, and no other separator."""
    return written.strip().replace(",", ".")
