"""What would the plan be with more or less money, or more or fewer hours?"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from phaseout.domain.problem import UsageError
from phaseout.plan.problem import Problem
from phaseout.plan.programme_keys import MOST

_CHANGE = re.compile(r"(budget|hours|crews)(?:\.([^=\s]+))?=([+-])(\d+(?:\.\d+)?)(%?)", re.ASCII)
HOW = "write budget=+20%, budget.2027=+30000, hours.east=-10% or crews=+1; several with blanks between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A problem that differs from the programme's."""

    text: str
    """As it was asked for."""
    problem: Problem


def variant(problem: Problem, text: str) -> Variant:
    """Return the problem with the changes a text asks for: of ``budget``, of ``hours``, of ``crews``.

    ``crews=+1`` is one more like each crew, or like the one that is named.

    Raises:
        UsageError: not understood, a year or crew nobody has, or nothing would be left.
    """
    changed = problem
    for match in changes_asked(text):
        kind, name, amount = match[1], match[2], float(match[4]) * (-1 if match[3] == "-" else 1)
        change = _by_share(amount / 100) if match[5] else _by_sum(amount)
        change = _by_share(amount) if kind == "crews" else change
        changed = _budget(changed, name, change) if kind == "budget" else _crews(changed, name, change)
    return Variant(text=text, problem=changed)


def changes_asked(text: str) -> list[re.Match[str]]:
    """Return the changes that a text asks for, each with its kind, name, sign, amount and per cent.

    Raises:
        UsageError: not understood.
    """
    if not text.split():
        raise UsageError("no change is asked for", where="--what-if", remedy=HOW)
    found = []
    for word in text.split():
        match = _CHANGE.fullmatch(word)
        if match is None or (match[1] == "crews" and match[5]):
            raise UsageError(f"{word!r} is not understood", where="--what-if", remedy=HOW)
        if float(match[4]) > MOST:
            raise UsageError(f"{word!r} is more than can be counted", where="--what-if", remedy=HOW)
        found.append(match)
    return found


def _by_share(share: float) -> Callable[[float], float]:
    return lambda amount: max(0.0, amount * (1 + share))


def _by_sum(more: float) -> Callable[[float], float]:
    return lambda amount: max(0.0, amount + more)


def _budget(problem: Problem, name: str | None, change: Callable[[float], float]) -> Problem:
    _known(name, problem.years, "year")
    budgets = (
        change(budget) if name in (None, year) else budget
        for year, budget in zip(problem.years, problem.budgets, strict=True)
    )
    return replace(problem, budgets=tuple(budgets))


def _crews(problem: Problem, name: str | None, change: Callable[[float], float]) -> Problem:
    """Change hours; a month in which a crew does not work stays one."""
    _known(name, tuple(problem.crews), "crew")
    return replace(
        problem,
        crews={
            crew: tuple(change(one) if one and name in (None, crew) else one for one in hours)
            for crew, hours in problem.crews.items()
        },
    )


def _known(name: str | None, names: tuple[str, ...], what: str) -> None:
    if name is not None and name not in names:
        raise UsageError(
            f"there is no {what} {name!r}", where="--what-if", remedy=f"use one of {', '.join(names)}"
        )
