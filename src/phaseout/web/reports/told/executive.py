"""What does the page for executives say, of which there is never a second one?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.replacement.queries.counts import Programme, programme
from phaseout.web.reports.document import Bars, Document, Figure, Figures, Section, Words
from phaseout.web.reports.queries import tracked
from phaseout.web.reports.saying import both
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told import status
from phaseout.web.reports.told.parts import section

MOST = 4
"""Months and blockers that are named; all others stand together in a line of their own."""
DEFINED = (
    "device",
    "recorder",
    "site",
    "still-there",
    "removed",
    "closed",
    "coverage",
    "exposure-day",
    "deadline",
)
"""The words that this page counts by."""


def sections(scope: Scope, before: Document | None) -> tuple[Section, ...]:
    """Return the sections; however long the programme is, they have as many lines at most."""
    found = programme(scope.access, scope.day, sites=scope.places)
    return (
        section("standing", _("Where the programme stands"), status.standing(found, before),
                _sums(scope, found)),
        section("coverage", _("Coverage of the review"), status.coverage(scope)),
        section("deadlines", _("Deadlines"), _short(status.to_come(found), both(_("later")))),
        section("blockers", _("What holds up"), _short(status.blocked(found), both(_("all others")))),
    )  # fmt: skip


def _sums(scope: Scope, found: Programme) -> Figures:
    lines = (
        ("recorders", _("recorders in the programme"), found.whole.recorders),
        ("sites", _("sites in the programme"), found.whole.sites),
        ("sites-closed", _("sites where all is closed"), found.sites_closed),
        ("missed", _("still there, and must be gone already"), found.already.assets),
        ("exposure", _("exposure days"), tracked.exposure_days(scope)),
    )
    return Figures(
        id="sums", title=both(_("Beside that")),
        rows=tuple(Figure(id=id_, label=both(title), value=value) for id_, title, value in lines),
    )  # fmt: skip


def _short(drawn: Bars, rest: Words) -> Bars:
    """Return the first rows, and all others as one."""
    if len(drawn.rows) <= MOST + 1:
        return drawn
    left = sum(number for _label, number in drawn.rows[MOST:])
    rows = (*drawn.rows[:MOST], (rest, left))
    return Bars(id=drawn.id, title=drawn.title, head=drawn.head, rows=rows)
