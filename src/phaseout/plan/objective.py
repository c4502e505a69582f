"""What does a plan count: exposure-days weighted by risk, and the rest?"""

from dataclasses import dataclass
from itertools import accumulate

from phaseout.plan.problem import Choice, Package, Placing, Problem, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The objective and what it is made of, all in score-days."""

    exposure: float
    undone: float
    late: float
    visits: float
    changes: float

    @property
    def total(self) -> float:
        """Return what the plan counts in all."""
        return self.exposure + self.undone + self.late + self.visits + self.changes


def value(problem: Problem, placing: Placing) -> Value:
    """Return what a plan counts, term by term."""
    terms = [counted(problem, p, placing.get(p.id, Choice())) for p in problem.packages]
    exposure, undone, late, changes = map(sum, zip(*terms, strict=True)) if terms else (0.0,) * 4
    return Value(
        exposure=exposure,
        undone=undone,
        late=late,
        visits=len(visits(problem, placing)) * problem.terms.per_visit,
        changes=changes,
    )


def visits(problem: Problem, placing: Placing) -> set[tuple[str, int]]:
    """Return each site and month in which a crew goes there."""
    return {
        (package.site, choice.month + work.after)
        for package in problem.packages
        if (choice := placing.get(package.id)) is not None and choice.month is not None
        for work in way_of(package, choice).works
    }


def way_of(package: Package, choice: Choice) -> Way:
    """Return the way a choice names."""
    return next(way for way in package.ways if way.id == choice.way)


def counted(problem: Problem, package: Package, choice: Choice) -> tuple[float, float, float, float]:
    """Return what a choice counts: exposure, undone, late and change, in score-days; visits apart."""
    terms, last = problem.terms, len(problem.months)
    works = [(last, 1.0)]
    if choice.month is not None:
        works = [(choice.month + work.after, work.share) for work in way_of(package, choice).works]
    open_days = list(accumulate(problem.days, initial=0))
    exposure = sum(share * open_days[month] for month, share in works)
    if choice.isolated is not None and package.isolation is not None:
        until = min(choice.isolated + package.isolation.months, last)
        covered = sum(
            share * (open_days[min(month, until)] - open_days[choice.isolated])
            for month, share in works
            if month > choice.isolated
        )
        exposure -= package.isolation.share * covered
    ended = max(month for month, _ in works)
    return (
        package.weight * exposure,
        package.weight * terms.undone_days * (choice.month is None),
        package.weight * terms.late_days * (package.due is not None and ended >= problem.in_time(package)),
        terms.per_change * (package.previous is not None and choice.month != package.previous),
    )
