"""How are the names of firms written: what is a legal form, and what says little of who it is?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WordSort(StrEnum):
    """What a word of a name is about where it is not what tells this name from others."""

    TRADE = "trade"
    """What many firms do or call themselves: technology, group, trading."""
    PLACE = "place"
    """A country or a part of the world: a firm elsewhere is another firm, be it of the same group."""
    CITY = "city"
    NUMBER = "number"
    FILLER = "filler"
    """Articles and the like."""
    BRANCH = "branch"
    """A part of the same legal person."""
    REGISTRATION = "registration"
    """Announces a number of a register or a year: both belong to no name."""
    TRADING_AS = "trading-as"
    """Stands between two names of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """One legal form, or several that are not told apart."""

    id: str
    spellings: tuple[str, ...]
    countries: tuple[str, ...] = ()
    """Two-letter codes of the only countries that know it; empty where it says nothing of a country."""
    is_apart: bool = False
    """Whether no translation writes another form for it: a partnership is no company."""

    @property
    def is_bound(self) -> bool:
        """Whether it tells a person from another of the same name: ``Ltd`` is also a translation."""
        return self.is_apart or bool(self.countries)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWord:
    """One word in the spellings and languages it comes in; of places several."""

    id: str
    sort: WordSort
    words: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """How many of a list of names bear a word; a word that is not in it is borne by few."""

    id: str
    names: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """All that is known of how names are written."""

    forms: tuple[LegalForm, ...] = ()
    words: tuple[NameWord, ...] = ()
    counts: tuple[WordCounts, ...] = field(default=())


NO_NAMING = Naming()
"""Of an edition of the register from before there was any."""
