"""How is it shown where the findings stand?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.findings.models import Step
from phaseout.web.findings.queries import OPEN, Waiting
from phaseout.web.findings.queries.counts import Month, Reviewed, Standing, standing
from phaseout.web.findings.questions import Question, question
from phaseout.web.findings.recording import RULING
from phaseout.web.findings.reviewed import LETTING_OFF, Review
from phaseout.web.frame.access import Access
from phaseout.web.frame.chart import Chart, bars
from phaseout.web.frame.figure import Figure
from phaseout.web.frame.words import outcomes

FACTS = 8
"""Questions that the first page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Findings of one outcome whose review stands at one place."""

    value: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What ``findings/reviewed.html`` shows: outcomes, and beside each what people made of it."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, str, Cell, Sequence[Cell]]]
    """Outcome, its name, all findings of it, and those at each place of the review."""
    to_go: int
    let_off: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What ``findings/standing.html`` shows."""

    figures: Sequence[Figure]
    reviewed: "Table"
    by_site: Chart
    months: Sequence[Month]
    facts: Sequence[tuple[Question, Waiting]]


def shown(access: Access) -> Shown:
    """Return where the findings stand that somebody may read."""
    found = standing(access, timezone.localdate())
    return Shown(
        figures=_figures(found),
        reviewed=table(found.reviewed),
        by_site=_by_site(found),
        months=found.months,
        facts=[(question(one.fact), one) for one in found.facts[:FACTS]],
    )


def _figures(found: Standing) -> list[Figure]:
    of = found.reviewed.outcomes
    still_open = sum(of.get(outcome, 0) for outcome in OPEN)
    judged = (Review.CONFIRMED, *LETTING_OFF, Review.OTHER)
    return [
        Figure(
            label=_("assets that must go"), value=found.reviewed.to_go, tone="applies",
            address=_list("must_go=yes"),
        ),
        Figure(
            label=_("findings that apply today"), value=of.get("applies", 0), tone="applies",
            address=_list("outcome=applies"),
        ),
        Figure(label=_("open findings"), value=still_open, tone="", address=_list()),
        Figure(
            label=_("findings undetermined: a fact is missing"),
            value=of.get("undetermined", 0) - found.for_a_ruling,
            tone="undetermined", address=reverse("questions"),
        ),
        Figure(
            label=_("findings undetermined: no fact would settle them, a ruling is needed"),
            value=found.for_a_ruling, tone="undetermined", address=_list(f"needs={RULING}"),
        ),
        Figure(
            label=_("proposals to be decided"), value=found.to_decide, tone="",
            address=_list(f"step={Step.PROPOSED.value}"),
        ),
        Figure(
            label=_("findings waiting on you"), value=found.on_me, tone="", address=_list("waiting=me"),
        ),
        Figure(
            label=_("findings with a judgement that counts"),
            value=sum(found.reviewed.reviews[one] for one in judged), tone="settled",
            address=_list("review=judged"),
        ),
    ]  # fmt: skip


def table(found: Reviewed, narrowed: str = "") -> Table:
    """Return what the law answers, and beside it what people made of that.

    Args:
        narrowed: filter of the list that shows the same findings, such as ``site=3``.
    """
    reviews = [one for one in Review if found.reviews[one]]
    rows = []
    for outcome, name in outcomes():
        counts = found.by_outcome.get(outcome)
        if counts:
            here = "&".join(filter(None, (f"outcome={outcome}", narrowed)))
            cells = [Cell(value=counts[one], address=_list(f"{here}&review={one.value}")) for one in reviews]
            rows.append((outcome, name, Cell(value=counts.total(), address=_list(here)), cells))
    return Table(
        heads=[str(one.label) for one in reviews],
        rows=rows,
        to_go=found.to_go,
        let_off=[(str(one.label), found.let_off[one]) for one in LETTING_OFF if found.let_off[one]],
    )


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
