"""Which values does a line of a purchase state, as far as they can be read?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.domain.span import span_of
from phaseout.intake.order.order_line import OrderLine
from phaseout.intake.order.remarks import designations_in, left_out_of, remarks_of

LONGEST_VALUE = 16_384
"""Characters of a value that are kept."""
SHOWN = 40
"""Characters of a value that a fault shows."""
_NUMBER = re.compile(r"[+-]?(?=\.?\d)\d{0,18}(?:\.\d{0,12})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


def remarks_beside(line: OrderLine, faults: list[Reading]) -> tuple[str, ...]:
    """Return what is said of the line and no field took."""
    if not line.remarks:
        return ()
    one = (line.manufacturer, line.brand, line.buyer, line.supplier, line.site or "")
    several = (line.texts, line.supplier_names, line.part_numbers, line.skus, line.codes, line.serials)
    remarks = remarks_of(line.remarks, (*one, *(value for values in several for value in values)))
    faults.extend(Unread(line.locator, why) for why in left_out_of(remarks))
    return remarks.texts


def stated(line: OrderLine, remarks: tuple[str, ...], faults: list[Reading]) -> Iterator[tuple[str, str]]:
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


def kept(trait: str, written: str, locator: str, faults: list[Reading]) -> str:
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
        faults.append(Unread(line.locator, f"quantity “{written[:SHOWN]}” is no number"))
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
        faults.append(Unread(line.locator, f"amount “{written[:SHOWN]}” is no number"))
        return ""
    if _CURRENCY.fullmatch(currency) is None:
        faults.append(_without_currency(line.locator, written, currency[:SHOWN]))
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
        return line.date_unread[:SHOWN]
    if span_of(written) is None:
        faults.append(Unread(line.locator, f"date “{written[:SHOWN]}” is no day of the calendar"))
        return written[:SHOWN]
    return written


def _origin(line: OrderLine, faults: list[Reading]) -> str:
    written = line.origin.strip().upper()
    if written and _COUNTRY.fullmatch(written) is None:
        faults.append(Unread(line.locator, f"origin “{written[:SHOWN]}” is no country code of two letters"))
        return ""
    return written
