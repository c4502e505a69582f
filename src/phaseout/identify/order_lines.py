"""What of a line of a purchase names one thing, and what does not?"""

from collections.abc import Iterable, Sequence

from phaseout.domain.claim import Dimension, Strength
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.named_parts import of_another_maker
from phaseout.identify.rules import Column, Hit

ORDER_SERIAL = "order.serial"
_NAMING = frozenset((Dimension.MAKER, Dimension.BRAND))
_SKU, _PART_NUMBER, _TEXT = "order.sku", "order.part-number", "order.text"
_SELLER = ("order.supplier-identifier", "order.supplier")
_STATED_SKU = f"stated/{_SKU}"
Telling = list[tuple[int, tuple[Hit, ...]]]
"""(place of an observation in its sheet, what it says)."""


def has_many_serials(traits: Sequence[str], values: Sequence[str]) -> bool:
    """Tell whether a line has several serial numbers: one of ten units is none of the ten."""
    if traits.count(ORDER_SERIAL) < 2:  # noqa: PLR2004 (two are many)
        return False
    return len({value for trait, value in zip(traits, values, strict=True) if trait == ORDER_SERIAL}) > 1


def telling_of_order(traits: Sequence[str], found: Telling) -> Telling:
    """Return what tells something of the thing, given the traits of its sheet and all that was found.

    Where a part number of the maker's or words stand beside it, an article number is the seller's own: it
    states no model then, and only what the makers' grammars make of it counts. Beside words it does where a
    grammar knows it. Of many serial numbers none is claimed. A text that names nothing says the kind of what
    another field names.
    """
    found = _of_what_is_named(of_another_maker(traits, found))
    is_sellers_own = _SKU in traits and _PART_NUMBER in traits
    is_beside_words = _SKU in traits and _TEXT in traits
    is_of_many = traits.count(ORDER_SERIAL) > 1 and len(_serials(traits, found)) > 1
    if not is_sellers_own and not is_beside_words and not is_of_many:
        return found
    kept: Telling = []
    for place, hits in found:
        trait = traits[place]
        is_own = is_sellers_own or (is_beside_words and all(hit.rule == _STATED_SKU for hit in hits))
        if left := tuple(hit for hit in hits if not _is_no_claim(trait, hit, is_own, is_of_many)):
            kept.append((place, left))
    return kept


def _of_what_is_named(found: Telling) -> Telling:
    """Return what was found, the kind that a text gives to what stands beside it as far as that needs it.

    The kind of a designation holds where its grammar is firm, unless the text says that this is only what an
    accessory or a service is for. What is only likely of a designation gives way to a word for the thing.
    """
    if not any(hit.column is Column.BESIDE for _, hits in found for hit in hits):
        return found
    others = [hit for _, hits in found for hit in hits if hit.column is not Column.BESIDE]
    is_named = any(hit.dimension in _NAMING for hit in others)
    has_kind = any(hit.dimension is Dimension.KIND and hit.strength is Strength.STRONG for hit in others)
    is_heard = is_named and not has_kind
    kept: Telling = []
    for place, hits in found:
        left = (
            hit._replace(column=Column.NONE) if hit.column is Column.BESIDE else hit
            for hit in hits
            if (hit.column is not Column.BESIDE or is_heard or (is_named and hit.value in NO_EQUIPMENT))
            and not (is_heard and hit.dimension is Dimension.KIND and hit.column is not Column.BESIDE)
        )
        if told := tuple(left):
            kept.append((place, told))
    return kept


def seller_of(seen: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the kind of document and who sells, of (trait, value): each supplier has an invoice 1001."""
    said: dict[str, set[str]] = {}
    for trait, value in seen:
        said.setdefault(trait, set()).add(" ".join(value.casefold().split()))
    seller = next((said[trait] for trait in _SELLER if trait in said), set())
    return (*sorted(said.get("order.document", ())), *sorted(seller))


def _serials(traits: Sequence[str], found: Telling) -> set[str]:
    return {
        hit.value
        for place, hits in found
        if traits[place] == ORDER_SERIAL
        for hit in hits
        if hit.dimension is Dimension.SERIAL
    }


def _is_no_claim(trait: str, hit: Hit, is_sellers_own: bool, is_of_many: bool) -> bool:
    if is_of_many and trait == ORDER_SERIAL and hit.dimension is Dimension.SERIAL:
        return True
    return is_sellers_own and hit.rule == _STATED_SKU and hit.dimension is Dimension.MODEL
