"""Which row of a sheet names its columns?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phaseout.intake.column_meanings import KEYS, Meaning
from phaseout.intake.column_names import meaning_of
from phaseout.intake.column_profile import ColumnProfile, Profiles, recognised
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.grid import LONGEST_TITLE, Row

ROWS_SEARCHED = 100
_ENOUGH = 4
"""So many known names are a header, however many unknown ones stand beside them."""
_DIGIT = re.compile(r"\d")
_FEWEST = 2
_LARGEST_LONE = 3
_WEAK = frozenset((Meaning.UNKNOWN, Meaning.ASIDE, Meaning.THING))
_LONE_KEYS = KEYS - {Meaning.DESCRIPTION, Meaning.THING, Meaning.VENDOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The names of the columns and what each means."""

    row: int
    titles: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    traits: tuple[str, ...] = ()
    """The trait each column is said to hold, where a profile says one; empty where none does."""

    is_told_by_equipment: bool = False
    """Whether the maker's own tool wrote down here what equipment answered it."""

    def trait_of(self, index: int) -> str:
        """Return the trait of a column whose meaning is one: the profile's word, else its name."""
        said = self.traits[index] if index < len(self.traits) else ""
        return said or self.titles[index].strip().lower()

    def joined(self, other: "Header") -> "Header":
        """Return one header for a name row in each language: what one does not say the other may."""
        meanings = list(self.meanings)
        titles = list(self.titles)
        for index, meaning in enumerate(other.meanings[: len(meanings)]):
            if meaning is Meaning.CREDENTIAL or meanings[index] is Meaning.UNKNOWN:
                meanings[index] = meaning
            titles[index] = titles[index] or other.titles[index]
        return Header(
            row=other.row,
            titles=tuple(titles),
            meanings=tuple(meanings),
            traits=self.traits or other.traits,
            is_told_by_equipment=self.is_told_by_equipment or other.is_told_by_equipment,
        )

    def covers(self, other: "Header") -> bool:
        """Whether the other says the same of every column it knows: a header repeated on each page."""
        if len(other.meanings) != len(self.meanings):
            return False
        pairs = zip(self.meanings, other.meanings, strict=True)
        return all(theirs in {ours, Meaning.UNKNOWN} for ours, theirs in pairs)


def header_of(row: Row, profiles: Profiles = BUILT_IN) -> Header | None:
    """Return the header a row is, None if it is none.

    A header is that of a known tool, or has two keys, or a key and another known name, if the known ones are
    many among its names.
    Words that stand in data as well, such as Camera or Active, do not count.
    """
    titles = tuple(cell.strip() for cell in row[1])
    if (profile := recognised(titles, profiles)) is not None:
        return _by_profile(row[0], titles, profile)
    for about_others in (False, True):
        header = _named(row, about_others=about_others)
        telling = [meaning for meaning in header.meanings if meaning not in _WEAK]
        known = sum(meaning is not Meaning.UNKNOWN for meaning in header.meanings)
        keys = len(KEYS.intersection(telling))
        if len(telling) < _FEWEST or KEYS.isdisjoint(header.meanings):
            continue
        if keys >= _FEWEST or known >= _ENOUGH or known * 2 >= _filled(header):
            return header
    return None


def find_header(rows: Sequence[Row], profiles: Profiles = BUILT_IN) -> Header | None:
    """Return the first header among the rows; else a lone known name above its column."""
    for row in rows:
        if (header := header_of(row, profiles)) is not None:
            return header
    for place, row in enumerate(rows[:-1]):
        header = _named(row, about_others=False)
        keys = [index for index, meaning in enumerate(header.meanings) if meaning in _LONE_KEYS]
        lone = len(keys) == 1 and (_filled(header) <= _LARGEST_LONE or _all_words(header))
        if lone and not _is_form(rows[place + 1 :], keys[0]):
            return header
        if Meaning.THING in header.meanings and _all_known(header):
            return header
    return None


def _filled(header: Header) -> int:
    return sum(1 for title in header.titles if title)


def _all_words(header: Header) -> bool:
    return all(len(title) <= LONGEST_TITLE and not _DIGIT.search(title) for title in header.titles)


def _all_known(header: Header) -> bool:
    known = sum(meaning is not Meaning.UNKNOWN for meaning in header.meanings)
    return known == _filled(header) and known >= _FEWEST


def _by_profile(number: int, titles: tuple[str, ...], profile: ColumnProfile) -> Header:
    uses = [profile.use_of(title) for title in titles]
    return Header(
        row=number,
        titles=titles,
        meanings=tuple(use.meaning for use in uses),
        traits=tuple(use.trait for use in uses),
        is_told_by_equipment=profile.is_told_by_equipment,
    )


def _named(row: Row, *, about_others: bool) -> Header:
    number, cells = row
    titles = tuple(cell.strip() for cell in cells)
    meanings = tuple(meaning_of(title, about_others=about_others) for title in titles)
    return Header(row=number, titles=titles, meanings=meanings)


def _is_form(below: Sequence[Row], index: int) -> bool:
    """Whether names stand under each other, as on a data sheet of one thing, and no values below."""
    cells = (cells[index].strip() for _, cells in below if len(cells) > index)
    return any(cell and meaning_of(cell) is not Meaning.UNKNOWN for cell in cells)
