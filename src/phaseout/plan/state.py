"""What of crews, money and sites is taken by a plan in the making, and what does a change of it count?"""

from collections.abc import Sequence

from phaseout.plan.compiled import compiled, exact_units
from phaseout.plan.objective import value
from phaseout.plan.options import options, undone
from phaseout.plan.problem import Placing, Problem

Obstacle = tuple[str, str]
"""Why a choice will not do: a code (crew, budget, continuity, precedence) and whom it names."""
BOUNDLESS = 1 << 60
"""Things that may be down at a site where nothing limits them."""


class State:
    """A plan in the making. Packages, and a package's options, are known by their places in the lists."""

    def __init__(self, problem: Problem) -> None:
        """Start with nothing done."""
        self.problem = problem
        self.span = len(problem.months)
        crew_of = {name: index * self.span for index, name in enumerate(problem.crews)}
        site_of = {name: index * self.span for index, name in enumerate(problem.sites)}
        self.place_of = {package.id: index for index, package in enumerate(problem.packages)}
        self.free = [exact_units(hours) for by_month in problem.crews.values() for hours in by_month]
        self.spent = [0] * len(problem.budgets)
        self._budgets = [exact_units(budget) for budget in problem.budgets]
        self._carried = [int(budget * problem.carry) for budget in self._budgets]
        self.visited = [0] * (len(problem.sites) * self.span)
        self._visit = [exact_units(site.visit) for site in problem.sites.values()]
        most = [site.most_down for site in problem.sites.values()]
        self._may_be_down = [
            BOUNDLESS if limit is None else limit for limit in most for _ in range(self.span)
        ]
        self.firsts: list[list[int]] = [[] for _ in problem.packages]
        self.thens: list[list[int]] = [[] for _ in problem.packages]
        for first, then in problem.before:
            self.firsts[self.place_of[then]].append(self.place_of[first])
            self.thens[self.place_of[first]].append(self.place_of[then])
        self.compiled = [
            compiled(options(problem, one), crew_of[one.crew], site_of[one.site], problem.year_of)
            for one in problem.packages
        ]
        self.nothing = [
            next((at for at, one in enumerate(of.options) if one.begun == self.span), -1)
            for of in self.compiled
        ]
        """The option not to do a package; -1 where it must be done."""
        self.of_nothing = [undone(problem, package).counted for package in problem.packages]
        self.at = [-1] * len(problem.packages)
        """The option each package has; -1: none yet."""
        self.members: list[list[int]] = [[] for _ in self.free]
        """The packages that work in a cell of a crew."""

    def obstacle(self, index: int, option: int) -> Obstacle | None:
        """Return what keeps a package that has no option from one; None where it fits."""
        return self._order(index, option) or self._room(index, option)

    def keeps_order(self, index: int, option: int) -> bool:
        """Return whether an option comes after what precedes the package and before what follows it."""
        return self._order(index, option) is None

    def is_crowded(self, site: int, things: int) -> bool:
        """Return whether too many things of a site would be down in a month."""
        return self._may_be_down[site] < things

    def _order(self, index: int, option: int) -> Obstacle | None:
        of = self.compiled[index]
        begun, ended = of.begun[option], of.ended[option]
        if begun < self.span:
            for first in self.firsts[index]:
                if self.ended(first) > begun:
                    return "precedence", self.problem.packages[first].id
        for then in self.thens[index]:
            at = self.at[then]
            # One that is not done begins after the last month, so this holds it back as well.
            if at >= 0 and self.compiled[then].begun[at] < ended:
                return "precedence", self.problem.packages[then].id
        return None

    def _room(self, index: int, option: int) -> Obstacle | None:
        for crew, site, _, hours, things in self.compiled[index].works[option]:
            if self.free[crew] < hours:
                return "crew", self.problem.packages[index].crew
            if self._may_be_down[site] < things:
                return "continuity", self.problem.packages[index].site
        short = self._short(self._cost(index, option))
        return None if short is None else ("budget", self.problem.years[short])

    def _cost(self, index: int, option: int) -> list[int]:
        """Return what an option would cost in each year, with the visits it would add."""
        of = self.compiled[index]
        more = [0] * len(self._budgets)
        for year, money in of.money[option]:
            more[year] += money
        for _, site, year, _, _ in of.works[option]:
            if not self.visited[site]:
                more[year] += self._visit[site // self.span]
        return more

    def _short(self, more: Sequence[int]) -> int | None:
        """Return the first year whose money does not last; None where it does."""
        carried = 0
        for year, budget in enumerate(self._budgets):
            left = budget + carried - self.spent[year] - more[year]
            if left < 0:
                # Of the years that spend more, the last before the gap is the one that is asked for money.
                return max((y for y in range(year + 1) if more[y]), default=year)
            carried = min(left, self._carried[year])
        return None

    def short_year(self) -> int | None:
        """Return the first year whose money does not last as things stand."""
        return self._short([0] * len(self._budgets))

    def fits(self, index: int, option: int) -> bool:
        """Return whether a package that has no option may have one; most that do not fail by hours."""
        for crew, site, _, hours, things in self.compiled[index].works[option]:
            if self.free[crew] < hours or self._may_be_down[site] < things:
                return False
        return self._order(index, option) is None and self._short(self._cost(index, option)) is None

    def ended(self, index: int) -> int:
        """Return the month in which a package is done; the number of months where it is not."""
        at = self.at[index]
        return self.span if at < 0 else self.compiled[index].ended[at]

    def price(self, index: int, option: int) -> float:
        """Return what an option would count with the visits it would add."""
        of = self.compiled[index]
        counted = of.counted[option]
        if self.problem.terms.per_visit:
            counted += self.problem.terms.per_visit * sum(
                not self.visited[site] for _, site, _, _, _ in of.works[option]
            )
        return counted

    def place(self, index: int, option: int) -> float:
        """Give a package an option, whether it fits or not, and return what that counts."""
        of = self.compiled[index]
        self.at[index] = option
        for year, money in of.money[option]:
            self.spent[year] += money
        added = 0
        for crew, site, year, hours, things in of.works[option]:
            self.free[crew] -= hours
            self.members[crew].append(index)
            self._may_be_down[site] -= things
            if not self.visited[site]:
                added += 1
                self.spent[year] += self._visit[site // self.span]
            self.visited[site] += 1
        return of.counted[option] + added * self.problem.terms.per_visit

    def lift(self, index: int) -> float:
        """Take a package's option away and return what that saves."""
        of, option = self.compiled[index], self.at[index]
        self.at[index] = -1
        for year, money in of.money[option]:
            self.spent[year] -= money
        saved = 0
        for crew, site, year, hours, things in of.works[option]:
            self.free[crew] += hours
            self.members[crew].remove(index)
            self._may_be_down[site] += things
            self.visited[site] -= 1
            if not self.visited[site]:
                saved += 1
                self.spent[year] -= self._visit[site // self.span]
        return of.counted[option] + saved * self.problem.terms.per_visit

    def placing(self) -> Placing:
        """Return the plan as it stands; what has no option is left out."""
        return {
            package.id: choice
            for package, of, at in zip(self.problem.packages, self.compiled, self.at, strict=True)
            if at >= 0
            and ((choice := of.options[at].choice).month is not None or choice.isolated is not None)
        }

    def clear(self) -> None:
        """Take every option away."""
        for index, at in enumerate(self.at):
            if at >= 0:
                self.lift(index)

    def load(self, placing: Placing) -> None:
        """Give each package the choice a plan has for it, and to the rest none of any kind."""
        self.clear()
        self.load_some(placing)
        for index, at in enumerate(self.at):
            if at < 0 and (nothing := self.nothing[index]) >= 0:
                self.place(index, nothing)

    def load_some(self, placing: Placing) -> None:
        """Give the packages of a plan the choices it has for them."""
        for name, choice in placing.items():
            index = self.place_of[name]
            of = self.compiled[index].options
            self.place(index, [one.choice for one in of].index(choice))

    def missing(self) -> tuple[str, ...]:
        """Return the packages that must be done and are not."""
        return tuple(package.id for package, at in zip(self.problem.packages, self.at, strict=True) if at < 0)

    def total(self) -> float:
        """Return what the plan counts as it stands, what is missing as not done."""
        return value(self.problem, self.placing()).total
