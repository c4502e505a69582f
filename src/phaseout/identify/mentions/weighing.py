"""Whom does a brand's name or a designation speak for, and how surely?"""

from phaseout.domain.claim import Strength
from phaseout.domain.party import Brand, ModelPattern


def makers_of(brand: Brand) -> tuple[tuple[str, Strength], ...]:
    """Return who makes what bears the name; each is a hint where there are several."""
    alone = len({behind.maker for behind in brand.makers}) == 1
    return tuple((behind.maker, behind.strength if alone else Strength.HINT) for behind in brand.makers)


def makers_of_model(model: ModelPattern) -> tuple[tuple[str, Strength], ...]:
    """Return who makes what bears such a designation."""
    return ((model.maker, model.strength),) if model.maker is not None else ()


def weaker(first: Strength, second: Strength) -> Strength:
    """Return the weaker of the two."""
    return first if first.weight < second.weight else second
