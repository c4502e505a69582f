"""How far is the programme? Assets, recorders and sites are counted apart; only what is closed is closed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Case, Count, F, Model, Q, QuerySet, Value, When

from phaseout.web.estate.models import Site
from phaseout.web.frame.access import Access
from phaseout.web.replacement.models import Inspected, Referral, Replacement
from phaseout.web.replacement.queries import overdue_mitigation, refused_by_others
from phaseout.web.replacement.queries.standing import with_deadline, with_sightings, with_standing
from phaseout.web.replacement.vocabulary import LET_OFF, OPEN_GONE, STILL_THERE, State

RECORDER = "recorder"
"""The kind, as the register's vocabulary has it."""
SITES = 20
"""Sites that the page names, those with most still there first; the list has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many."""

    assets: int
    recorders: int
    """Of the assets."""
    sites: int
    """That have one of the assets at least."""


Row = TypeVar("Row", bound=Model)
ByState = Mapping[State, Counted]
Key = TypeVar("Key")
_SORTS: Mapping[State, str] = {
    **dict.fromkeys(STILL_THERE, "there"), **dict.fromkeys(LET_OFF, "let_off"),
    **dict.fromkeys(OPEN_GONE, "removed"), State.CLOSED: "closed",
}  # fmt: skip
"""State → as what a site counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite:
    """How far the programme is at a site."""

    site: Site | None
    there: int
    let_off: int
    removed: int
    """And not closed."""
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """How far the programme is."""

    by_state: ByState
    whole: Counted
    sites_closed: int
    """Sites at which all that is in the programme is closed."""
    already: Counted
    """Still there, and a measure says that it must be gone already."""
    to_come: list[tuple[date, int]]
    """First of a month → assets still there that must be gone from a day in it."""
    without_day: int
    """Still there, and no measure says when."""
    blocked: dict[str, int]
    """Blocker → assets still there."""
    over: int
    """What an exception, a restricted use or a mitigation was said of that counts no more."""
    again: int
    to_review: int
    referrals_overdue: int
    refused: int
    """Still there, and others refused to act."""
    inspected: dict[str, int]
    """Result → replacements drawn."""
    sites: list[AtSite]
    """Those with most still there."""


class _Group(NamedTuple):
    """Replacements alike in all that is counted."""

    site: int | None
    state: State
    is_over: bool
    is_due: bool
    due: date | None
    blocker: str
    is_seen_again: bool
    is_recorder: bool
    number: int


def programme(access: Access, day: date, *, sites: Collection[int] = ()) -> Programme:
    """Return how far the programme is in what somebody may read, on a day.

    How each stands and when it must be gone takes several questions of every row: they are asked once, and
    all that the page counts is counted of what came of them.

    Args:
        access: of who reads.
        day: on which all stands as it is counted.
        sites: primary keys of those it is asked of alone; none: all.
    """
    rows = _at(sites, Replacement.objects.visible_to(access).order_by(), "asset__site")
    groups = list(_groups(with_sightings(with_deadline(with_standing(rows, day), day))))
    there = [one for one in groups if one.state in STILL_THERE]
    later = [one for one in there if not one.is_due]
    asked = Referral.objects.visible_to(access).filter(answered=None, due__lt=day)
    waiting = _at(sites, asked, "replacement__asset__site")
    inspected = _at(sites, Inspected.objects.visible_to(access).order_by(), "replacement__asset__site")
    drawn = inspected.filter(withdrawn=None).values_list("result").annotate(Count("pk"))
    of_state = [(state, [one for one in groups if one.state == state]) for state in State]
    return Programme(
        by_state={state: _together(found) for state, found in of_state if found},
        whole=_together(groups),
        sites_closed=_sites_closed(groups),
        already=_together([one for one in there if one.is_due]),
        to_come=sorted(_sums((one.due.replace(day=1), one.number) for one in later if one.due).items()),
        without_day=sum(one.number for one in later if one.due is None),
        blocked=_sums((one.blocker, one.number) for one in there if one.blocker),
        over=sum(one.number for one in groups if one.is_over),
        again=sum(one.number for one in groups if one.is_seen_again),
        to_review=rows.filter(overdue_mitigation(day)).count(),
        referrals_overdue=waiting.count(),
        refused=refused_by_others(with_standing(rows, day)).count(),
        inspected=dict(drawn),
        sites=_by_site(groups),
    )


def _at(sites: Collection[int], rows: QuerySet[Row], way: str) -> QuerySet[Row]:
    return rows.filter(**{f"{way}__in": sites}) if sites else rows


def _groups(rows: QuerySet[Replacement]) -> Iterator[_Group]:
    told = ("asset__site", "standing", "is_over", "is_due", "due", "blocker", "is_seen_again", "is_recorder")
    recorder = Case(When(asset__kind=RECORDER, then=Value(1)), default=Value(0))
    over = Case(When(~Q(("standing", F("state"))), then=Value(1)), default=Value(0))
    counted = rows.annotate(is_recorder=recorder, is_over=over).values_list(*told).annotate(Count("pk"))
    for site, standing, is_over, is_due, due, blocker, again, is_recorder, number in counted:
        yield _Group(
            site=site, state=State(standing), is_over=bool(is_over), is_due=is_due, due=due, blocker=blocker,
            is_seen_again=bool(again), is_recorder=bool(is_recorder), number=number,
        )  # fmt: skip


def _together(groups: Iterable[_Group]) -> Counted:
    found = list(groups)
    return Counted(
        assets=sum(one.number for one in found),
        recorders=sum(one.number for one in found if one.is_recorder),
        sites=len({one.site for one in found if one.site is not None}),
    )


def _sums(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for key, number in pairs:
        found[key] = found.get(key, 0) + number
    return found


def _sites_closed(groups: Iterable[_Group]) -> int:
    states: dict[int, set[State]] = defaultdict(set)
    for one in groups:
        if one.site is not None:
            states[one.site] |= {one.state}
    return sum(State.CLOSED in found <= {State.CLOSED, State.CLEARED} for found in states.values())


def _by_site(groups: Iterable[_Group]) -> list[AtSite]:
    """Return the sites with most still there, then with most removed."""
    at: dict[int | None, Counter[str]] = defaultdict(Counter)
    for one in groups:
        at[one.site][_SORTS.get(one.state, "")] += one.number
    most = sorted(at, key=lambda pk: (-at[pk]["there"], -at[pk]["removed"], pk is not None, pk or 0))
    ordered = most[:SITES]
    sites = Site.everything.in_bulk([pk for pk in ordered if pk is not None])
    return [
        AtSite(
            site=sites.get(pk) if pk is not None else None,
            **{sort: at[pk][sort] for sort in ("there", "let_off", "removed", "closed")},
        )
        for pk in ordered
    ]


def at_site(access: Access, day: date, site: Site) -> AtSite | None:
    """Return how far the programme is at a site; None where nothing of it is in the programme."""
    rows = with_standing(Replacement.objects.visible_to(access).filter(asset__site=site).order_by(), day)
    found = _sums(
        (_SORTS.get(State(standing), ""), number)
        for standing, number in rows.values_list(*("standing",)).annotate(Count("pk"))
    )
    if not found:
        return None
    return AtSite(
        site=site, **{sort: found.get(sort, 0) for sort in ("there", "let_off", "removed", "closed")}
    )


def by_state(access: Access, day: date) -> ByState:
    """Return how many stand at each state on a day, in what somebody may read."""
    return _by_state(with_standing(Replacement.objects.visible_to(access).order_by(), day))


def _by_state(rows: QuerySet[Replacement]) -> ByState:
    counted = rows.values_list(*("standing",)).annotate(**_FIGURES)
    found = {state: figures for state, *figures in counted}
    return {state: _of(found[state]) for state in State if state in found}


_FIGURES = {
    "number": Count("pk"),
    "recorders": Count("pk", filter=Q(asset__kind=RECORDER)),
    "sites": Count("asset__site", distinct=True),
}


def _of(figures: list[int]) -> Counted:
    return Counted(assets=figures[0], recorders=figures[1], sites=figures[2])
