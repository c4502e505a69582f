"""How is it said which constraints of a programme clash, and what the cheapest relaxation is?"""

from collections.abc import Sequence
from datetime import date

from phaseout.plan.clash import Clash, ClashError
from phaseout.plan.constraint import Constraint
from phaseout.plan.easing import Relaxation
from phaseout.plan.problem import Problem
from phaseout.report.language import Language
from phaseout.report.plan_text import amount
from phaseout.report.unread_words import unread_words

OF_PACKAGES = ("deadline", "lead", "pin")
"""Kinds of constraints that are of one package."""
LISTED = 12
"""Constraints and changes that are named before the rest is only counted."""


class SaidClashError(ClashError):
    """A clash, said in the reader's language."""

    def __init__(self, error: ClashError, language: Language) -> None:
        super().__init__(error.clash, where=error.where or "")
        self.what, self.remedy = clash_words(error.clash, language)
        self.args = (self.what,)
        self._lang = language.code

    def diagnosis(self) -> str:
        """Return what cannot be, where, and what to do."""
        return unread_words(super().diagnosis(), self._lang)


def clash_words(clash: Clash, language: Language) -> tuple[str, str]:
    """Return what clashes and what helps, each as one sentence without a full stop."""
    eased = clash.eased
    told = [_relaxed(one, clash.problem, language) for one in eased.relaxations]
    how = "plan.clash.cheapest" if eased.is_cheapest else "plan.clash.cheapest-found"
    remedy = language.text("plan.clash.moves")
    if told:
        cost = amount(eased.cost, language, 2)
        remedy = language.text("plan.clash.relax", _listed(told, language), language.text(how, cost))
    if not clash.smallest:
        return language.text("plan.clash.undetermined"), remedy
    named = [_named(one, clash.problem, language) for one in clash.smallest]
    return language.text("plan.clash.together", _listed(named, language)), remedy


def _listed(said: Sequence[str], language: Language) -> str:
    """Return what is said as one text; beyond some, the rest is counted."""
    more = ""
    if len(said) > LISTED:
        more = f"; {language.text('plan.clash.more', language.number(len(said) - LISTED))}"
    return "; ".join(said[:LISTED]) + more


def _named(one: Constraint, problem: Problem, language: Language) -> str:
    if one.kind == "deadline":
        due = next(package.due for package in problem.packages if package.id == one.name)
        return language.text("plan.clash.deadline", problem.called(one.name), due)
    if one.kind == "before":
        return language.text("plan.clash.before", problem.called(one.first), problem.called(one.name))
    kind, name = _of_package(one.kind, one.name, problem)
    return language.text(f"plan.clash.{kind}", name, _month(one.month, problem.months))


def _of_package(kind: str, name: str, problem: Problem) -> tuple[str, str]:
    """Return what a constraint is called and whom it names: what is funded for a month, nobody pinned."""
    if kind not in OF_PACKAGES:
        return kind, name
    return "funded" if kind == "pin" and name in problem.funded else kind, problem.called(name)


def _relaxed(one: Relaxation, problem: Problem, language: Language) -> str:
    kind, name = _of_package(one.kind, one.name, problem)
    key, month = f"plan.relax.{kind}", _month(one.month, problem.months)
    if one.kind == "budget":
        return language.text(key, amount(one.amount, language, 2), one.name)
    if one.kind in OF_PACKAGES:
        return language.text(key, name, language.count("plan.relax.months", round(one.amount)))
    return language.text(key, _short(one.amount, language), one.name, month)


def _month(month: int | None, months: Sequence[date]) -> str:
    return "" if month is None else f"{months[month]:%Y-%m}"


def _short(number: float, language: Language) -> str:
    """Return a number with the decimals it has, four at most."""
    digits = next((digits for digits in range(4) if round(number, digits) == round(number, 4)), 4)
    return amount(number, language, digits)
