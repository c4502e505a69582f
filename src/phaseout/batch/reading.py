"""Which columns of somebody's table are looked at, and as what?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.batch.codes import COLUMNS as OF_CODES
from phaseout.batch.lines import LOOKED_AT as OF_THE_ARTICLE
from phaseout.batch.observations import LOOKED_AT as OBSERVED
from phaseout.batch.observations import NEEDED
from phaseout.batch.screening import LOOKED_AT as SCREENED
from phaseout.batch.suppliers import LOOKED_AT as OF_SUPPLIERS
from phaseout.batch.suppliers import NUMBERS
from phaseout.domain.problem import UsageError
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import meaning_of, plain_words
from phaseout.intake.column_profile import ColumnProfile, Profiles, plain_name, recognised
from phaseout.intake.order.order_fields import OrderField, field_of
from phaseout.intake.order.order_header import scheme_of
from phaseout.intake.order.order_table import order_header_in

_CODE = "code"
_OF_TRAIT: Mapping[str, str] = MappingProxyType(
    {
        "order.text": "text",
        "order.sku": "sku",
        "order.part-number": "mpn",
        "order.manufacturer": "manufacturer",
        "order.brand": "brand",
        "order.supplier": "supplier",
        "party.name": "supplier",
        "order.supplier-identifier": "supplier_identifier",
        "party.identifier": "supplier_identifier",
        "order.code": _CODE,
        "order.date": "date",
        "order.document": "document",
        "order.quantity": "quantity",
        "order.amount": "amount",
        "order.price": "price",
        "order.origin": "country",
        "asset.origin": "country",
        "order.number": "order_id",
    }
)
_OF_MEANING: Mapping[Meaning, str] = MappingProxyType(
    {
        Meaning.DESCRIPTION: "text",
        Meaning.THING: "text",
        Meaning.MANUFACTURER: "manufacturer",
        Meaning.BRAND: "brand",
        Meaning.PART: "sku",
        Meaning.MODEL: "mpn",
        Meaning.MODEL_NUMBER: "mpn",
        Meaning.SUPPLIER: "supplier",
        Meaning.VENDOR: "supplier",
        Meaning.ORDER_DATE: "date",
    }
)
_OF_FIELD: Mapping[OrderField | None, str] = MappingProxyType(
    {
        OrderField.TEXT: "text",
        OrderField.ITEM: "text",
        OrderField.MANUFACTURER: "manufacturer",
        OrderField.BRAND: "brand",
        OrderField.PART_NUMBER: "mpn",
        OrderField.SKU: "sku",
        OrderField.SUPPLIER: "supplier",
        OrderField.DATE: "date",
        OrderField.DOCUMENT: "document",
        OrderField.QUANTITY: "quantity",
        OrderField.AMOUNT: "amount",
        OrderField.PRICE: "price",
        OrderField.ORIGIN: "country",
    }
)
_OF_SCHEME: Mapping[str, str] = MappingProxyType(
    {scheme.removesuffix(":"): column for column, scheme in NUMBERS.items() if scheme}
)
_REMARKS_TEXT = """
    note notes notas notiz notizen remark remarks remarque remarques comment comments commentaire commentaires
    kommentar comentarios bemerkung bemerkungen anmerkung anmerkungen observation observations observaciones
    info infos information informations detail details
"""
_REMARKS = frozenset(_REMARKS_TEXT.split())
KEY = "order_id"
"""The use of the column whose values tell lines apart: it is handed on under this name."""
TELLING = (*OF_THE_ARTICLE, *OF_SUPPLIERS)
"""One of these must be there, or nothing can be said of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What becomes of each column of a table."""

    looked_at: Mapping[str, str]
    """Name in the table → name that ``screen`` or ``identify`` knows."""
    kept: tuple[str, ...] = ()
    """Columns that are not looked at; they pass as they are, and so do those of orders that are."""
    left: tuple[str, ...] = ()
    """Columns that are not looked at and do not pass."""
    dropped: tuple[str, ...] = ()
    """Columns of credentials, which nobody reads."""
    document: str = ""
    """The kind of document (``order.document``) that the header says lines stand in, if it says one."""
    titles: tuple[str, ...] = ()
    """The columns of the table in their order."""
    is_numbered: bool = False
    """Whether lines get the numbers of their rows, since no column tells them apart."""

    @property
    def answering(self) -> Mapping[str, str]:
        """Name in the table → use, of the columns on which an answer may depend."""
        return {title: use for title, use in self.looked_at.items() if use != KEY}

    @property
    def keys(self) -> tuple[str, ...]:
        """The column of numbers of lines, if there is one."""
        return tuple(title for title, use in self.looked_at.items() if use == KEY)

    @property
    def columns(self) -> list[str]:
        """Every column that is read, in the order it has in the table, in which it leaves."""
        return [title for title in self.titles if title in self.looked_at or title in self.kept]

    def name_of(self, column: str) -> str:
        """Return the name by which ``screen`` or ``identify`` knows a column."""
        return self.looked_at.get(column, column)

    def passed_as(self, column: str) -> str:
        """Return the name under which a column of orders is handed on: its own, but for the key's."""
        return KEY if self.looked_at.get(column) == KEY else column


