"""How is it shown how far the programme is?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Access
from phaseout.web.frame.figure import Figure
from phaseout.web.replacement.queries import counts
from phaseout.web.replacement.queries.counts import (
    AtSite,
    ByState,
    Counted,
    Programme,
    by_state,
    programme,
)
from phaseout.web.replacement.vocabulary import LET_OFF, OPEN_GONE, STILL_THERE, Blocker, Result, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page of the programme shows."""

    figures: Sequence[Figure]
    states: Sequence[tuple[str, Counted, str]]
    """State, what is counted in it, and the list of these."""
    whole: Counted
    sites_closed: int
    already: Counted
    to_come: Sequence[tuple[date, int]]
    without_day: int
    sites: Sequence[AtSite]
    blocked: Sequence[tuple[str, int, str]]
    inspected: Sequence[tuple[str, int]]


def shown(access: Access) -> Shown:
    """Return how far the programme is in what somebody may read."""
    today = timezone.localdate()
    found = programme(access, today)
    return Shown(
        figures=[*_standing(found.by_state), *_to_look_at(found)],
        states=[
            (str(one.label), count, _list(f"state={one.value}")) for one, count in found.by_state.items()
        ],
        whole=found.whole,
        sites_closed=found.sites_closed,
        already=found.already,
        to_come=found.to_come,
        without_day=found.without_day,
        sites=found.sites,
        blocked=[
            (str(one.label), found.blocked[one], _list(f"blocker={one.value}"))
            for one in Blocker
            if one in found.blocked
        ],
        inspected=[(str(one.label), found.inspected[one]) for one in Result if one in found.inspected],
    )


def few(access: Access) -> list[Figure]:
    """Return the figures of the first page; none where nothing is in the programme."""
    found = by_state(access, timezone.localdate())
    return _standing(found) if found else []


def at_site(access: Access, site: Site) -> AtSite | None:
    """Return how far the programme is at a site; None where nothing of it is in the programme."""
    return counts.at_site(access, timezone.localdate(), site)


def _standing(found: ByState) -> list[Figure]:
    def of(*states: State) -> int:
        return sum(found[one].assets for one in states if one in found)

    return [
        Figure(label=_("assets still there"), value=of(*STILL_THERE), tone="applies",
               address=_list("state=there")),
        Figure(label=_("let off for a time"), value=of(*LET_OFF), tone="excepted",
               address=_list("state=let-off")),
        Figure(label=_("removed, not closed"), value=of(*OPEN_GONE), tone="undetermined",
               address=_list("state=removed-open")),
        Figure(
            label=_("closed: shown to be gone"), value=of(State.CLOSED), tone="settled",
            address=_list("state=closed"),
        ),
    ]  # fmt: skip


def _to_look_at(found: Programme) -> list[Figure]:
    return [
        Figure(label=_("resting on what counts no more"), value=found.over, tone="applies",
               address=_list("wrong=over")),
        Figure(label=_("seen again after their removal"), value=found.again, tone="applies",
               address=_list("wrong=again")),
        Figure(label=_("with a mitigation to be reviewed"), value=found.to_review, tone="",
               address=_list("wrong=review")),
        Figure(label=_("answers of others overdue"), value=found.referrals_overdue, tone="",
               address=f"{reverse('referrals')}?state=overdue"),
        Figure(label=_("that others refuse to remove"), value=found.refused, tone="applies",
               address=_list("wrong=refused")),
    ]  # fmt: skip


def _list(narrowed: str = "") -> str:
    address = reverse("replacements")
    return f"{address}?{narrowed}" if narrowed else address
