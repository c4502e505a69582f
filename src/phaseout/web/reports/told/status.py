"""What does the monthly status say?"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.estate.queries.coverage import sites_by_way
from phaseout.web.findings.models import Verdict
from phaseout.web.replacement.queries.counts import ByState, Counted, Programme, programme
from phaseout.web.replacement.vocabulary import Blocker, Result, State, Way
from phaseout.web.reports.document import (
    Bars,
    Document,
    Figure,
    Figures,
    Key,
    Month,
    Section,
    Share,
    Table,
    Value,
)
from phaseout.web.reports.queries import tracked
from phaseout.web.reports.queries.must_go import must_go_of
from phaseout.web.reports.queries.past import stood
from phaseout.web.reports.saying import both, coded, measure_of, site_of
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told import must_go, past
from phaseout.web.reports.told.parts import STAGES, of, section, stages, table

AHEAD = 92
"""Days, beyond the last of the report, in which what ends is named."""


def sections(scope: Scope, before: Document | None) -> tuple[Section, ...]:
    """Return the sections of the monthly status, with what changed since the one before."""
    if scope.is_over:
        return _of_the_past(scope, before)
    found = programme(scope.access, scope.day, sites=scope.places)
    going = must_go_of(scope)
    return (
        section("must-go", _("What must go, and what nobody knows"), must_go.figures(going),
                must_go.measures(going)),
        section("standing", _("Where the programme stands"), standing(found.by_state, before),
                _by_state(found.by_state, found.whole, before)),
        section("coverage", _("Coverage of the review"), coverage(scope)),
        section("period", _("What happened in the period"), _reached(scope), _exposure(scope)),
        section("deadlines", _("Deadlines"), _kept(scope, found), to_come(found)),
        section("blockers", _("What holds up"), blocked(found)),
        section("attention", _("What needs somebody"), attention(found), _inspected(found)),
        section("ending", _("What ends soon"), _mitigations(scope), _exceptions(scope)),
    )  # fmt: skip


def _of_the_past(scope: Scope, before: Document | None) -> tuple[Section, ...]:
    """Return the sections of days that are over: what moves say of their end, and what nothing says."""
    found = stood(scope)
    return (
        section("standing", _("Where the programme stood"), standing(found.by_state, before),
                _by_state(found.by_state, found.whole, before), past.unsaid(scope)),
        section("period", _("What happened in the period"), _reached(scope), _exposure(scope)),
        section("deadlines", _("Deadlines"), _kept(scope, None)),
    )  # fmt: skip


def standing(found: ByState, before: Document | None) -> Figures:
    """Return assets by stage as figures, each with what it was."""
    was = _figures_of(before)
    now = stages(found)
    return Figures(
        id="stages", title=both(_("Assets by stage")),
        rows=tuple(
            Figure(id=id_, label=both(title), value=now[id_], was=was.get(id_))
            for id_, title, _states in STAGES
        ),
    )  # fmt: skip


def _figures_of(before: Document | None) -> dict[str, int]:
    parts = [part for one in before.sections for part in one.parts] if before else []
    figures = [one for part in parts if isinstance(part, Figures) for one in part.rows]
    return {one.id: one.value for one in figures if isinstance(one.value, int)}


def _by_state(found: ByState, whole: Counted, before: Document | None) -> Table:
    """Return assets, recorders and sites by state; a state that is gone since stays with none."""
    was = dict(_rows_of(before))
    columns = [("state", _("State")), ("assets", _("Assets")), ("recorders", _("Recorders among them")),
               ("sites", _("Sites")), *([("change", _("Change of assets"))] if was else [])]  # fmt: skip
    rows: list[list[Value]] = [
        [coded(one), now.assets, now.recorders, now.sites, *_change(now.assets, was, one.value)]
        for one in State
        if (now := of(found, one)).assets or was.get(one.value)
    ]
    rows.append([both(pgettext_lazy("sum", "All")), whole.assets, whole.recorders, whole.sites,
                 *_change(whole.assets, was, "")])  # fmt: skip
    return table("states", _("Assets, recorders and sites by state"), columns, rows)


def _change(now: int, was: dict[str, int], state: str) -> list[int]:
    """Return how much it changed; nothing where there is no report before."""
    return [now - was.get(state, 0)] if was else []


def _rows_of(before: Document | None) -> Iterator[tuple[str, int]]:
    """Yield state and assets of the report before, that of all under an empty name."""
    parts = [part for one in before.sections for part in one.parts] if before else []
    for part in parts:
        if isinstance(part, Table) and part.id == "states":
            yield from ((getattr(row[0], "id", ""), int(str(row[1]))) for row in part.rows)


def coverage(scope: Scope) -> Table:
    """Return how far the sites were looked at: in sites, and in hundredths of all of them."""
    found = sites_by_way(scope.access, among=scope.places)
    whole = sum(number for _way, _is_part, number in found)
    columns = [("way", _("Furthest look")), ("in_part", _("In part alone")), ("sites", _("Sites")),
               ("share", _("Share of the sites, rounded down"))]  # fmt: skip
    rows: list[list[Value]] = [
        [coded(way), both(_("yes") if is_part else _("no")), number, Share(part=number, whole=whole)]
        for way, is_part, number in found
    ]
    return table("coverage", _("Sites by how far they were looked at"), columns, rows)


def _reached(scope: Scope) -> Table:
    columns = [("state", _("State")), ("assets", _("Assets that came to it"))]
    rows: list[list[Value]] = [[coded(one), number] for one, number in tracked.reached(scope).items()]
    return table("reached", _("Moves in the period"), columns, rows)


def _exposure(scope: Scope) -> Figures:
    days = Figure(id="exposure", label=both(_("exposure days")), value=tracked.exposure_days(scope))
    return Figures(id="exposure", title=both(_("Exposure")), rows=(days,))


def _kept(scope: Scope, found: Programme | None) -> Table:
    """Return the deadlines met and missed; of a day that is over, nothing of what was still there."""
    kept = tracked.deadlines_kept(scope)
    lines = [
        (_("Removed by their deadline"), kept.in_time),
        (_("Removed after it"), kept.late),
        (_("Removed, and no measure says from when"), kept.without),
    ]
    if found is not None:
        lines += [
            (_("Still there, and must be gone already"), found.already.assets),
            (_("Still there, with a deadline to come"), sum(number for _day, number in found.to_come)),
            (_("Still there, and no measure says from when"), found.without_day),
        ]
    rows: list[list[Value]] = [[both(title), number] for title, number in lines]
    columns = [("what", _("Deadline")), ("assets", _("Assets"))]
    return table("deadlines", _("Deadlines met, missed and to come"), columns, rows)


def to_come(found: Programme) -> Bars:
    """Return the assets still there by the month in which a measure wants them gone."""
    return Bars(
        id="to-come", title=both(_("Assets still there by the month of their deadline")),
        head=(both(_("Month")), both(_("Assets"))),
        rows=tuple((Month(first=first), number) for first, number in found.to_come),
    )  # fmt: skip


def blocked(found: Programme) -> Bars:
    """Return the assets still there by what holds them up, the most first."""
    rows = sorted(found.blocked.items(), key=lambda one: (-one[1], one[0]))
    return Bars(
        id="blocked", title=both(_("Assets still there by what holds them up")),
        head=(both(_("Held up by")), both(_("Assets"))),
        rows=tuple((coded(Blocker(one)), number) for one, number in rows),
    )  # fmt: skip


def attention(found: Programme) -> Table:
    """Return how many assets somebody must look at, and why."""
    lines = [
        (_("resting on what counts no more"), found.over),
        (_("seen again after their removal"), found.again),
        (_("with a mitigation to be reviewed"), found.to_review),
        (_("answers of others overdue"), found.referrals_overdue),
        (_("that others refuse to remove"), found.refused),
    ]
    rows: list[list[Value]] = [[both(title), number] for title, number in lines]
    columns = [("what", _("What")), ("number", _("How many"))]
    return table("attention", _("To look at"), columns, rows)


def _inspected(found: Programme) -> Table:
    rows: list[list[Value]] = [[coded(one), found.inspected[one]] for one in Result if one in found.inspected]
    columns = [("result", _("Result")), ("number", _("Replacements drawn"))]
    return table("inspected", _("Inspections of samples"), columns, rows)


def _last(scope: Scope) -> date:
    return scope.end + timedelta(days=AHEAD)


def _mitigations(scope: Scope) -> Table:
    columns = [("replacement", _("Number")), ("asset", _("Asset")), ("site", _("Site")),
               ("way", _("Mitigation")), ("review", _("To be reviewed by"))]  # fmt: skip
    rows: list[list[Value]] = [
        [Key(number=one.replacement_id), one.replacement.asset.label, site_of(one.replacement.asset),
         coded(Way(one.way)), one.review]
        for one in tracked.mitigations_ending(scope, _last(scope))
    ]  # fmt: skip
    return table("mitigations", _("Mitigations to be reviewed"), columns, rows)


def _exceptions(scope: Scope) -> Table:
    columns = [("finding", _("Number of the finding")), ("asset", _("Asset")), ("site", _("Site")),
               ("measure", _("Measure")), ("verdict", _("Judgement")),
               ("expires", _("Counts until"))]  # fmt: skip
    rows: list[list[Value]] = [
        [Key(number=one.pk), one.asset.label, site_of(one.asset), measure_of(one.measure),
         coded(Verdict(one.verdict)), one.expires]
        for one in tracked.exceptions_ending(scope, _last(scope))
    ]  # fmt: skip
    return table("exceptions", _("Exceptions and restricted uses that end"), columns, rows)
