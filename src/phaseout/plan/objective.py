"""What does a plan count: exposure-days weighted by risk, and the rest?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from phaseout.plan.problem import Package, Placing, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The objective and what it is made of, all in score-days."""

    exposure: float
    undone: float
    late: float
    visits: float

    @property
    def total(self) -> float:
        """Return what the plan counts in all."""
        return self.exposure + self.undone + self.late + self.visits


def costs(problem: Problem, package: Package) -> Sequence[float]:
    """Return what each month counts for a package, and last what it counts not to be done."""
    return [sum(terms) for terms in _terms(problem, package)]


def value(problem: Problem, placing: Placing) -> Value:
    """Return what a plan counts, term by term."""
    exposure = undone = late = 0.0
    for package in problem.packages:
        month = placing.get(package.id, len(problem.months))
        terms = _terms(problem, package)[month]
        exposure, undone, late = exposure + terms[0], undone + terms[1], late + terms[2]
    places = {package.id: package.site for package in problem.packages}
    visits = len({(places[name], month) for name, month in placing.items()})
    return Value(
        exposure=exposure,
        undone=undone,
        late=late,
        visits=visits * problem.terms.per_visit,
    )


def _terms(problem: Problem, package: Package) -> list[tuple[float, float, float]]:
    """Return exposure, undone and late by month; the last entry is for not done."""
    terms, last = problem.terms, len(problem.months)
    in_time = problem.in_time(package)
    open_days = list(accumulate(problem.days, initial=0))
    return [
        (
            package.weight * open_days[month],
            package.weight * terms.undone_days * (month == last),
            package.weight * terms.late_days * (package.due is not None and month >= in_time),
        )
        for month in range(last + 1)
    ]
