"""What does one line of a purchase say, whatever the format it was written in?

Each format fills in an ``OrderLine``; an ``OrderBook`` turns the lines of one source into observations,
one asset a line. What a line is of (a camera, a bracket, a service) is left to those who read its text:
no kind is stated here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.domain.span import span_of
from phaseout.intake.column_names import repaired
from phaseout.intake.order.remarks import designations_in, left_out_of, remarks_of

LONGEST_VALUE = 16_384
"""Characters of a value that are kept."""
_MOST_REMEMBERED = 500_000
_NUMBER = re.compile(r"[+-]?(?=\.?\d)\d{0,18}(?:\.\d{0,12})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_SHOWN = 40


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


class OrderBook:
    """Turns the lines of one source into readings. Make one per source.

    Memory is bounded: after half a million lines it forgets which numbers it met. ``says_what`` is False
    for a source of which no line says what is bought, ``numbers_lines`` for one that does not number them,
    ``is_numbered`` for one that has no field for the number of a document, so that this is not said of each,
    ``is_dated`` for one whose documents must have a date, so that one without is told,
    ``refers`` for one in which the number of the document names no line, so that no asset is called by it.
    """

    def __init__(
        self,
        *,
        says_what: bool = True,
        numbers_lines: bool = True,
        is_numbered: bool = True,
        refers: bool = True,
        is_dated: bool = False,
    ) -> None:
        self._says_what = says_what
        self._numbers_lines = numbers_lines
        self._met: set[int] = set()
        self._is_numbered = is_numbered
        self._refers = refers
        self._is_dated = is_dated
        self._has_told_letters = False

    def enter(self, line: OrderLine) -> Iterator[Reading]:
        """Yield what a line says as the observations of one asset, then what is wrong with it.

        A line without text, part number and article number says nothing of what is bought: that is unread.
        """
        faults: list[Reading] = []
        remarks = _remarks(line, faults)
        if line.is_beside and not line.texts and not remarks:
            return
        is_undated = not line.date.strip() and line.document is not OrderDocument.CATALOGUE
        if self._is_dated and is_undated and not (line.is_cut or line.is_beside):
            self._is_dated = False  # said once, not with each of a million lines
            faults.append(Unread(line.locator, "the document has no date"))
        ref = None if line.is_beside else self._ref(line, faults)
        subject = Subject(line.locator, ref, line.site or None, is_beside=line.is_beside)
        met: set[tuple[str, str]] = set()
        places = dict(zip(line.texts, line.places, strict=False))
        for trait, written in _said(line, remarks, faults):
            value = _kept(trait, written, line.locator, faults)
            if value and (trait, value) not in met:
                met.add((trait, value))
                if not self._has_told_letters and (meant := repaired(value)) != value:
                    self._has_told_letters = True
                    faults.append(_misread(line.locator, value, meant))
                place = line.elsewhere.get(trait, line.locator)
                place = places.get(written, place) if trait == "order.text" else place
                yield Observation(subject, trait, value, place)
        is_mute = not any(map(str.strip, (*line.texts, *line.part_numbers, *line.skus)))
        if self._says_what and is_mute and not (line.is_cut or line.is_beside):
            faults.append(Unread(line.locator, "the line does not say what is bought"))
        yield from faults

    def _ref(self, line: OrderLine, faults: list[Reading]) -> str | None:
        """Return the number of the document and of the line, None if they do not name one line alone.

        A document of one line, a contract or an award, often does not number it.
        """
        number, within = line.number.strip(), line.line.strip()
        if not self._refers:
            return None
        if not number and line.is_cut:
            return None
        if not number:
            if self._is_numbered:  # said once, not with each of a million lines
                faults.append(Unread(line.locator, "the document has no number"))
            self._is_numbered = False
            return None
        self._is_numbered = True
        ref = (f"{number}/{within}" if within else number)[:LONGEST_VALUE]
        if (mark := hash((line.document, line.supplier, ref))) in self._met:
            if self._numbers_lines or within:
                faults.append(_repeated(line, number[:_SHOWN], within[:_SHOWN]))
            return None
        if len(self._met) >= _MOST_REMEMBERED:
            self._met.clear()
        self._met.add(mark)
        return ref


def _misread(locator: str, value: str, meant: str) -> Unread:
    """Return what is said, once of a source, of ``CamÃ©ra``: the text is kept as it is written."""
    at = next(index for index, (one, two) in enumerate(zip(value, meant, strict=False)) if one != two)
    start = value.rfind(" ", 0, at) + 1
    written, was = value[start:].split(maxsplit=1)[0], meant[start:].split(maxsplit=1)[0]
    why = f"letters were damaged before: “{written[:_SHOWN]}” was “{was[:_SHOWN]}”; read as written"
    return Unread(locator, why)


def _repeated(line: OrderLine, number: str, within: str) -> Unread:
    why = f"line number “{within}” stands twice in document {number}"
    return Unread(line.locator, why if within else f"another line of document {number}")


def _remarks(line: OrderLine, faults: list[Reading]) -> tuple[str, ...]:
    """Return what is said of the line and no field took."""
    if not line.remarks:
        return ()
    one = (line.manufacturer, line.brand, line.buyer, line.supplier, line.site or "")
    several = (line.texts, line.supplier_names, line.part_numbers, line.skus, line.codes, line.serials)
    remarks = remarks_of(line.remarks, (*one, *(value for values in several for value in values)))
    faults.extend(Unread(line.locator, why) for why in left_out_of(remarks))
    return remarks.texts


def _said(line: OrderLine, remarks: tuple[str, ...], faults: list[Reading]) -> Iterator[tuple[str, str]]:
    """Yield trait and value in the order of the document: what it is, who, what, how many, when."""
    yield "order.document", line.document.value
    yield "order.number", line.number
    yield "order.line", line.line
    yield "order.buyer", line.buyer
    yield "order.supplier", line.supplier
    for trait, values in (
        ("order.supplier", line.supplier_names),
        ("order.supplier-identifier", line.supplier_identifiers),
        ("order.text", (*line.texts, *remarks)),
        ("order.manufacturer", (line.manufacturer,)),
        ("order.brand", (line.brand,)),
        ("order.part-number", line.part_numbers),
        ("order.sku", (*line.skus, *designations_in(() if line.is_beside else remarks))),
        ("order.code", line.codes),
        ("order.serial", line.serials),
    ):
        for value in values:
            yield trait, value
    yield "order.quantity", _quantity(line, faults)
    yield "order.amount", _amount(line, faults)
    yield "order.price", line.price.strip() if _is_less_than_nothing(line.price) else ""
    yield "order.date", _date(line, faults)
    yield "order.origin", _origin(line, faults)
    yield from line.stated


def _kept(trait: str, written: str, locator: str, faults: list[Reading]) -> str:
    """Return as much of a value as is kept."""
    value = written.strip()
    if len(value) > LONGEST_VALUE:
        value = value[:LONGEST_VALUE]
        why = f"a value of {trait} longer than {LONGEST_VALUE} characters; its start is read"
        faults.append(Unread(locator, why))
    return value


def _quantity(line: OrderLine, faults: list[Reading]) -> str:
    written = line.quantity.strip()
    if not written:
        return ""
    if _NUMBER.fullmatch(written) is None:
        faults.append(Unread(line.locator, f"quantity “{written[:_SHOWN]}” is no number"))
        return ""
    return f"{_plain_number(written)} {line.unit.strip()}"


def _plain_number(written: str) -> str:
    """Return ``12`` for ``12.000``: a machine wrote the zeros."""
    number = written.removeprefix("+")
    return (number.rstrip("0").removesuffix(".") or "0") if "." in number else number


def _amount(line: OrderLine, faults: list[Reading]) -> str:
    written, currency = line.amount.strip(), line.currency.strip().upper()
    if not written:
        return ""
    if _NUMBER.fullmatch(written) is None:
        faults.append(Unread(line.locator, f"amount “{written[:_SHOWN]}” is no number"))
        return ""
    if _CURRENCY.fullmatch(currency) is None:
        faults.append(_without_currency(line.locator, written, currency[:_SHOWN]))
        # That it is less than nothing is told by its sign alone.
        return written if _is_less_than_nothing(written) else ""
    return f"{written} {currency}"


def _is_less_than_nothing(written: str) -> bool:
    number = written.strip()
    return number.startswith("-") and _NUMBER.fullmatch(number) is not None and bool(number.strip("-0."))


def _without_currency(locator: str, amount: str, written: str) -> Unread:
    if written:
        return Unread(locator, f"amount {amount} of currency “{written}”, which is none")
    return Unread(locator, f"amount {amount} without a currency")


def _date(line: OrderLine, faults: list[Reading]) -> str:
    written = line.date.strip()
    if not written:
        return line.date_unread[:_SHOWN]
    if written and span_of(written) is None:
        faults.append(Unread(line.locator, f"date “{written[:_SHOWN]}” is no day of the calendar"))
        return written[:_SHOWN]
    return written


def _origin(line: OrderLine, faults: list[Reading]) -> str:
    written = line.origin.strip().upper()
    if written and _COUNTRY.fullmatch(written) is None:
        faults.append(Unread(line.locator, f"origin “{written[:_SHOWN]}” is no country code of two letters"))
        return ""
    return written
