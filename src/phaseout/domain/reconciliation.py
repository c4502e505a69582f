"""What was bought and is not seen, what is seen and was not bought, and how sure is that?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.claim import Grade
from phaseout.domain.document import Source, SourceUnread


class RestsOn(StrEnum):
    """What a position is counted by."""

    MODEL_AND_SITE = "model-and-site"
    MODEL = "model"
    """The model alone: the lines or the things do not tell the site, or name sites that never meet."""
    BRAND_AND_KIND = "brand-and-kind"
    """The lines name no model."""

    @property
    def grade(self) -> Grade:
        """How sure a count by it is; one unit is surely another only by its serial number."""
        return Grade.STRONG if self is RestsOn.MODEL_AND_SITE else Grade.SUGGESTIVE


class Remark(StrEnum):
    """What else is to know of a position, a closed list."""

    PERHAPS_COUNTED_TWICE = "perhaps-counted-twice"
    """Documents of several kinds, such as an order and an invoice, may speak of the same units."""
    QUANTITY_NOT_KNOWN = "quantity-not-known"
    """A line tells no quantity, or not in pieces."""
    PERHAPS_MOVED = "perhaps-moved"
    """Units are missing at one site and too many at another."""
    SITES_NOT_TOLD = "sites-not-told"
    RETURNED_BUT_SEEN = "returned-but-seen"
    """A unit that was given back, by its serial number, is seen."""
    AT_ANOTHER_SITE = "at-another-site"
    """A unit stands, by its serial number, where it was not delivered."""
    SEEN_BEFORE = "seen-before"
    """Units were seen before the first of these purchases, so they are not of them."""
    PERHAPS_REMOVED = "perhaps-removed"
    """A service was bought that takes such units away; how many went is not counted."""
    MORE_RETURNED = "more-returned"
    """More was given back than the documents say was bought: some are missing."""


class Aside(StrEnum):
    """Why a line is not reconciled."""

    NOT_BOUGHT = "not-bought"
    """A tender, a catalogue, a quote, or a quantity of 0."""
    NOT_SURVEYED = "not-surveyed"
    """A service, software, an accessory: no survey sees such a thing by itself."""
    TAKES_AWAY = "takes-away"
    """A service that takes things away: what it names may be gone."""
    NOT_NAMED = "not-named"
    """It names neither serial number nor model, nor brand and kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many pieces: at least and at most; None where nothing bounds it."""

    least: int
    most: int | None

    @property
    def is_exact(self) -> bool:
        """Whether one number is meant."""
        return self.least == self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a purchase, as it is reconciled."""

    id: str
    """Of the asset it is in the document."""
    name: str
    """``IN-9/1``: as the source knows it."""
    document: str | None
    supplier: str | None
    quantity: Count
    """Pieces; always 0 or more."""
    is_return: bool
    day: str | None
    site: str | None
    article: str | None
    """The model, or brand and kind, brought into one form; None where neither is known."""
    shown: str
    """The same as people read it."""
    has_model: bool
    serials: tuple[str, ...] = ()
    fallback: str | None = None
    """Brand and kind in one form, of a thing or line whose model nothing else names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that a survey met with."""

    id: str
    name: str
    site: str | None
    article: str | None
    shown: str
    fallback: str | None
    serials: tuple[str, ...] = ()
    first: str | None = None
    """The first day it was seen, ISO date, where a source tells times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit that is on a line and seen, by its serial number: surely the same."""

    serial: str
    line: str
    """Name of the line."""
    thing: str
    """Name of the thing."""
    is_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Units of one article, at one site where that is told: counted, and never paired by guess."""

    article: str
    site: str | None
    rests_on: RestsOn
    grade: Grade
    bought: Count
    returned: Count
    seen: int
    not_seen: Count
    """Bought and not seen."""
    not_bought: Count
    """Seen and not bought."""
    perhaps_replaced: int
    """Of those not seen: how many a later purchase of the same article may have replaced."""
    units: tuple[Unit, ...]
    missing_serials: tuple[str, ...]
    """Serial numbers on the lines that nothing seen has: these units are not seen, whichever they are."""
    lines: tuple[str, ...]
    things: tuple[str, ...]
    """Names of the things counted; which of them came by which line only ``units`` says."""
    days: tuple[str, ...]
    """The first and the last day of its purchases."""
    remarks: tuple[Remark, ...]

    @property
    def is_balanced(self) -> bool:
        """Whether as many are seen as were bought, as far as can be told."""
        zero = Count(least=0, most=0)
        return self.not_seen == zero and self.not_bought == zero


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAside:
    """A line that is not reconciled."""

    line: str
    why: Aside
    article: str | None = None
    """What a service takes away, as the articles of lines are told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Purchases beside what is there."""

    positions: tuple[Position, ...]
    """What does not balance first, then by article and site."""
    aside: tuple[LineAside, ...]
    unidentified: int
    """Things of which neither model nor brand and kind is known: nobody can say whether they were bought."""
    sources: tuple[Source, ...] = ()
    unread: tuple[SourceUnread, ...] = ()
