"""What do a package's options count and take, as bare numbers that a search can go through quickly?"""

from collections.abc import Sequence
from dataclasses import dataclass

from phaseout.plan.options import Option

SCALE = 1_000_000
"""Hours and money are counted in whole millionths, so that what is taken and given back is exact."""
MOST = 1e15
"""Hours or money beyond which nothing is told apart."""

Taken = tuple[tuple[int, int, int, int, int], ...]
"""Of each work: cell of the crew, cell of the site, year, hours, things. A cell is a month of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A package's options, in their order."""

    options: tuple[Option, ...]
    counted: list[float]
    begun: list[int]
    ended: list[int]
    works: list[Taken]
    money: list[tuple[tuple[int, int], ...]]
    """Year and sum, visits apart."""


def exact_units(amount: float) -> int:
    """Return hours or money in millionths."""
    return round(min(amount, MOST) * SCALE)


def compiled(found: tuple[Option, ...], crew: int, site: int, year_of: Sequence[int]) -> Compiled:
    """Return the numbers of options.

    Args:
        found: the options of one package.
        crew: the first cell of its crew.
        site: the first cell of its site.
        year_of: the fiscal year of each month.
    """
    return Compiled(
        options=found,
        counted=[one.counted for one in found],
        begun=[one.begun for one in found],
        ended=[one.ended for one in found],
        works=[
            tuple(
                (
                    crew + load.month,
                    site + load.month,
                    year_of[load.month],
                    exact_units(load.hours),
                    load.things,
                )
                for load in one.loads
            )
            for one in found
        ],
        money=[_money(one, year_of) for one in found],
    )


def _money(option: Option, year_of: Sequence[int]) -> tuple[tuple[int, int], ...]:
    spent = [(year_of[load.month], exact_units(load.cost)) for load in option.loads]
    if option.choice.isolated is not None:
        spent.append((year_of[option.choice.isolated], exact_units(option.fee)))
    return tuple(spent)
