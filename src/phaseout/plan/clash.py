"""Which constraints cannot hold together, and what is the cheapest way to let them?"""

from collections.abc import Sequence
from dataclasses import dataclass

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.constraint import Constraint, constraints, without
from phaseout.plan.easing import Eased, cheapest
from phaseout.plan.needed import needed_part
from phaseout.plan.problem import Problem
from phaseout.plan.solving import Verdict, exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What must be done and cannot be, as far as is known."""

    smallest: tuple[Constraint, ...]
    """Constraints that cannot hold together, of which none can be left out; none where it is undetermined
    whether there is a plan."""
    eased: Eased
    """The cheapest relaxation; without one where the search met none."""
    problem: Problem
    """What must be done, and what it rests on: it says of which months and days the constraints are."""


class ClashError(PhaseoutError):
    """The programme asks for what cannot hold together, or for what no plan was found for (exit 3).

    ``phaseout.report.clash_text`` says it in words.
    """

    def __init__(self, clash: Clash, *, where: str) -> None:
        super().__init__("no plan was found that does all that must be done", where=where)
        self.clash = clash


def clash(problem: Problem) -> Clash:
    """Return what clashes in a problem for which no plan was found that does what must be done.

    It names a smallest set of constraints that clash and the cheapest relaxation. Where the search was
    stopped before it could tell, the set is empty.
    """
    part = needed_part(problem)
    smallest = _smallest(part) if _clashes(part, ()) else ()
    return Clash(smallest=tuple(smallest), eased=cheapest(part), problem=part)


def _clashes(problem: Problem, taken: Sequence[Constraint]) -> bool:
    """Return whether it is certain that no plan holds with some constraints taken away."""
    return exact(needed_part(without(problem, taken))).verdict is Verdict.NONE


def _smallest(problem: Problem) -> list[Constraint]:
    """Return a set of clashing constraints of which none can be left out.

    Halves are tried before single ones; what is not certain to clash without a constraint keeps it.
    """
    taken: list[Constraint] = []
    waiting = [list(constraints(problem))]
    while waiting:
        some = waiting.pop()
        if _clashes(problem, [*taken, *some]):
            taken += some
        elif len(some) > 1:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    gone = set(taken)
    return [one for one in constraints(problem) if one not in gone]
