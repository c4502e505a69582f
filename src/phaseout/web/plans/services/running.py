"""How is a plan made in the background, so that a process killed half-way leaves nothing that looks whole?

What the plan says is written in one transaction; until then there is nothing but the row that asked for it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from phaseout.domain.problem import PhaseoutError
from phaseout.plan.clash import ClashError
from phaseout.report.clash_text import SaidClashError
from phaseout.report.language import Language
from phaseout.report.plan_document import month_day
from phaseout.report.unread_words import unread_words
from phaseout.web.estate.models import Site
from phaseout.web.frame.bulk import insert
from phaseout.web.frame.words import register
from phaseout.web.plans.decided import SHOWN as DECIDED_SHOWN
from phaseout.web.plans.making import made
from phaseout.web.plans.models import State, WorkPackage, WorkPlan
from phaseout.web.plans.queries.things import to_plan
from phaseout.web.plans.services.jobs import SORT
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.packing import packed
from phaseout.web.surveys.text_column import column_text

log = logging.getLogger("phaseout.web.plans")
LANGUAGES = ("en", "fr")
APART = ("packages", "changes", "decided")
"""What of a plan has a line for each package or asset."""
LONGEST = 4000
"""Letters of what is said where a plan could not be made."""


class _Row(NamedTuple):
    """A package before it is a row; the columns that are written, in order."""

    plan_id: int
    name: str
    label: str
    month: date | None
    ended: date | None
    way: str
    isolated: date | None
    site_id: int | None
    crew: str
    assets: list[int]
    count: int  # type: ignore[assignment] # as the column is called; nobody counts in a row
    hours: float
    cost: float
    weight: float
    due: date | None
    is_overdue: bool
    why: list[Any]


def run(plan: int) -> None:
    """Make a plan that waits for it, or whose worker died."""
    with held(plan, SORT) as is_free:
        if not is_free or not _begun(plan):
            return
        try:
            _make(WorkPlan.everything.select_related("programme", "prices", "previous").get(pk=plan))
        except ClashError as error:
            said = {one: SaidClashError(error, Language(one)).diagnosis() for one in LANGUAGES}
            _end(plan, State.CLASH, said)
        except PhaseoutError as error:
            _end(plan, State.FAILED, {one: unread_words(error.diagnosis(), one) for one in LANGUAGES})
        except Exception as error:  # the one place where a job ends, whatever happened (house §7)
            log.exception("plan %d could not be made", plan)
            _end(plan, State.FAILED, dict.fromkeys(LANGUAGES, f"{type(error).__name__}: {error}"))
            raise


def _begun(plan: int) -> bool:
    waiting = WorkPlan.everything.filter(pk=plan, state__in=(State.WAITING, State.RUNNING))
    return bool(waiting.update(state=State.RUNNING, started=timezone.now()))


def _end(plan: int, state: State, said: dict[str, str]) -> None:
    kept = {one: column_text(text, LONGEST) for one, text in said.items()}
    running = WorkPlan.everything.filter(pk=plan, state=State.RUNNING)
    running.update(state=state, said=kept, finished=timezone.now())


def _make(plan: WorkPlan) -> None:
    today = timezone.localdate()
    found = to_plan(plan.organisation_id, today)
    document = made(plan, found, _previous(plan.previous))
    _write(plan, document, today)


def _previous(plan: WorkPlan | None) -> dict[str, str | None] | None:
    """Return package → month of the plan before; None where there is none."""
    if plan is None:
        return None
    rows = WorkPackage.everything.filter(plan=plan).values_list("name", "month")
    return {name: f"{month:%Y-%m}" if month else None for name, month in rows}


@transaction.atomic
def _write(plan: WorkPlan, document: dict[str, Any], today: date) -> None:
    packages = document["packages"]
    months = [work["month"] for one in packages for work in one["works"]]
    running = WorkPlan.everything.filter(pk=plan.pk, state=State.RUNNING)
    if not running.update(
        state=State.READY, said={}, edition=register().stamp.edition, as_of=today, finished=timezone.now(),
        value=document["value"]["total"], bound=document["bound"], gap=document["gap"],
        packages=len(packages), things=sum(len(one["things"]) for one in packages),
        not_done=sum(one["month"] is None for one in packages), last_month=max(months, default=""),
        packed=packed(document), head=_head(document),
    ):  # fmt: skip
        return
    sites = dict(Site.everything.filter(organisation=plan.organisation_id).values_list("ref", "pk"))
    insert(WorkPackage, _Row._fields, _rows(plan.pk, packages, sites))


def _head(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a plan says besides its packages; of what is decided already, the first."""
    decided = document["decided"]
    told = {name: one for name, one in document.items() if name not in APART}
    return {**told, "decided": {**decided, "things": decided["things"][:DECIDED_SHOWN]}}


def _rows(plan: int, packages: Iterable[dict[str, Any]], sites: dict[str, int]) -> Iterator[_Row]:
    ordered = sorted(packages, key=lambda one: (one["month"] is None, one["month"] or "", one["id"]))
    names = {one["id"]: one["label"] or one["id"] for one in ordered}
    for one in ordered:
        ended = one["works"][-1]["month"] if one["works"] else None
        yield _Row(
            plan_id=plan, name=one["id"], label=column_text(one["label"], 200),
            month=_day(one["month"]), ended=_day(ended), way=one["way"] or "",
            isolated=_day(one["isolated"]), site_id=sites.get(one["site"]),
            crew=column_text(one["crew"], 200), assets=[int(thing) for thing in one["things"]],
            count=len(one["things"]), hours=one["hours"], cost=one["cost"], weight=one["weight"],
            due=date.fromisoformat(one["due"]) if one["due"] else None, is_overdue=one["overdue"],
            why=[_why(why, names) for why in one["why_not_earlier"]],
        )  # fmt: skip


def _why(why: Mapping[str, Any], names: Mapping[str, str]) -> list[Any]:
    """Return what kept a package from some months; another package goes by what people call it."""
    named = names.get(why["named"], why["named"]) if why["code"] == "precedence" else why["named"]
    return [why["code"], named, why["months"]]


def _day(month: str | None) -> date | None:
    return month_day(month) if month else None