def uses_of_orders(titles: Sequence[str], profiles: Profiles) -> Uses:
    """Return the uses of a table of orders or suppliers.

    A column has the use its name states outright; then what a profile says of it; then what such a name
    mostly means. Of several with one use the first is taken, the others are keys.

    Raises:
        UsageError: no column holds texts, article numbers or suppliers.
    """
    profile = recognised(titles, profiles)
    by_name = {plain_name(name): name for name in (KEY, *SCREENED)}
    _refuse_twice(titles, by_name)
    found: dict[str, str] = {}
    ways: tuple[Callable[[str], str | None], ...] = (
        lambda title: by_name.get(plain_name(title)),
        lambda title: _stated(title, profile),
        lambda title: _meant(title, profile) if _is_of_the_article(title) else None,
        lambda title: _meant(title, profile) if field_of(title) is OrderField.ITEM else None,
        lambda title: _meant(title, profile),
    )
    for meant in ways:
        for title in titles:
            use = None if title in found else meant(title)
            if use is not None and use not in found.values():
                found[title] = use
    ordered = {title: found[title] for title in titles if title in found}
    dropped = [title for title in titles if title not in found and meaning_of(title) is Meaning.CREDENTIAL]
    _check(titles, set(found.values()) & set(TELLING), "text, manufacturer, brand, mpn, sku or supplier")
    kept = tuple(title for title in titles if title not in (*found, *dropped))
    return Uses(
        looked_at=ordered, kept=kept, dropped=tuple(dropped), document=_document(titles, profiles),
        titles=tuple(titles), is_numbered=KEY not in found.values(),
    )  # fmt: skip


def _document(titles: Sequence[str], profiles: Profiles) -> str:
    """Return the kind of document that lines under these names stand in, as a survey takes it."""
    header = order_header_in([(1, list(titles))], profiles)
    return header.document.value if header is not None and header.document is not None else ""


def _stated(title: str, profile: ColumnProfile | None) -> str | None:
    """Return the use that a profile states of a column."""
    if profile is None or not _is_listed(title, profile):
        return None
    meant = profile.use_of(title)
    use = _OF_TRAIT.get(meant.trait) or _OF_MEANING.get(meant.meaning)
    return _of_code(title) if use == _CODE else use


def _meant(title: str, profile: ColumnProfile | None) -> str | None:
    """Return the use of what a column of such a name mostly holds, as a survey takes it."""
    if profile is not None and (_is_listed(title, profile) or not profile.reads_others):
        return None
    if (use := _OF_TRAIT.get(title.strip().lower())) is not None:
        return use
    field = field_of(title)
    if field is OrderField.CODE:
        return _of_code(title)
    if field is OrderField.SUPPLIER_ID:
        return _OF_SCHEME.get(scheme_of(title))
    return _OF_FIELD.get(field)


def _is_of_the_article(title: str) -> bool:
    """Whether a column holds what its name says, and not perhaps a number of the line, a kind or a remark."""
    is_doubtful = field_of(title) is OrderField.ITEM or meaning_of(title) is Meaning.KIND
    return not is_doubtful and _REMARKS.isdisjoint(plain_words(title))


def _is_listed(title: str, profile: ColumnProfile) -> bool:
    return plain_name(title) in profile.uses or title.strip().lower().startswith(profile.prefixes)


def _refuse_twice(titles: Sequence[str], by_name: Mapping[str, str]) -> None:
    """Refuse ``text`` beside ``Text``: nobody knows which is meant.

    Raises:
        UsageError: two columns are called alike by a name that states its use.
    """
    known: dict[str, str] = {}
    for title in titles:
        if (use := by_name.get(plain_name(title))) is None:
            continue
        if known.get(use, title) != title:
            raise UsageError(
                f"the columns {known[use]!r} and {title!r} would both be {use}", remedy="rename one of them"
            )
        known[use] = title


def _of_code(title: str) -> str | None:
    """Return the column of the list that codes are from, None where that list is not understood."""
    scheme = scheme_of(title)
    return next((column for column, listed in OF_CODES.items() if listed == scheme), None)


def uses_of_observations(titles: Sequence[str]) -> Uses:
    """Return the uses of a table of observations; other columns are not read.

    Raises:
        UsageError: ``asset``, ``trait`` or ``value`` is missing.
    """
    found: dict[str, str] = {}
    for title in titles:
        name = title.strip().lower()
        if name in OBSERVED and name not in found.values():
            found[title] = name
    _check(titles, set(NEEDED) <= set(found.values()), "asset, trait and value")
    left = tuple(title for title in titles if title not in found)
    return Uses(looked_at=found, left=left, titles=tuple(titles))


def _check(titles: Sequence[str], is_enough: object, needed: str) -> None:
    if len(set(titles)) < len(titles):
        twice = next(title for title in titles if titles.count(title) > 1)
        raise UsageError(f"two columns are called {twice!r}", remedy="rename one of them")
    if not is_enough:
        shown = ", ".join(titles[:20]) or "none"
        raise UsageError(
            f"no column is {needed}; there are {shown}",
            remedy="name them so, or say with --columns FILE.toml what they hold",
        )
