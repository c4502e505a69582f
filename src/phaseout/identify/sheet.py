"""What was seen of each of many things, turned into columns: which of them are looked at alike?"""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from phaseout.domain.claim import Identification
from phaseout.identify.fields import normal_mac
from phaseout.identify.places import Spans, with_spans

BLOCK_DIGITS = 9
"""Digits of a hardware address that a registered block can have at the most."""
LONGEST_LIKE_OTHERS = 64
"""Observations of a thing that is looked at together with others of the same traits."""


Sheet = tuple[tuple[str, ...], tuple[str, ...]]
"""All that was seen of one thing, in order: its traits and as many values."""


class Draft(NamedTuple):
    """What a sheet comes to."""

    alike: Identification
    """One object for all things that say the same: with numbers of ``telling`` for evidence and of
    ``spans`` for places in texts, from 0."""
    telling: tuple[int, ...]
    """Places in the sheet of the observations that tell something."""
    spans: Spans = ()

    @property
    def identification(self) -> Identification:
        """With its own places in texts, and the numbers of ``telling`` for evidence."""
        return with_spans(self.alike, self.spans)


class Column(NamedTuple):
    """The values that several sheets have in one place."""

    place: int
    trait: str
    keys: Sequence[str]
    """The values as far as they are looked at."""
    values: Sequence[str]


class Alike(NamedTuple):
    """Sheets of the same traits in the same order."""

    traits: tuple[str, ...]
    numbers: Sequence[int]
    """Which of the sheets, from 0."""
    columns: Sequence[Column]
    """Of the traits that may tell something."""


def alike(sheets: Sequence[Sheet], telling: Container[str]) -> Iterator[Alike]:
    """Yield sheets by their traits, but for those too long to be looked at together."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, (traits, _) in enumerate(sheets):
        found.setdefault(traits, []).append(number)
    for traits, numbers in found.items():
        if len(traits) > LONGEST_LIKE_OTHERS:
            continue
        by_place = zip(*(sheets[number][1] for number in numbers), strict=True)
        columns = [
            Column(place, trait, keys_of(trait, values), values)
            for place, (trait, values) in enumerate(zip(traits, by_place, strict=True))
            if trait in telling
        ]
        yield Alike(traits, numbers, columns)


def keys_of(trait: str, values: Sequence[str]) -> Sequence[str]:
    """Return values as far as they are looked at: hardware addresses by the digits that a block may have.

    Addresses are the one trait whose values never repeat and whose answers nearly always do.
    """
    if trait != "mac":
        return values
    return [value if (mac := normal_mac(value)) is None else mac[:BLOCK_DIGITS] for value in values]
