"""Which constraints cannot hold together, and what is the cheapest way to let them?"""

from collections.abc import Sequence

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.constraint import Constraint, constraints, without
from phaseout.plan.easing import Eased, cheapest
from phaseout.plan.needed import needed_part
from phaseout.plan.problem import Problem
from phaseout.plan.solving import Verdict, exact

LISTED = 12
"""Constraints and changes that are named before the rest is only counted."""
_KINDS = {
    "pin": "pin of {0} in {1}",
    "crew": "hours of crew {0} in {1}",
    "budget": "budget of {0}",
    "window": "open months of site {0}",
    "continuity": "what may be down at site {0}",
    "lead": "lead time of {0}",
}


class ClashError(PhaseoutError):
    """The programme asks for what cannot hold together, or for what no plan was found for (exit 3)."""


def clash(problem: Problem, where: str) -> ClashError:
    """Return what to say of a problem for which no plan was found that does what must be done.

    It names a smallest set of constraints that clash (none of them can be left out) and the cheapest
    relaxation. Where the search was stopped before it could tell, it says that this is undetermined.
    """
    part = needed_part(problem)
    eased = cheapest(part)
    remedy = f"relax: {_said(eased, part)}" if eased.relaxations else "give the search more moves"
    if not _clashes(part, ()):
        return ClashError(
            "no plan was found that does all that must be done; whether there is one is undetermined",
            where=where,
            remedy=remedy,
        )
    smallest = _smallest(part)
    return ClashError(
        f"these cannot hold together: {_listed([_named(one, part) for one in smallest])}",
        where=where,
        remedy=remedy,
    )


def _listed(said: Sequence[str]) -> str:
    """Return what is said as one text; beyond some, the rest is counted."""
    more = f"; and {len(said) - LISTED} more" if len(said) > LISTED else ""
    return "; ".join(said[:LISTED]) + more


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


def _named(one: Constraint, problem: Problem) -> str:
    month = "" if one.month is None else f"{problem.months[one.month]:%Y-%m}"
    match one.kind:
        case "deadline":
            due = next(package.due for package in problem.packages if package.id == one.name)
            return f"deadline of {one.name} on {due}"
        case "before":
            return f"{one.first} before {one.name}"
        case _:
            return _KINDS[one.kind].format(one.name, month)


def _said(eased: Eased, problem: Problem) -> str:
    told = []
    for change in eased.relaxations:
        month = "" if change.month is None else f" in {problem.months[change.month]:%Y-%m}"
        match change.kind:
            case "budget":
                told.append(f"{change.amount:,.2f} more in {change.name}")
            case "crew":
                told.append(f"{change.amount:g} h more of crew {change.name}{month}")
            case "continuity":
                told.append(f"{change.amount:g} more down at {change.name}{month}")
            case "window":
                told.append(f"open site {change.name}{month}")
            case _:
                what = {"pin": "pin", "deadline": "deadline", "lead": "lead time"}[change.kind]
                months = "1 month" if change.amount == 1 else f"{change.amount:g} months"
                told.append(f"{what} of {change.name} by {months}")
    kind = "the cheapest" if eased.is_cheapest else "the cheapest found; a cheaper one may exist"
    return f"{_listed(told)} ({kind}, taken to cost {eased.cost:,.2f})"
