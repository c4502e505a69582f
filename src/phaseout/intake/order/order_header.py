"""Does a row name the columns of a table of purchases, or of a list of firms, and what does each hold?

A table is one of purchases where it names the number of an order, quote, invoice, contract, tender, delivery
note or credit note, or of a line in one, with a quantity, a price or an amount; or a quantity with a price or
an amount. It is an inventory all the same if it names what an order cannot know (asset tag, hardware or IP
address, host name, firmware, owner, planned removal), or a serial number or a place of the thing and no line
numbers. Each is told in docs/columns.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import glued, meaning_of, parts_of, plain_words
from phaseout.intake.order.order_fields import OrderField, field_of
from phaseout.intake.order.order_line import OrderDocument

_NUMBERS = MappingProxyType(
    {
        OrderField.ORDER_NO: OrderDocument.ORDER,
        OrderField.CONTRACT_NO: OrderDocument.CONTRACT,
        OrderField.INVOICE_NO: OrderDocument.INVOICE,
        OrderField.QUOTE_NO: OrderDocument.QUOTE,
        OrderField.TENDER_NO: OrderDocument.TENDER,
        OrderField.DELIVERY_NO: OrderDocument.DELIVERY,
        OrderField.CREDIT_NO: OrderDocument.CREDIT_NOTE,
    }
)
_TELLING_MOST = (
    *(OrderField.INVOICE_NO, OrderField.CONTRACT_NO, OrderField.ORDER_NO, OrderField.DELIVERY_NO),
    *(OrderField.QUOTE_NO, OrderField.TENDER_NO, OrderField.CREDIT_NO),
)
"""What a table is of that numbers several documents: the first. An invoice names the order it is for; a
ledger of orders or invoices that names what delivered or credited some of them says what was bought."""
_MONEY = frozenset((OrderField.PRICE, OrderField.AMOUNT))
_OF_A_THING = frozenset(
    (
        *(Meaning.TAG, Meaning.MAC, Meaning.IP, Meaning.ADDRESSES, Meaning.HOSTNAME, Meaning.HOSTNAMES),
        *(Meaning.SERIAL_AND_MAC, Meaning.FIRMWARE, Meaning.OWNER, Meaning.REMOVAL),
    )
)
_SAYS_WHAT = frozenset(
    (
        *(OrderField.TEXT, OrderField.ITEM, OrderField.MANUFACTURER, OrderField.BRAND),
        *(OrderField.PART_NUMBER, OrderField.SKU),
    )
)
_OF_NO_FIRM = _SAYS_WHAT - {OrderField.TEXT} | {OrderField.SERIAL, OrderField.QUANTITY, *_MONEY, *_NUMBERS}
_NAMES_OF_FIRMS = frozenset(("name", "nom", "company", "firm", "entreprise", "firma", "empresa", "nombre"))
_CONTACT_TEXT = """
    country city phone telephone fax email mail website contact postal zip province street pays ville courriel
    rue land stadt plz strasse telefon pais ciudad telefono correo calle
