"""What does one sign make of another of the same thing, before signs are put together?"""

from collections.abc import Iterator, Mapping

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.party import Brand
from phaseout.domain.trait import Basis
from phaseout.identify.addresses import BLOCK_RULE
from phaseout.identify.models import AMBIGUOUS_RULE
from phaseout.identify.rules import Column, Hit

Telling = tuple[tuple[Basis, tuple[Hit, ...]], ...]
"""The hits of each observation that says anything, with its basis."""

OUTRIGHT = frozenset((Column.OWN, Column.REGISTRANT))
"""What says in so many words what its column is for."""


def parted_from_boards(telling: Telling) -> tuple[tuple[str, ...], Telling]:
    """Return whose boards anybody could have built with, none where a party's own block is there too.

    A brand's or maker's own block shows that it put its interface in; a general-purpose one beside it is then
    a second interface and says nothing.
    """
    found: dict[str, None] = {}
    is_own = False
    rest = []
    for basis, hits in telling:
        found |= {hit.value: None for hit in hits if hit.column is Column.BOARD}
        kept = tuple(hit for hit in hits if hit.column is not Column.BOARD)
        is_own = is_own or any(hit.rule.startswith(BLOCK_RULE) for hit in kept)
        rest.append((basis, kept))
    return () if is_own else tuple(found), tuple(rest)


def counted_once(telling: Telling) -> Iterator[tuple[Basis, tuple[Hit, ...]]]:
    """Yield the hits with their bases; a name copied from the address registry counts with the address.

    Tools fill a column of vendors from the hardware address: what stands there in the registry's own words,
    beside an address of that holder, is the same sign twice.
    """
    blocks = {
        (hit.dimension, hit.value)
        for basis, hits in telling
        if basis is Basis.ADDRESS_BLOCK
        for hit in hits
        if hit.rule.startswith(BLOCK_RULE)
    }
    for basis, hits in telling:
        copied = any(hit.column is Column.REGISTRANT and (hit.dimension, hit.value) in blocks for hit in hits)
        yield Basis.ADDRESS_BLOCK if copied else basis, hits


def by_box(telling: Telling, additions: frozenset[str]) -> Telling:
    """Return the hits without the firmware's maker as the brand, where anything else says the brand.

    ``additions`` are rules of others, which outrank nothing.
    """
    is_said = any(
        hit.dimension is Dimension.BRAND and hit.column is not Column.FIRMWARE and hit.rule not in additions
        for _, hits in telling
        for hit in hits
    )
    if not is_said:
        return telling
    return tuple(
        (basis, tuple(hit for hit in hits if hit.column is not Column.FIRMWARE)) for basis, hits in telling
    )


def by_range(telling: Telling, brands: Mapping[str, Brand]) -> Telling:
    """Return the hits, a brand's name only hinting at its maker where another's range of it is suggested.

    "Bosch" says who made a camera; of a recorder whose designation is of the range that Dahua also built it
    does not. An address block speaks of who made the thing, whatever is on the box.
    """
    said = [hit for _, hits in telling for hit in hits if hit.dimension is Dimension.BRAND]
    boxes = {brands[hit.value].range_of for hit in said if hit.value in brands}
    doubted = {hit.rule for hit in said if hit.value in boxes and not hit.rule.startswith(BLOCK_RULE)}
    if not doubted:
        return telling
    ranges = {hit.value for hit in said if hit.value in brands and brands[hit.value].range_of is not None}
    return tuple((basis, tuple(_doubting(hits, doubted, ranges))) for basis, hits in telling)


def _doubting(hits: tuple[Hit, ...], doubted: set[str], ranges: set[str]) -> Iterator[Hit]:
    for hit in hits:
        is_makers = hit.dimension is Dimension.MAKER and hit.rule in doubted
        # The name on the box is the brand; the range is no rival of it.
        is_range = hit.dimension is Dimension.BRAND and hit.value in ranges
        yield hit._replace(strength=Strength.HINT) if is_makers or is_range else hit


def by_named_brand(telling: Telling) -> Telling:
    """Return the hits with those of designations that several brands use weighed by the brand that is named.

    If one of them is, its grammar speaks as it would of any other designation and the others are silent; if
    none is, each is only suggested.
    """
    used = {brand for _, hits in telling for hit in hits if (brand := _ambiguous(hit)) is not None}
    if not used:
        return telling
    named = {
        hit.value
        for _, hits in telling
        for hit in hits
        if hit.dimension is Dimension.BRAND and hit.strength is not Strength.HINT and hit.value in used
    }
    return tuple((basis, tuple(_weighed(hits, named))) for basis, hits in telling)


def _weighed(hits: tuple[Hit, ...], named: set[str]) -> Iterator[Hit]:
    for hit in hits:
        brand = _ambiguous(hit)
        if brand is None:
            yield hit
        elif not named:
            yield hit._replace(strength=Strength.HINT)
        elif brand in named:
            yield hit._replace(rule=hit.rule.removeprefix(f"{AMBIGUOUS_RULE}{brand}/"))


def _ambiguous(hit: Hit) -> str | None:
    """Return the brand for which an ambiguous designation speaks here."""
    if not hit.rule.startswith(AMBIGUOUS_RULE):
        return None
    return hit.rule.removeprefix(AMBIGUOUS_RULE).partition("/")[0]
