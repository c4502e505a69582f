"""What does one line of a purchase say, whatever the format it was written in?

Each format fills in an ``OrderLine``; an ``OrderBook`` turns the lines of one source into observations,
one asset a line. What a line is of (a camera, a bracket, a service) is left to those who read its text:
no kind is stated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OrderDocument(StrEnum):
    """What kind of document the line stands in, a closed list (trait ``order.document``)."""

    TENDER = "tender"
    CATALOGUE = "catalogue"
    QUOTE = "quote"
    ORDER = "order"
    DELIVERY = "delivery"
    """A despatch or receipt advice: what an order brings, so it is not bought once more."""
    INVOICE = "invoice"
    CREDIT_NOTE = "credit-note"
    AWARD = "award"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of a purchase. All text is as written; what the document does not say is left empty."""

    locator: str
    """Where the line stands in the source, unique in it: ``line 120, InvoiceLine 3``, ``page 2 line 14``."""
    document: OrderDocument
    number: str = ""
    """Number of the document: of the order, invoice, contract; of a catalogue its id."""
    line: str = ""
    """Number of the line within the document, empty where there is none. ``number/line`` is the asset's
    ``ref``, or ``number`` alone."""
    buyer: str = ""
    """Name of who buys; of a catalogue, whom it is made for."""
    supplier: str = ""
    """Name of who sells, as registered where the document tells both."""
    supplier_names: tuple[str, ...] = ()
    """Other names of who sells: the name it trades under."""
    supplier_identifiers: tuple[str, ...] = ()
    """``scheme:value`` each: ``iso6523-0088:4012345000009``, ``duns:123456789``, ``vat:DE123456789``."""
    texts: tuple[str, ...] = ()
    """What is bought, in words: name, description, property of the item, note on the line. One each."""
    manufacturer: str = ""
    """Name of the maker, where a field of the format says that it is the maker."""
    brand: str = ""
    """Name on the box, where a field of the format says that it is the brand."""
    part_numbers: tuple[str, ...] = ()
    """Part numbers or models that a field of the format says are the maker's."""
    skus: tuple[str, ...] = ()
    """Article numbers of the supplier, or such of which it is not said whose they are; no GTIN."""
    codes: tuple[str, ...] = ()
    """Commodity codes and GTINs, ``scheme:value`` each: ``unspsc:46171610``, ``cpv:32323500``, ``gtin:…``."""
    quantity: str = ""
    """A number with a decimal point: ``12``, ``-3``. In a credit note more than 0 takes back."""
    unit: str = ""
    """Unit of the quantity as written, mostly a code of UN/ECE Recommendation 20 or of X12."""
    amount: str = ""
    """What the whole line costs, without tax where both are told: a number with a decimal point."""
    price: str = ""
    """What one unit costs: a number with a decimal point. It is kept where it is less than nothing."""
    currency: str = ""
    """Currency of the amount, three letters of ISO 4217."""
    date: str = ""
    """Day of the document or of the line: ISO date, or year and month, or year."""
    date_unread: str = ""
    """A date that is none, or may be one of two, as written: that has been told."""
    origin: str = ""
    """Country of origin, two letters of ISO 3166-1."""
    serials: tuple[str, ...] = ()
    """Serial numbers of the units the line delivers, one each."""
    site: str | None = None
    """Name of the place of delivery, where it is told; not its whole address."""
    places: tuple[str, ...] = ()
    """Where each of ``texts`` stands, where they stand in several places."""
    stated: tuple[tuple[str, str], ...] = ()
    """(trait, value) of what somebody states of the thing beside the purchase: ``asset.funding``."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Where the values of a trait stand that are not of the line itself: trait to locator."""
    is_cut: bool = False
    """Whether the source breaks off in it or leaves cells out, which has been told: what it lacks is not."""
    is_beside: bool = False
    """Whether it is no line but text beside the lines, such as a heading or terms."""
    remarks: tuple[str, ...] = ()
    """All that the source says of the line beside its fields; what a field has taken may be among it."""
