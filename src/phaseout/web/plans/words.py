"""What is said of a package and of a plan, in the reader's language?"""

from django.utils.translation import gettext as _

from phaseout.plan.thing import UNKNOWN
from phaseout.report.plan_text import how, source_words
from phaseout.web.frame import words
from phaseout.web.frame.words import language
from phaseout.web.plans.models import WorkPackage, WorkPlan


def reasons(package: WorkPackage) -> list[str]:
    """Return why a package is not done earlier."""
    return [language().text(f"plan.why.{code}", _runs(months), named) for code, named, months in package.why]


def manner(package: WorkPackage) -> str:
    """Return in which way it is done, where not at once, and from when it is isolated."""
    ended = f"{package.ended:%Y-%m}" if package.ended else None
    isolated = f"{package.isolated:%Y-%m}" if package.isolated else None
    return "; ".join(how(package.way or None, ended, isolated, "…", language()))


def standing(plan: WorkPlan) -> str:
    """Return how far a plan is, and which plan took its place."""
    state = str(plan.get_state_display())
    later: int | None = getattr(plan, "replaced_by", None)
    return state if later is None else str(_("%(state)s, replaced by plan %(number)d")) % {
        "state": state, "number": later,
    }  # fmt: skip


def failing(plan: WorkPlan) -> str:
    """Return why a plan could not be made."""
    return str(plan.said.get(language().code, ""))


def priced(kind: str) -> str:
    """Return what a kind is called by which something is priced."""
    return str(_("of a kind that is not known")) if kind == UNKNOWN else words.kind(kind)


def sourced(kind: str, source: str) -> str:
    """Return where a price comes from; of one that is built in, in the reader's language."""
    return source_words(kind, source, language())


def _runs(months: list[str]) -> str:
    """Return months as runs, as the command does."""
    runs: list[list[str]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(run[0] + (f"…{run[-1]}" if len(run) > 1 else "") for run in runs)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
