"""What of crews and money is taken, and what still fits?"""

from collections import Counter

from phaseout.plan.problem import TOLERANCE, Package, Problem

Obstacle = tuple[str, str]
"""Why a month will not do: a code (lead, window, pin, crew, budget, precedence) and whom it names."""


class Usage:
    """Crews and budgets while packages are placed one by one."""

    def __init__(self, problem: Problem) -> None:
        """Start with nothing placed."""
        self._problem = problem
        self._free = {crew: list(hours) for crew, hours in problem.crews.items()}
        self._spent = [0.0] * len(problem.budgets)
        self._visits: Counter[tuple[str, int]] = Counter()

    def obstacle(self, package: Package, month: int) -> Obstacle | None:
        """Return what keeps a package from a month, precedence apart; None where it fits."""
        problem = self._problem
        if month < package.lead:
            return "lead", package.id
        if not problem.sites[package.site].is_open[month]:
            return "window", package.site
        if problem.pins.get(package.id, month) != month:
            return "pin", package.id
        if self._free[package.crew][month] + TOLERANCE < package.hours:
            return "crew", package.crew
        year = problem.year_of[month]
        if not self._affords(year, package.cost + self.visit(package, month)):
            return "budget", problem.years[year]
        return None

    def visit(self, package: Package, month: int) -> float:
        """Return what a visit would add: nothing where the crew goes there anyway."""
        return 0.0 if self._visits[package.site, month] else self._problem.sites[package.site].visit

    def is_visited(self, package: Package, month: int) -> bool:
        """Return whether a crew goes to the site of a package in a month anyway."""
        return self._visits[package.site, month] > 0

    def place(self, package: Package, month: int) -> None:
        """Take the hours and the money."""
        self._spent[self._problem.year_of[month]] += package.cost + self.visit(package, month)
        self._free[package.crew][month] -= package.hours
        self._visits[package.site, month] += 1

    def lift(self, package: Package, month: int) -> None:
        """Give back the hours and the money of a placed package."""
        self._free[package.crew][month] += package.hours
        self._visits[package.site, month] -= 1
        self._spent[self._problem.year_of[month]] -= package.cost + self.visit(package, month)

    def _affords(self, year: int, more: float) -> bool:
        carried = 0.0
        for index, budget in enumerate(self._problem.budgets):
            left = budget + carried - self._spent[index] - (more if index == year else 0.0)
            if left < -TOLERANCE:
                return False
            carried = max(0.0, min(left, self._problem.carry * budget))
        return True
