"""Which columns of somebody's table are looked at, and as what?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.batch.codes import COLUMNS as OF_CODES
from phaseout.batch.observations import LOOKED_AT as OBSERVED
from phaseout.batch.observations import NEEDED
from phaseout.batch.screening import LOOKED_AT as SCREENED
from phaseout.batch.suppliers import LOOKED_AT as OF_SUPPLIERS
from phaseout.batch.suppliers import NUMBERS
from phaseout.domain.problem import UsageError
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import meaning_of
from phaseout.intake.column_profile import Profiles, plain_name, recognised
from phaseout.intake.order.order_fields import OrderField, field_of
from phaseout.intake.order.order_header import scheme_of

_CODE = "code"
_OF_TRAIT: Mapping[str, str] = MappingProxyType(
    {
        "order.text": "text",
        "order.sku": "sku",
        "order.part-number": "sku",
        "order.supplier": "supplier",
        "party.name": "supplier",
        "order.supplier-identifier": "supplier_identifier",
        "party.identifier": "supplier_identifier",
        "order.code": _CODE,
        "order.date": "date",
        "order.document": "document",
        "order.quantity": "quantity",
        "order.origin": "country",
        "asset.origin": "country",
        "order.number": "order_id",
    }
)
_OF_MEANING: Mapping[Meaning, str] = MappingProxyType(
    {
        Meaning.DESCRIPTION: "text",
        Meaning.THING: "text",
        Meaning.PART: "sku",
        Meaning.MODEL_NUMBER: "sku",
        Meaning.SUPPLIER: "supplier",
        Meaning.VENDOR: "supplier",
        Meaning.ORDER_DATE: "date",
    }
)
_OF_FIELD: Mapping[OrderField | None, str] = MappingProxyType(
    {OrderField.DOCUMENT: "document", OrderField.QUANTITY: "quantity"}
)
_OF_SCHEME: Mapping[str, str] = MappingProxyType(
    {scheme.removesuffix(":"): column for column, scheme in NUMBERS.items() if scheme}
)
TELLING = ("text", "sku", *OF_SUPPLIERS)
"""One of these must be there, or nothing can be said of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What becomes of each column of a table."""

    looked_at: Mapping[str, str]
    """Name in the table → name that ``screen`` or ``identify`` knows."""
    kept: tuple[str, ...] = ()
    """Keys, which pass as they are."""
    dropped: tuple[str, ...] = ()
    """Columns of credentials, which nobody reads."""

    @property
    def columns(self) -> list[str]:
        """Every column that is read, in the order it leaves."""
        return [*self.kept, *self.looked_at]

    def name_of(self, column: str) -> str:
        """Return the name under which a column is handed on."""
        return self.looked_at.get(column, column)


def uses_of_orders(titles: Sequence[str], profiles: Profiles) -> Uses:
    """Return the uses of a table of orders or suppliers.

    A column has the use its name states outright; then what a profile says of it; then what such a name
    mostly means. Of several with one use the first is taken, the others are keys.

    Raises:
        UsageError: no column holds texts, article numbers or suppliers.
    """
    profile = recognised(titles, profiles)
    by_name = {plain_name(name): name for name in ("order_id", *SCREENED)}
    found: dict[str, str] = {}
    dropped = []
    for sure in (True, False):
        for title in titles:
            use = by_name.get(plain_name(title))
            if use is None and profile is not None:
                meant = profile.use_of(title)
                use = _OF_TRAIT.get(meant.trait) or _OF_MEANING.get(meant.meaning)
                use = _of_code(title) if use == _CODE else use
            elif use is None and not sure:
                use = _OF_TRAIT.get(title.strip().lower()) or _meant(title)
            if use is not None and use not in found.values() and title not in found:
                found[title] = use
    dropped = [title for title in titles if title not in found and meaning_of(title) is Meaning.CREDENTIAL]
    _check(titles, set(found.values()) & set(TELLING), "text, sku or supplier")
    kept = tuple(title for title in titles if title not in (*found, *dropped))
    return Uses(looked_at=found, kept=kept, dropped=tuple(dropped))


def _meant(title: str) -> str | None:
    """Return the use of what a column of such a name mostly holds."""
    field = field_of(title)
    if field is OrderField.CODE:
        return _of_code(title)
    if field is OrderField.SUPPLIER_ID:
        return _OF_SCHEME.get(scheme_of(title))
    return _OF_FIELD.get(field) or _OF_MEANING.get(meaning_of(title))


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
    return Uses(looked_at=found)


def _check(titles: Sequence[str], is_enough: object, needed: str) -> None:
    if len(set(titles)) < len(titles):
        twice = next(title for title in titles if titles.count(title) > 1)
        raise UsageError(f"two columns are called {twice!r}", remedy="rename one of them")
    if not is_enough:
        shown = ", ".join(titles[:20])
        raise UsageError(
            f"no column is {needed}; there are {shown}",
            remedy="name them so, or say with --columns FILE.toml what they hold",
        )
