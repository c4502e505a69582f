"""What does a source state of a thing's maker and model, and do two such statements contradict?"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.field import Field
from phaseout.identify.fields import fields_of
from phaseout.identify.models import AMBIGUOUS_RULE
from phaseout.identify.rules import Hit
from phaseout.identify.serial import long_serial

STATING = frozenset(
    (
        *("inventory.manufacturer", "inventory.brand", "inventory.model", "inventory.serial"),
        *("onvif.manufacturer", "onvif.model", "onvif.serial", "upnp.manufacturer", "upnp.model"),
        *("sadp.xml", "isapi.deviceinfo", "dhip.json", "dahua.deviceinfo"),
        *("discovery.model", "discovery.serial", "label.code"),
    )
)
"""The traits in which somebody, or the thing itself, states its make in so many words."""
_MODEL = "inventory.model"
_RANGE = re.compile(r"\d{3,}")
"""What of a designation no spelling, region or lens changes: 2143 of ``DS-2CD2143G2-I(2.8mm)``."""

HitsOf = Callable[[str, str], tuple[Hit, ...]]
"""From (trait, value)."""


class Stated(NamedTuple):
    """What one source states of one thing."""

    source: int
    firm: frozenset[str]
    """Makers that a statement firmly speaks for."""
    possible: frozenset[str]
    """Those, all that a statement speaks for at all, and the makers that control them."""
    ranges: frozenset[tuple[str, str]]
    """(brand, number of the range) of every designation that follows the brand's grammar."""


def told(observations: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those of (trait, value) that state a make; for a long serial number the model in it."""
    for trait, value in observations:
        if trait not in STATING:
            continue
        yield trait, value
        for field, text in fields_of(trait, value):
            if field is Field.SERIAL and (parts := long_serial(text)) is not None and parts.model:
                yield _MODEL, parts.model


def stated_of(
    source: int, observations: Iterable[tuple[str, str]], hits_of: HitsOf, parents: Mapping[str, str]
) -> Stated:
    """Return what a source states of a thing, given what it tells (``told``) and what that means."""
    firm: set[str] = set()
    possible: set[str] = set()
    ranges: set[tuple[str, str]] = set()
    for trait, value in observations:
        hits = hits_of(trait, value)
        makers = [hit for hit in hits if hit.dimension is Dimension.MAKER]
        sure = {hit.value for hit in makers if hit.strength is not Strength.HINT and _counts_by_itself(hit)}
        firm |= sure
        for hit in makers:
            possible.update(_with_parents(hit.value, parents))
        if sure:
            brands = [hit.value for hit in hits if hit.dimension is Dimension.BRAND]
            models = [hit.value for hit in hits if hit.dimension is Dimension.MODEL]
            numbers = {found[0] for model in models if (found := _RANGE.search(model)) is not None}
            ranges.update((brand, number) for brand in brands for number in numbers)
    return Stated(source, frozenset(firm), frozenset(possible), frozenset(ranges))


def _counts_by_itself(hit: Hit) -> bool:
    """Return whether a hit needs no brand's name that stands elsewhere."""
    return hit.beside is None and not hit.rule.startswith(AMBIGUOUS_RULE)


def _with_parents(maker: str, parents: Mapping[str, str]) -> Iterator[str]:
    met: set[str] = set()
    found: str | None = maker
    while found is not None and found not in met:
        met.add(found)
        yield found
        found = parents.get(found)


def contradict(one: Stated, other: Stated) -> bool:
    """Return whether two statements cannot be of one thing.

    Names that leave the maker open contradict nothing; nor do a brand and the maker behind it, nor two
    spellings of a designation. Designations of two brands are not compared: one thing may have both.
    """
    if one.firm and other.firm and one.possible.isdisjoint(other.possible):
        return True
    if one.ranges and other.ranges and one.ranges.isdisjoint(other.ranges):
        return not {brand for brand, _ in one.ranges}.isdisjoint(brand for brand, _ in other.ranges)
    return False


def makes_differ(found: Iterable[frozenset[Stated]]) -> bool:
    """Return whether what is stated of two of several things contradicts."""
    return _any_differ(found, contradict)


def rows_differ(found: Iterable[frozenset[Stated]]) -> bool:
    """Return whether one source states of two of several things what contradicts."""
    return _any_differ(found, lambda one, other: one.source == other.source and contradict(one, other))


def _any_differ(found: Iterable[frozenset[Stated]], differ: Callable[[Stated, Stated], bool]) -> bool:
    # What sources state repeats, so very many things come to few distinct statements.
    known = {one for one in found if one}
    return any(
        differ(one, other) for mine, theirs in combinations(known, 2) for one in mine for other in theirs
    )
