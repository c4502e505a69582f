"""What does a transaction set of X12 say of a line, and beside its lines?"""

from dataclasses import dataclass, field

from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.x12_line import LineSoFar
from phaseout.intake.order.x12_party import BUYERS, DELIVERED_TO, SELLERS, Parties, first_of


@dataclass(slots=True, kw_only=True)
class Transaction:
    """A transaction set as it is read."""

    place: str
    kind: str
    document: OrderDocument
    segments: int = 1
    """How many came so far, with ST."""
    number: str = ""
    is_withdrawn: bool = False
    date: str = ""
    currency: str = ""
    parties: Parties = field(default_factory=dict)
    line: LineSoFar | None = None
    lines: int = 0
    """Lines and sub-lines."""
    items: int = 0
    """Lines alone."""
    above: str = ""
    """Number of the latest line that is no sub-line."""
    is_summary: bool = False
    remarks: list[str] = field(default_factory=list)
    """What may be words above the lines or behind them, not yet said."""


def entered_of(line: LineSoFar, current: Transaction) -> OrderLine:
    """Return a line of a transaction set."""
    seller = first_of(SELLERS, line.parties, current.parties)
    buyer = first_of(BUYERS, line.parties, current.parties)
    place = first_of(DELIVERED_TO, line.parties, current.parties)
    return OrderLine(
        locator=line.place,
        document=current.document,
        number=current.number,
        line=line.number,
        buyer=buyer.name if buyer else "",
        supplier=seller.name if seller else "",
        supplier_identifiers=seller.identifiers if seller else (),
        texts=line.said,
        manufacturer=line.maker,
        brand=line.brand,
        part_numbers=tuple(line.part_numbers),
        skus=tuple(line.skus),
        codes=tuple(line.codes),
        quantity=line.quantity,
        unit=line.unit,
        amount=line.amount,
        price=line.price,
        currency=line.currency.upper() or current.currency,
        date=current.date,
        origin=line.origin,
        serials=tuple(line.serials),
        site=(place.name if place else "") or None,
        remarks=tuple(line.remarks),
    )


def beside_of(current: Transaction, remarks: list[str], last: str) -> OrderLine:
    """Return the words of a transaction set beside its lines; ``last`` is the place that was come to."""
    seller, buyer = first_of(SELLERS, current.parties), first_of(BUYERS, current.parties)
    return OrderLine(
        locator=last if current.lines else current.place,
        document=current.document,
        number=current.number,
        buyer=buyer.name if buyer else "",
        supplier=seller.name if seller else "",
        supplier_identifiers=seller.identifiers if seller else (),
        date=current.date,
        remarks=tuple(remarks),
        is_beside=True,
    )
