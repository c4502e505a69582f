"""What does an item of cXML say of the thing bought?"""

from collections.abc import Iterator
from typing import NamedTuple

from phaseout.intake.credential_name import names_credential
from phaseout.intake.order.remarks import designations_in, words_in
from phaseout.intake.order.schemes import item_code, party_identifier
from phaseout.intake.order.xml_path import Node, child, children, text, text_of, texts

_DETAILS = (
    "ItemDetail",
    "BlanketItemDetail",
    "InvoiceDetailItemReference",
    "InvoiceDetailServiceItemReference",
)
_PARTS = ("SupplierPartID", "SupplierPartAuxiliaryID", "BuyerPartID")
NO_WORDS = frozenset(
    (
        *("Contact", "ShipTo", "BillTo", "Address", "InvoicePartner", "Money", "SupplierID", "SupplierList"),
        *("Country", "UnitOfMeasure", "BuyerCookie"),
        *("SharedSecret", "CredentialMac", "DigitalSignature", "PCard", "Credential", "Payment", "Tax"),
    )
)
"""Elements that say who, where and how it is paid, and credentials."""
_NUMBERS = ("lineNumber", "invoiceLineNumber")
_INVOICED = frozenset(("InvoiceDetailItem", "InvoiceDetailServiceItem"))
_AMOUNTS = ("SubtotalAmount", "TotalAmountWithoutTax", "NetAmount", "GrossAmount")


class Item(NamedTuple):
    """One line."""

    line: str
    texts: tuple[str, ...]
    manufacturer: str
    part_numbers: tuple[str, ...]
    skus: tuple[str, ...]
    codes: tuple[str, ...]
    quantity: str
    unit: str
    amount: Node | None
    price: Node | None
    """Of one unit."""
    currency: str
    origin: str
    serials: tuple[str, ...]
    suppliers: tuple[str, ...]
    site: str
    remarks: tuple[str, ...]
    """All that stands in the item but who and where; a field may have taken it."""
    dropped: tuple[str, ...]
    """Names of extrinsics whose values are credentials."""


def item_of(item: Node, position: int) -> Item:
    """Return what an item says; ``position`` stands for its number where it has none."""
    detail = next((found for name in _DETAILS if (found := child(item, name)) is not None), None)
    extrinsics = [*_extrinsics(item), *_extrinsics(detail)]
    amount = _amount(item)
    price = child(detail, "UnitPrice", "Money")
    priced = amount if amount is not None else price
    serials = (*texts(detail, "SerialNumber"), *filter(None, (_attribute(detail, "serialNumber"),)))
    return Item(
        line=_line(item, position),
        texts=(
            *texts(detail, "Description"),
            *texts(item, "Comments"),
            *(said for _, said in extrinsics if said),
        ),
        manufacturer=text(detail, "ManufacturerName"),
        part_numbers=texts(detail, "ManufacturerPartID"),
        skus=(
            *(text for one in (item, detail) for name in _PARTS for text in texts(one, "ItemID", name)),
            *designations_in(texts(detail, "Classification")),
        ),
        codes=tuple(
            item_code(code.get("domain", ""), text_of(code)) for code in children(detail, "Classification")
        ),
        quantity=item.get("quantity", ""),
        unit=text(detail, "UnitOfMeasure") or text(item, "UnitOfMeasure"),
        amount=amount,
        price=price,
        currency=_attribute(priced, "currency").upper(),
        origin=_attribute(child(detail, "Country"), "isoCountryCode")
        or _attribute(child(detail, "ItemDetailIndustry", "ItemDetailRetail", "Country"), "isoCountryCode"),
        serials=serials,
        suppliers=tuple(
            party_identifier(found.get("domain", ""), text_of(found))
            for path in (("SupplierID",), ("SupplierList", "Supplier", "SupplierID"))
            for found in children(item, *path)
        ),
        site=text(item, "ShipTo", "Address", "Name"),
        remarks=tuple(words_in(item, NO_WORDS.__contains__)),
        dropped=tuple(name for name, said in extrinsics if not said),
    )


def _attribute(element: Node | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _line(item: Node, position: int) -> str:
    number = next(filter(None, (item.get(name) for name in _NUMBERS)), "")
    # What an invoice refers to has the number of the line of the order.
    return number or ("" if item.name in _INVOICED else str(position))


def _amount(item: Node) -> Node | None:
    """Return the money of a whole line; an order tells the price of one unit only."""
    return next((found for name in _AMOUNTS if (found := child(item, name, "Money")) is not None), None)


def _extrinsics(element: Node | None) -> Iterator[tuple[str, str]]:
    """Yield each one's name and ``name: value``, the latter empty where the value is a credential."""
    for found in children(element, "Extrinsic"):
        name, value = found.get("name", ""), text_of(found)
        if value:
            yield name, "" if names_credential(name) else ": ".join(filter(None, (name, value)))