"""
_CONTACT = frozenset(_CONTACT_TEXT.split())
_FEWEST = 3
_FEWEST_NAMES = 2
_LONGEST_TITLE = 120


_ORDERED = frozenset(
    map(
        glued,
        (
            *("quantity ordered", "qty ordered", "ordered qty", "order quantity", "order qty", "po quantity"),
            *("po qty", "quantité commandée", "qté commandée", "bestellmenge", "cantidad pedida"),
        ),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHeader:
    """What the columns of a table of purchases hold, or of a list of firms."""

    row: int
    titles: tuple[str, ...]
    fields: Mapping[OrderField, tuple[int, ...]]
    """The columns of a field, the best first."""
    document: OrderDocument | None
    """What the lines are of; None for a list of firms, which are parties and bought nothing."""
    schemes: Mapping[int, str]
    """Of a column of codes or of numbers of suppliers: which list they are from."""
    currency: str = ""
    """Currency of amounts that name none."""
    note: str = ""
    """What is to be said once of every such table."""
    says_what: bool = True
    """Whether such a table says what is bought; where none does it is not said of each line."""
    credentials: tuple[int, ...] = ()
    """Columns that are credentials whatever they are called."""
    is_published: bool = False
    """Whether it is a table of open data: what its other columns hold is known, and is no text of a line."""
    stated: tuple[tuple[int, str], ...] = ()
    """(column, trait) of what somebody states of the thing beside the purchase: ``asset.funding``."""

    def number_fields(self) -> tuple[OrderField, ...]:
        """Return the fields in which the number of the document may stand, the best first."""
        own = [number for number, document in _NUMBERS.items() if document is self.document]
        return (*own, *(number for number in _NUMBERS if number not in own))


def order_header_of(number: int, cells: Sequence[str]) -> OrderHeader | None:
    """Return the header of purchases or of firms a row is, None if it is neither."""
    titles = tuple(cell.strip() for cell in cells)
    if sum(map(bool, titles)) < _FEWEST_NAMES or any(len(title) > _LONGEST_TITLE for title in titles):
        return None
    fields = [field_of(title) for title in titles]
    met = frozenset(field for field in fields if field is not None)
    meanings = [meaning_of(title) for title, field in zip(titles, fields, strict=True) if field is None]
    if _is_of_firms(titles, met, meanings):
        return _header(number, titles, _firms(titles, fields), None)
    is_of_orders = {OrderField.QUANTITY, OrderField.DATE} <= met and any(map(_says_ordered, titles))
    if not (_is_of_purchases(met, frozenset(meanings)) or (is_of_orders and met & _SAYS_WHAT)):
        return None
    found = document_by(met)
    is_order = is_of_orders and met.isdisjoint(_NUMBERS)
    return _header(number, titles, fields, OrderDocument.ORDER if is_order else found)


def _says_ordered(title: str) -> bool:
    """Return whether a column says how many were ordered, in one language or two."""
    return any(glued(part) in _ORDERED for part in (title, *parts_of(title)))


def document_by(met: frozenset[OrderField]) -> OrderDocument:
    """Return the kind of document that lines with these fields stand in."""
    return next((_NUMBERS[number] for number in _TELLING_MOST if number in met), OrderDocument.QUOTE)


def says_what(met: frozenset[OrderField]) -> bool:
    """Return whether lines with these fields say what is bought."""
    return bool(met & _SAYS_WHAT)


def _is_of_purchases(met: frozenset[OrderField], others: frozenset[Meaning]) -> bool:
    if len(met) < _FEWEST or not _OF_A_THING.isdisjoint(others):
        return False
    if not met & _SAYS_WHAT and OrderField.SUPPLIER not in met:
        return False
    has_lines = OrderField.LINE in met
    if not has_lines and OrderField.SERIAL in met:
        return False
    counts = OrderField.QUANTITY in met
    costs = not _MONEY.isdisjoint(met)
    if OrderField.SITE in met and not has_lines and not (counts and costs):
        return False
    is_numbered = has_lines or not met.isdisjoint(_NUMBERS)
    return (is_numbered and (counts or costs)) or (counts and costs)


def _is_of_firms(titles: tuple[str, ...], met: frozenset[OrderField], others: Sequence[Meaning]) -> bool:
    if not met.isdisjoint(_OF_NO_FIRM) or OrderField.QUANTITY in met:
        return False
    if not _OF_A_THING.isdisjoint(others):
        return False
    if OrderField.SUPPLIER in met and OrderField.TEXT not in met:
        return OrderField.SUPPLIER_ID in met or any(map(_is_of_contact, titles))
    named = OrderField.SUPPLIER in met or any(glued(title) in _NAMES_OF_FIRMS for title in titles)
    return named and OrderField.SUPPLIER_ID in met


def _is_of_contact(title: str) -> bool:
    return not _CONTACT.isdisjoint(plain_words(title))


def _firms(titles: tuple[str, ...], fields: Sequence[OrderField | None]) -> list[OrderField | None]:
    """Return the fields of a list of firms, in which a bare ``Name`` is a firm's."""
    return [
        OrderField.SUPPLIER if glued(title) in _NAMES_OF_FIRMS else field
        for title, field in zip(titles, fields, strict=True)
    ]


def _header(
    number: int, titles: tuple[str, ...], fields: Sequence[OrderField | None], document: OrderDocument | None
) -> OrderHeader:
    met = frozenset(field for field in fields if field is not None)
    columns = {
        field: tuple(index for index, found in enumerate(fields) if found is field) for field in OrderField
    }
    return OrderHeader(
        row=number,
        titles=titles,
        fields=MappingProxyType({field: places for field, places in columns.items() if places}),
        document=document,
        schemes=MappingProxyType({index: scheme_of(title) for index, title in enumerate(titles)}),
        says_what=says_what(met),
    )


_SCHEMES_TEXT = """
    duns duns; dunsno duns; uei uei; cage cage; ncage cage; lei lei; vat vat; tva vat; ust vat; ustid vat;
    umsatzsteuer vat; siren siren; siret siret; neq neq; ein ein; nif nif; cif cif; rfc rfc; ruc ruc; nit nit;
    businessno bn; bn bn; entreprise bn; tax tax; taxe tax; steuernummer tax; tin tax; gst bn;
    unspsc unspsc; gsin gsin; nibs gsin; cpv cpv; naics naics; scian naics; psc psc; service psc; fsc psc;
    hs hs; hts hs; tariff hs; sh hs; warennummer hs; zolltarifnummer hs; arancelaria hs; arancelario hs;
    gtin gtin; ean gtin; upc gtin; eclass eclass; group material-group
"""
_SCHEMES = MappingProxyType(
    {words[0]: words[1] for entry in _SCHEMES_TEXT.split(";") if (words := entry.split())}
)


def scheme_of(title: str) -> str:
    """Return the list that a column of codes or numbers is from, going by its name; "" if it names none."""
    name = glued(title)
    words = [glued(word) for word in title.replace("_", " ").replace("-", " ").replace("/", " ").split()]
    return next((_SCHEMES[word] for word in (name, name.removesuffix("no"), *words) if word in _SCHEMES), "")
