"""What is somebody about to buy, has bought or gives back, by one line of a purchase?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.determination import Determination
from phaseout.domain.service import Dealing


class Stage(StrEnum):
    """How far a purchase has come, by the document its line stands in."""

    ASKED_FOR = "asked-for"
    """A tender: nobody has offered it yet."""
    OFFERED = "offered"
    """A catalogue or a quote."""
    ORDERED = "ordered"
    """An order: bought on its day, not known to have come."""
    BOUGHT = "bought"
    """An invoice, an award or a contract: bought on its day and held since."""
    DELIVERED = "delivered"
    """What an order brought: held, and not bought once more."""
    TAKEN_BACK = "taken-back"
    """A credit note, or less than nothing of something: it is given back."""
    NOTHING = "nothing"
    """None of it is bought: money comes back, as by a discount, a credit or a penalty."""
    UNSTATED = "unstated"
    """The line does not say in which document it stands."""

    @property
    def is_undone(self) -> bool:
        """Whether nothing is bought by the line, so that nobody asks a measure about it."""
        return self in (Stage.TAKEN_BACK, Stage.NOTHING)

    @property
    def is_held(self) -> bool:
        """Whether the buyer has the thing, as far as documents say."""
        return self in (Stage.BOUGHT, Stage.DELIVERED)


class BuyersAct(StrEnum):
    """When an act of the vocabulary stands before somebody who buys."""

    ALWAYS = "always"
    RENEWAL = "renewal"
    """Where the line extends or renews what there is."""
    SERVICE = "service"
    """Where a service is bought, or may be."""
    AWARD = "award"
    """Where the money of a federal award pays, or may pay."""
    SUBSIDY = "subsidy"
    """Where a subsidy of the FCC pays, or may pay."""
    AFTERWARDS = "afterwards"
    """Once the thing is there: never before."""


PIECES = frozenset(
    (
        *("", "ea", "each", "c62", "h87", "nar", "nmb", "pc", "pce", "pcs", "un"),
        *("piece", "pieces", "unit", "units", "pièce", "pièces", "unité", "unités", "un.", "pce.", "pcs."),
        *("stk", "stk.", "stck", "stück", "pieza", "piezas", "pza", "unidad", "unidades", "ud", "uds"),
        *("шт", "шт.", "штук", "件", "台", "个", "個"),
    )
)
"""Units by which pieces are counted, of UN/ECE Recommendation 20, X12 and as people write them."""
SELLER_KNOWS = frozenset({"maker", "brand", "kind", "origin", "item", "component"})
"""Facts a buyer asks the seller for; the rest is the buyer's own to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What one line of a purchase says of the act, all text as written."""

    stage: Stage
    document: str | None = None
    """Trait ``order.document``."""
    number: str | None = None
    line: str | None = None
    buyer: str | None = None
    suppliers: tuple[str, ...] = ()
    text: str | None = None
    """The first text of the line."""
    quantity: str | None = None
    """A number with a decimal point; None where none is stated or it is no number."""
    unit: str = ""
    day: str | None = None
    """Of the document or the line: a day, a month or a year."""
    days: tuple[str, ...] = ()
    """The days that a date may mean which can be read in two ways."""
    is_day_unread: bool = False
    """Whether a date is written that does not say which day it is."""
    renews: tuple[str, ...] = ()
    """Ids of the observations that say that something there is extended or renewed."""
    claims: tuple[str, ...] = ()
    """Ids of the observations in which the seller claims to comply. They settle nothing."""
    shown: tuple[str, ...] = ()
    """Ids of the observations that say in which document it stands and when."""
    is_met: bool = False
    """Whether something else than documents and people's words shows the thing."""
    service: Dealing | None = None
    """What a service that is bought does with the thing, where the line or a person says so."""
    following: tuple[Determination, ...] = ()
    """What applies to the thing, or may, once it is there, where the measure does not speak of buying it."""

    @property
    def is_in_pieces(self) -> bool:
        """Whether the quantity counts pieces and not metres, hours or boxes."""
        return self.unit.casefold() in PIECES
