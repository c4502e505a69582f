"""What do the columns of a table of purchases hold where somebody's own file of columns says so?"""

from collections.abc import Iterator
from types import MappingProxyType

from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_profile import ColumnProfile, Use, plain_name
from phaseout.intake.credential_name import names_credential
from phaseout.intake.order.order_fields import OrderField, field_of
from phaseout.intake.order.order_header import OrderHeader, document_by, says_what, scheme_of

_FIELDS = MappingProxyType(
    {
        "order.document": OrderField.DOCUMENT,
        "order.number": OrderField.ORDER_NO,
        "order.line": OrderField.LINE,
        "order.buyer": OrderField.BUYER,
        "order.supplier": OrderField.SUPPLIER,
        "order.supplier-identifier": OrderField.SUPPLIER_ID,
        "order.text": OrderField.TEXT,
        "order.manufacturer": OrderField.MANUFACTURER,
        "order.brand": OrderField.BRAND,
        "order.part-number": OrderField.PART_NUMBER,
        "order.sku": OrderField.SKU,
        "order.code": OrderField.CODE,
        "order.serial": OrderField.SERIAL,
        "order.quantity": OrderField.QUANTITY,
        "order.amount": OrderField.AMOUNT,
        "order.date": OrderField.DATE,
        "order.origin": OrderField.ORIGIN,
        "party.name": OrderField.SUPPLIER,
        "party.identifier": OrderField.SUPPLIER_ID,
    }
)
_TELLING = frozenset(
    (
        *(OrderField.DOCUMENT, OrderField.ORDER_NO, OrderField.LINE, OrderField.TEXT, OrderField.PART_NUMBER),
        *(OrderField.SKU, OrderField.QUANTITY, OrderField.AMOUNT),
    )
)
"""An inventory knows a supplier and a day of order as well, but none of these."""
_NUMBERS = frozenset(
    (
        *(OrderField.QUOTE_NO, OrderField.INVOICE_NO, OrderField.CONTRACT_NO, OrderField.TENDER_NO),
        *(OrderField.DELIVERY_NO, OrderField.CREDIT_NO),
    )
)
_STATED = ("asset.", "part.")
"""How the traits begin that somebody may state of a thing in a table of purchases too."""
_NO_THING = frozenset(
    (Meaning.TRAIT, Meaning.SITE, Meaning.CREDENTIAL, Meaning.ASIDE, Meaning.ORDER_DATE, Meaning.UNKNOWN)
)


def profiled_header_of(number: int, titles: tuple[str, ...], profile: ColumnProfile) -> OrderHeader | None:
    """Return the header of purchases that a recognised row is; None where the profile is of an inventory.

    It is one of purchases where a column is said to be a number, a line, a text, an article, a quantity or an
    amount of an order, and none to be anything that only equipment or an inventory tells.
    """
    listed = [profile.uses.get(plain_name(title)) for title in titles]
    if not all(map(_may_be_of_a_purchase, filter(None, listed))):
        return None
    fields = [
        _field(title, use, reads_others=profile.reads_others)
        for title, use in zip(titles, listed, strict=True)
    ]
    told = frozenset(field for field, use in zip(fields, listed, strict=True) if field and use)
    if told.isdisjoint(_TELLING):
        return None
    met = frozenset(filter(None, fields))
    columns = {field: tuple(i for i, one in enumerate(fields) if one is field) for field in OrderField}
    return OrderHeader(
        row=number,
        titles=titles,
        fields=MappingProxyType({field: places for field, places in columns.items() if places}),
        document=document_by(met),
        schemes=MappingProxyType({index: scheme_of(title) for index, title in enumerate(titles)}),
        says_what=says_what(met),
        credentials=tuple(_credentials(titles, listed)),
        stated=tuple(
            (index, use.trait) for index, use in enumerate(listed) if use and use.trait.startswith(_STATED)
        ),
    )


def _may_be_of_a_purchase(use: Use) -> bool:
    if use.meaning is Meaning.TRAIT:
        return use.trait in _FIELDS or use.trait.startswith(_STATED)
    return use.meaning in _NO_THING


def _field(title: str, use: Use | None, *, reads_others: bool) -> OrderField | None:
    if use is None:
        return field_of(title) if reads_others else None
    match use.meaning:
        case Meaning.SITE:
            return OrderField.SITE
        case Meaning.ORDER_DATE:
            return OrderField.DATE
        case Meaning.TRAIT:
            found = _FIELDS.get(use.trait)
            by_name = field_of(title)
            # “Rechnungsnr.” is a number of the document as the profile says, and by its name of an invoice.
            return by_name if found is OrderField.ORDER_NO and by_name in _NUMBERS else found
        case _:
            return None


def _credentials(titles: tuple[str, ...], listed: list[Use | None]) -> Iterator[int]:
    for index, (title, use) in enumerate(zip(titles, listed, strict=True)):
        if names_credential(title) or (use is not None and use.meaning is Meaning.CREDENTIAL):
            yield index
