"""Which commodity codes do the lines of a batch bear?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from phaseout.domain.commodity import SCHEMES
from phaseout.intake.order.schemes import item_code, listed_in

COLUMNS: Mapping[str, str] = MappingProxyType({"code": "", **{scheme: scheme for scheme in SCHEMES}})
"""Column of codes → the list they are from; "" where each names its own: ``unspsc:46171610``."""
LOOKED_AT = tuple(COLUMNS)
Codes = tuple[str, ...]


def codes_of(columns: Mapping[str, Sequence[str]], count: int) -> Iterator[Codes]:
    """Yield the codes of each of ``count`` lines, ``scheme:code`` each, of the lists that are understood.

    A cell may hold several codes, as a table that is surveyed may. Codes of other lists, such as GTINs, are
    left out: they say nothing, and no two lines would be alike.
    """
    if not columns:
        yield from ((),) * count
        return
    known: dict[tuple[str, ...], Codes] = {}
    for cells in zip(*columns.values(), strict=True):
        if cells not in known:
            known[cells] = tuple(dict.fromkeys(_codes(columns, cells)))
        yield known[cells]


def _codes(names: Iterable[str], cells: Sequence[str]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=True):
        for written in listed_in(cell):
            code = item_code(COLUMNS[name], written)
            if code.partition(":")[0] in SCHEMES:
                yield code
