"""What did the plan before this one say, and what has changed since?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from phaseout.domain.problem import UsageError
from phaseout.plan.problem import Placing, Problem

Previous = Mapping[str, str | None]
"""The month by package, as 2027-04; None where it was not to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A package that is done in another month than before."""

    package: str
    before: str | None
    now: str | None


def read_previous(path: Path) -> Previous:
    """Return the months of a plan that was saved as JSON.

    Raises:
        UsageError: not there, or no plan.
    """
    try:
        told: Any = json.loads(path.read_bytes())
        return {str(one["id"]): _month(one["month"]) for one in told["packages"]}
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            "is no saved plan", where=str(path), remedy="save one with `phaseout plan … -o json=FILE`"
        ) from None


def _month(given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise ValueError


def with_previous(problem: Problem, previous: Previous) -> Problem:
    """Return the problem whose packages know the month they had before; one outside it had none."""
    number = {f"{month:%Y-%m}": at for at, month in enumerate(problem.months)}
    return replace(
        problem,
        packages=tuple(
            replace(package, previous=number.get(previous.get(package.id) or ""))
            for package in problem.packages
        ),
    )


def changes(problem: Problem, placing: Placing, previous: Previous) -> tuple[Change, ...]:
    """Return every package of both plans whose month differs, and those only one of them has."""
    now: dict[str, str | None] = {}
    for package in problem.packages:
        choice = placing.get(package.id)
        month = None if choice is None else choice.month
        now[package.id] = None if month is None else f"{problem.months[month]:%Y-%m}"
    names = sorted(now.keys() | previous.keys())
    return tuple(
        Change(package=name, before=previous.get(name), now=now.get(name))
        for name in names
        if previous.get(name) != now.get(name)
    )
