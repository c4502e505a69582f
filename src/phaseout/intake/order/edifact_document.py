"""What does a message of EDIFACT say of a line, and beside its lines?"""

from dataclasses import dataclass, field

from phaseout.intake.order.edifact_line import LineSoFar
from phaseout.intake.order.edifact_party import BUYERS, DELIVERED_TO, SELLERS, Parties, Party, first_of
from phaseout.intake.order.order_line import OrderDocument, OrderLine


@dataclass(slots=True, kw_only=True)
class Message:
    """A message as it is read."""

    place: str
    kind: str
    """Its type: ``ORDERS``."""
    document: OrderDocument
    segments: int = 0
    """How many came so far, with UNH."""
    number: str = ""
    is_withdrawn: bool = False
    date: str = ""
    currency: str = ""
    parties: Parties = field(default_factory=dict)
    party: Party | None = None
    line: LineSoFar | None = None
    lines: int = 0
    is_summary: bool = False
    remarks: list[str] = field(default_factory=list)
    """What may be words above the lines or behind them, not yet said."""


def entered_of(line: LineSoFar, message: Message) -> OrderLine:
    """Return a line of a message."""
    seller = first_of(SELLERS, line.parties, message.parties)
    buyer = first_of(BUYERS, line.parties, message.parties)
    place = first_of(DELIVERED_TO, line.parties, message.parties)
    (quantity, unit), (amount, currency) = line.quantity, line.amount
    return OrderLine(
        locator=line.place,
        document=message.document,
        number=message.number,
        line=line.number,
        buyer=buyer.name if buyer else "",
        supplier=seller.name if seller else "",
        supplier_identifiers=tuple(seller.identifiers) if seller else (),
        texts=tuple(line.texts),
        manufacturer=line.manufacturer,
        brand=line.brand,
        part_numbers=tuple(line.part_numbers),
        skus=tuple(line.skus),
        codes=tuple(line.codes),
        quantity=quantity,
        unit=unit,
        amount=amount,
        price=line.price,
        currency=(currency or line.currency).strip().upper() or message.currency,
        date=message.date,
        origin=line.origin,
        serials=tuple(line.serials),
        site=(place.name if place else "") or None,
        remarks=tuple(line.remarks),
    )


def beside_of(message: Message, remarks: list[str], last: str) -> OrderLine:
    """Return the words of a message beside its lines; ``last`` is the place that was come to."""
    seller, buyer = first_of(SELLERS, message.parties), first_of(BUYERS, message.parties)
    return OrderLine(
        locator=last if message.lines else message.place,
        document=message.document,
        number=message.number,
        buyer=buyer.name if buyer else "",
        supplier=seller.name if seller else "",
        supplier_identifiers=tuple(seller.identifiers) if seller else (),
        date=message.date,
        remarks=tuple(remarks),
        is_beside=True,
    )
