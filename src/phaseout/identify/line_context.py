"""What else stands in the line of a purchase whose text is looked at?

Values are remembered by their trait. So a text is looked at under a trait of its own for each kind of line
it stands in: what it says depends on that.
"""

from collections.abc import Sequence
from typing import NamedTuple

ORDER_TEXT = "order.text"
_BESIDE = " beside "
_MAKERS_FIELD = "maker"
_OF_THE_MAKER = frozenset(("order.manufacturer", "order.brand", "order.part-number"))
Kinds = frozenset[str]


class LineContext(NamedTuple):
    """What else the line says."""

    equipment: Kinds = frozenset()
    """Of which equipment its commodity codes are."""
    has_makers_field: bool = False
    """Whether its maker, brand or part number stands in a field of its own; the text may name none then."""


ALONE = LineContext()


def line_context(traits: Sequence[str], equipment: Kinds) -> LineContext:
    """Return what a text of a line has beside it.

    Args:
        traits: of everything that was read of the line.
        equipment: of which its commodity codes are.
    """
    return LineContext(equipment, not _OF_THE_MAKER.isdisjoint(traits))


def looked_at_as(trait: str, context: LineContext) -> str:
    """Return the trait under which a value of such a line is looked at."""
    if trait != ORDER_TEXT or context == ALONE:
        return trait
    field = _MAKERS_FIELD if context.has_makers_field else ""
    return _BESIDE.join((trait, ",".join(sorted(context.equipment)), field))


def plain_trait(trait: str) -> str:
    """Return the trait itself."""
    return trait.partition(_BESIDE)[0]


def context_of(trait: str) -> LineContext:
    """Return what stands beside a text that is looked at under a trait."""
    _, beside, said = trait.partition(_BESIDE)
    if not beside:
        return ALONE
    kinds, _, field = said.partition(_BESIDE)
    return LineContext(frozenset(filter(None, kinds.split(","))), bool(field))
