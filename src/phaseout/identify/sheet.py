"""What was seen of each of many things, turned into columns: which of them are looked at alike?"""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple, Protocol

from phaseout.domain.claim import Identification
from phaseout.identify.places import Spans, with_spans

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


class Telling(Protocol):
    """Says which traits may tell something, and how far their values are looked at."""

    @property
    def known(self) -> Container[str]:
        """Return the traits that may tell something."""

    def keys_of(self, trait: str, values: Sequence[str]) -> Sequence[str]:
        """Return values as far as they are looked at."""


class Alike(NamedTuple):
    """Sheets of the same traits in the same order."""

    traits: tuple[str, ...]
    numbers: Sequence[int]
    """Which of the sheets, from 0."""
    columns: Sequence[Column]
    """Of the traits that may tell something."""


def alike(sheets: Sequence[Sheet], telling: Telling) -> Iterator[Alike]:
    """Yield sheets by their traits, but for those too long to be looked at together."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, (traits, _) in enumerate(sheets):
        found.setdefault(traits, []).append(number)
    for traits, numbers in found.items():
        if len(traits) > LONGEST_LIKE_OTHERS:
            continue
        by_place = zip(*(sheets[number][1] for number in numbers), strict=True)
        columns = [
            Column(place, trait, telling.keys_of(trait, values), values)
            for place, (trait, values) in enumerate(zip(traits, by_place, strict=True))
            if trait in telling.known
        ]
        yield Alike(traits, numbers, columns)
