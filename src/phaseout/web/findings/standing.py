"""How is it shown where the findings stand?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.findings.models import Step
from phaseout.web.findings.queries import OPEN, Month, Standing, Waiting, standing
from phaseout.web.findings.questions import Question, question
from phaseout.web.frame.access import Access
from phaseout.web.frame.chart import Chart, bars
from phaseout.web.frame.words import outcomes

FACTS = 8
"""Questions that the first page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that leads to its list."""

    label: str
    value: int
    tone: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What ``findings/standing.html`` shows."""

    figures: Sequence[Figure]
    by_outcome: Chart
    by_site: Chart
    months: Sequence[Month]
    facts: Sequence[tuple[Question, Waiting]]


def shown(access: Access) -> Shown:
    """Return where the findings stand that somebody may read."""
    found = standing(access, timezone.localdate())
    return Shown(
        figures=_figures(found),
        by_outcome=_by_outcome(found),
        by_site=_by_site(found),
        months=found.months,
        facts=[(question(one.fact), one) for one in found.facts[:FACTS]],
    )


def _figures(found: Standing) -> list[Figure]:
    still_open = sum(found.outcomes.get(outcome, 0) for outcome in OPEN)
    return [
        Figure(label=_("open findings"), value=still_open, tone="", address=_list()),
        Figure(
            label=_("that apply today"), value=found.outcomes.get("applies", 0), tone="applies",
            address=_list("outcome=applies"),
        ),
        Figure(
            label=_("undetermined: a fact is missing"), value=found.outcomes.get("undetermined", 0),
            tone="undetermined", address=reverse("questions"),
        ),
        Figure(
            label=_("proposals to be decided"), value=found.to_decide, tone="",
            address=_list(f"step={Step.PROPOSED.value}"),
        ),
        Figure(label=_("waiting on you"), value=found.on_me, tone="", address=_list("waiting=me")),
        Figure(
            label=_("with a judgement that counts"), value=found.judged, tone="settled",
            address=_list(f"step={Step.DECIDED.value}"),
        ),
    ]  # fmt: skip


def _by_outcome(found: Standing) -> Chart:
    rows = [
        (name, found.outcomes.get(outcome, 0), outcome, _list(f"outcome={outcome}"))
        for outcome, name in outcomes()
    ]
    return bars("by-outcome", _("Findings by outcome"), (_("Outcome"), _("Findings")), rows)


def _by_site(found: Standing) -> Chart:
    rows = [
        (
            one.name or _("no site"), one.applies, "applies",
            _list(f"outcome=applies&site={one.site}") if one.site else "",
        )
        for one in found.sites
        if one.applies
    ]  # fmt: skip
    return bars("by-site", _("Sites with most that applies today"), (_("Site"), _("Findings")), rows)


def _list(narrowed: str = "") -> str:
    address = reverse("findings")
    return f"{address}?{narrowed}" if narrowed else address
