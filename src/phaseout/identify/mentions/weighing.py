"""Whom does a brand's name or a designation speak for, and how surely?"""

from phaseout.domain.cite import LEADS, EvidenceGrade
from phaseout.domain.claim import Strength
from phaseout.domain.party import Brand, ModelPattern

_ENOUGH_SOURCES = 2
_NO_SOURCE = LEADS | {EvidenceGrade.INFERENCE}


def makers_of(brand: Brand) -> tuple[tuple[str, Strength], ...]:
    """Return who makes what bears the name; each is a hint where there are several."""
    alone = len({behind.maker for behind in brand.makers}) == 1
    return tuple((behind.maker, behind.strength if alone else Strength.HINT) for behind in brand.makers)


def makers_of_model(model: ModelPattern) -> tuple[tuple[str, Strength], ...]:
    """Return who makes what bears such a designation."""
    return ((model.maker, model.strength),) if model.maker is not None else ()


def is_read_twice(model: ModelPattern) -> bool:
    """Return whether two sources that were read have the grammar."""
    return len({cite.source for cite in model.cite if cite.grade not in _NO_SOURCE}) >= _ENOUGH_SOURCES


def weaker(first: Strength, second: Strength) -> Strength:
    """Return the weaker of the two."""
    return first if first.weight < second.weight else second
