"""Whose chip or module does a text say is inside the thing?"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from phaseout.domain.claim import Dimension, NamedPart, Sign
from phaseout.domain.part import PartKind
from phaseout.identify.brands import AS_WRITTEN
from phaseout.identify.grading import settle
from phaseout.identify.line_context import ORDER_TEXT
from phaseout.identify.neighbours import Telling
from phaseout.identify.rules import Column, Hit

_KINDS: Mapping[Column, PartKind] = MappingProxyType(
    {Column.CHIP: PartKind.CHIP, Column.MODULE: PartKind.MODULE}
)

_COLUMNS: Mapping[str, Column] = MappingProxyType({"chip": Column.CHIP, "component": Column.MODULE})
"""Kind of an article → what it is inside another maker's thing."""
_NAMING = frozenset((Dimension.MAKER, Dimension.BRAND))
_FIELDS = frozenset(("order.manufacturer", "order.brand"))
Found = list[tuple[int, tuple[Hit, ...]]]
"""(place of an observation in its sheet, what it says)."""


def parted_from_parts(telling: Telling, parents: Mapping[str, str]) -> tuple[tuple[NamedPart, ...], Telling]:
    """Return the parts that texts say are inside, each with its maker, and the hits of the thing itself.

    Several names of one maker's part (*HiSilicon Hi3516*, *Huawei HiSilicon*) are one part.
    """
    if not any(hit.column in _KINDS for _, hits in telling for hit in hits):
        return (), telling
    signs: dict[tuple[PartKind, Dimension], list[Sign]] = {}
    rest = []
    for number, (basis, hits) in enumerate(telling):
        for hit in hits:
            if (kind := _KINDS.get(hit.column)) is not None:
                signs.setdefault((kind, hit.dimension), []).append(hit.as_sign(basis, str(number)))
        rest.append((basis, tuple(hit for hit in hits if hit.column not in _KINDS)))
    kinds = dict.fromkeys(kind for kind, _ in signs)
    parts = (one for kind in kinds for one in _parts(kind, signs, parents))
    return tuple(parts), tuple(rest)


def of_another_maker(traits: Sequence[str], found: Found) -> Found:
    """Return what was found in a line, what its text says of a chip or module only as of a part.

    So it is where a field of its own names another maker: *chipset Hi3519 (HiSilicon)*, maker Pelco.
    """
    told = {hit.value for place, hits in found if traits[place] in _FIELDS for hit in hits if _is_maker(hit)}
    if not told:
        return found
    return [(place, _as_part(hits, told) if traits[place] == ORDER_TEXT else hits) for place, hits in found]


def _as_part(hits: tuple[Hit, ...], told: Collection[str]) -> tuple[Hit, ...]:
    kinds = [hit.value for hit in hits if hit.dimension is Dimension.KIND]
    makers = {hit.value for hit in hits if _is_maker(hit)}
    if len(kinds) != 1 or kinds[0] not in _COLUMNS or not makers or not makers.isdisjoint(told):
        return hits
    column = _COLUMNS[kinds[0]]
    return tuple(hit._replace(column=column) for hit in hits if hit.dimension in _NAMING)


def _is_maker(hit: Hit) -> bool:
    return hit.dimension is Dimension.MAKER and hit.column not in _KINDS and hit.rule != AS_WRITTEN


def _parts(
    kind: PartKind, signs: Mapping[tuple[PartKind, Dimension], Sequence[Sign]], parents: Mapping[str, str]
) -> list[NamedPart]:
    """Return the part, or where makers are at odds one for each: a thing may have several chips."""
    of_makers = signs.get((kind, Dimension.MAKER), ())
    claim, conflict = settle(Dimension.MAKER, of_makers, parents)
    makers = conflict.claims if conflict else (claim,)
    brands = signs.get((kind, Dimension.BRAND), ())
    parts = []
    for maker in makers:
        rules = {one.rule for one in of_makers if one.value == maker.value}
        own = [one for one in brands if one.rule in rules] or brands
        parts.append(NamedPart(kind=kind, maker=maker, brand=settle(Dimension.BRAND, own, {})[0]))
    return parts
