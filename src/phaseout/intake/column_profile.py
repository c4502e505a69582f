"""Which tool wrote a table, and what do its columns hold then?

A name means what it mostly means until one knows who wrote it: "Device Type" is a kind in an inventory and
the model in Hikvision's SADP. A profile says so for one tool, or for one organisation's own sheet.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from phaseout.intake.column_meanings import Meaning
from phaseout.intake.column_names import meaning_of
from phaseout.intake.credential_name import names_credential


class Use(NamedTuple):
    """What a column is read as."""

    meaning: Meaning
    trait: str = ""
    """The trait of a column whose meaning is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """The columns of one tool's tables."""

    name: str
    signs: tuple[frozenset[str], ...]
    """Sets of names in their plain form; a row that has every name of one set is this tool's header."""
    uses: Mapping[str, Use]
    """By the plain form of the column's name."""
    reads_others: bool = True
    """Whether a column that is not listed is read by its name; else it is left out."""
    prefixes: tuple[str, ...] = ()
    """What the tool puts in front of the names its users gave: ``cf_`` in NetBox."""
    is_told_by_equipment: bool = False
    """Whether the maker's own tool wrote the table from what equipment answered it, not a person."""
    met: set[str] | None = field(default=None, compare=False)
    """Of a profile that somebody gave: whether a table had its header, so that a misspelt name is told."""
    sha256: str = field(default="", compare=False)
    """Of the file that somebody gave."""

    def recognises(self, names: Collection[str]) -> bool:
        """Whether these names, in their plain form, are a header of this tool."""
        is_header = any(sign.issubset(names) for sign in self.signs)
        if is_header and self.met is not None:
            self.met.add(self.name)
        return is_header

    def use_of(self, title: str) -> Use:
        """Return what the column of this name is read as; a credential is one whatever a profile says."""
        if names_credential(title):
            return Use(Meaning.CREDENTIAL)
        if (use := self.uses.get(plain_name(title))) is not None:
            return use
        for prefix in self.prefixes:
            if title.strip().lower().startswith(prefix):
                return self.use_of(title.strip()[len(prefix) :])
        return Use(meaning_of(title) if self.reads_others else Meaning.ASIDE)


Profiles = tuple[ColumnProfile, ...]
"""Profiles in the order they are tried."""


def recognised(titles: Sequence[str], profiles: Profiles) -> ColumnProfile | None:
    """Return the first profile whose header a row of names is."""
    names = {plain_name(title) for title in titles if title}
    return next((profile for profile in profiles if profile.recognises(names)), None)


@lru_cache(4096)  # each row that may be a header is asked by every profile and every publisher's list
def plain_name(title: str) -> str:
    """Return a name as names are compared: no case, accents, blanks and marks; ``#`` stays ``#``."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", title).casefold() if char.isalnum())
    return bare or title.strip()
