"""What does the page for executives say, of which there is never a second one?"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.replacement.queries.counts import Counted, Programme, programme
from phaseout.web.reports.document import Bars, Document, Figure, Figures, Section, Words
from phaseout.web.reports.queries import tracked
from phaseout.web.reports.queries.must_go import must_go_of
from phaseout.web.reports.queries.past import stood
from phaseout.web.reports.saying import both
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told import must_go, past, status
from phaseout.web.reports.told.parts import section

Line = tuple[str, str | Promise, int]
MOST = 4
"""Blockers that are named; all others stand together in a line of their own."""
MEASURES = MONTHS = 2
"""Likewise of measures, and of the months of deadlines to come."""
DEFINED = (
    "device", "must-go", "unknown", "still-there", "let-off", "removed", "closed",
    "coverage", "exposure-day", "deadline",
)  # fmt: skip
"""The words that this page counts by."""


def sections(scope: Scope, before: Document | None) -> tuple[Section, ...]:
    """Return the sections; however long the programme is, they have as many lines at most."""
    if scope.is_over:
        past_ones = stood(scope)
        return (
            section("standing", _("Where the programme stood"), status.standing(past_ones.by_state, before),
                    _beside(_whole(past_ones.whole), _exposure(scope)), past.unsaid(scope)),
        )  # fmt: skip
    found = programme(scope.access, scope.day, sites=scope.places)
    going = must_go_of(scope)
    return (
        section("must-go", _("What must go, and what nobody knows"), must_go.figures(going),
                must_go.measures(going, MEASURES)),
        section("standing", _("Where the programme stands"), status.standing(found.by_state, before),
                _beside(_whole(found.whole), _further(found), _exposure(scope))),
        section("coverage", _("Coverage of the review"), status.coverage(scope)),
        section("deadlines", _("Deadlines"), _deadlines(found)),
        section("blockers", _("What holds up"), _short(status.blocked(found), both(_("all others")), MOST)),
    )  # fmt: skip


def _whole(found: Counted) -> list[Line]:
    return [
        ("recorders", _("recorders in the programme"), found.recorders),
        ("sites", _("sites in the programme"), found.sites),
    ]


def _further(found: Programme) -> list[Line]:
    return [
        ("sites-closed", _("sites where all is closed"), found.sites_closed),
        ("again", _("seen again after their removal"), found.again),
    ]


def _exposure(scope: Scope) -> list[Line]:
    return [("exposure", _("exposure days"), tracked.exposure_days(scope))]


def _beside(*lines: list[Line]) -> Figures:
    rows = (Figure(id=id_, label=both(title), value=value) for some in lines for id_, title, value in some)
    return Figures(id="sums", title=both(_("Beside that")), rows=tuple(rows))


def _deadlines(found: Programme) -> Bars:
    """Return all that is still there by when it must be gone: already, in a month, or by no day."""
    drawn = _short(status.to_come(found), both(_("later")), MONTHS)
    rows = (
        (both(_("must be gone already")), found.already.assets),
        *drawn.rows,
        (both(_("no measure says from when")), found.without_day),
    )
    return Bars(
        id=drawn.id, title=both(_("Assets still there by when they must be gone")), head=drawn.head, rows=rows
    )


def _short(drawn: Bars, rest: Words, most: int) -> Bars:
    """Return the first rows, and all others as one."""
    if len(drawn.rows) <= most + 1:
        return drawn
    left = sum(number for _label, number in drawn.rows[most:])
    rows = (*drawn.rows[:most], (rest, left))
    return Bars(id=drawn.id, title=drawn.title, head=drawn.head, rows=rows)
