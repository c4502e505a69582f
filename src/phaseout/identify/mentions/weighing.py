"""Whom does a brand's name or a designation speak for, and how surely?"""

from functools import lru_cache

from phaseout.domain.cite import LEADS, EvidenceGrade
from phaseout.domain.claim import Strength
from phaseout.domain.party import Brand, ModelPattern
from phaseout.identify.rules import Rules

_ENOUGH_SOURCES = 2
_NO_SOURCE = LEADS | {EvidenceGrade.INFERENCE}
Makers = tuple[tuple[str, Strength], ...]


def makers_of(brand: Brand) -> Makers:
    """Return who makes what bears the name; each is a hint where there are several."""
    alone = len({behind.maker for behind in brand.makers}) == 1
    return tuple((behind.maker, behind.strength if alone else Strength.HINT) for behind in brand.makers)


def makers_of_model(model: ModelPattern) -> Makers:
    """Return who makes what bears such a designation."""
    return ((model.maker, model.strength),) if model.maker is not None else ()


def is_read_twice(model: ModelPattern) -> bool:
    """Return whether two sources that were read have the grammar."""
    return len({cite.source for cite in model.cite if cite.grade not in _NO_SOURCE}) >= _ENOUGH_SOURCES


def weaker(first: Strength, second: Strength) -> Strength:
    """Return the weaker of the two."""
    return first if first.weight < second.weight else second


def firm_makers(model: ModelPattern, rules: Rules, *, is_named: bool) -> Makers:
    """Return who makes what bears a designation that something else in its line backs.

    ``is_named``: whether its brand is named there, too.
    """
    brand, makers = rules.brands[model.brand], makers_of_model(model)
    if model.strength is not Strength.SUPPORTING:
        return makers
    if brand.id not in of_one_maker(rules) and not _is_confirmed(brand, model):
        return makers
    return raised(makers_of(brand) if is_named and not makers else makers)


@lru_cache(maxsize=2)
def of_one_maker(rules: Rules) -> frozenset[str]:
    """Return the brands of which one maker builds most of what bears the name, and every known line of it."""
    return frozenset(brand.id for brand in rules.brands.values() if _is_of_one_maker(brand, rules))


def makers_behind(brand: Brand) -> frozenset[str]:
    """Return every maker that is recorded behind a brand."""
    return frozenset(behind.maker for behind in brand.makers)


def raised(makers: Makers) -> Makers:
    """Return the makers as firmly as two signs in one line say them."""
    return tuple((maker, Strength.STRONG) for maker, _ in makers)


def _is_of_one_maker(brand: Brand, rules: Rules) -> bool:
    makers = makers_behind(brand)
    lines = (one for one in rules.brands.values() if one.id.startswith(f"{brand.id}-"))
    return (
        len(makers) == 1
        and all(makers_behind(line) == makers for line in lines)
        and any(one.confidence == "confirmed" and one.scope in ("all", "most") for one in brand.makers)
    )


def _is_confirmed(brand: Brand, model: ModelPattern) -> bool:
    """Return whether a grammar is recorded as of a maker that is confirmed to build for the brand."""
    return any(one.maker == model.maker and one.confidence == "confirmed" for one in brand.makers)
