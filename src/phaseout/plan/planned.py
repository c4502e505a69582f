"""What is there to show when a programme has been planned?"""

from collections.abc import Iterable
from dataclasses import dataclass

from phaseout.plan.engine import Plan
from phaseout.plan.previous import Change
from phaseout.plan.programme import Programme
from phaseout.plan.thing import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What all that is to be replaced costs, in capital, visits apart; and a year to run, beside it."""

    low: float
    typical: float
    high: float
    running: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan with what it stands beside."""

    plan: Plan
    programme: Programme
    estimate: Estimate
    kinds: tuple[str, ...]
    """Of the things that are planned: the cost lines that were used."""
    not_planned: int
    """Things of the document that are not."""
    variants: tuple[tuple[str, Plan | None], ...] = ()
    """What was asked, and its plan; None where no plan does what must be done."""
    changes: tuple[Change, ...] | None = None
    """Since the previous plan; None where none was given."""


def estimated(things: Iterable[Thing], programme: Programme) -> Estimate:
    """Return the sums of the price lines."""
    prices = [programme.prices[thing.priced_as] for thing in things]
    return Estimate(
        low=sum(price.low for price in prices),
        typical=sum(price.typical for price in prices),
        high=sum(price.high for price in prices),
        running=sum(price.running for price in prices),
    )
