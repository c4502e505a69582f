"""Where does the review stand, and how far is the programme: the figures of the first page?"""

from datetime import date
from typing import Annotated

from django.utils import timezone

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun
from phaseout.web.api.pages import check_names
from phaseout.web.api.schema import OneOf, Schema
from phaseout.web.api.shape import told
from phaseout.web.findings.queries.counts import standing
from phaseout.web.findings.reviewed import Review
from phaseout.web.replacement.queries.counts import programme as counted
from phaseout.web.replacement.vocabulary import Blocker, Result, State

NOUN = Noun("dashboard")
Reviews = Annotated[str, OneOf(Review)]


class SiteStandingOut(Schema):
    """How a site stands."""

    site: int | None
    """Null of what stands at no site."""
    applies: int
    undetermined: int
    open: int
    """Findings that somebody has to look at, whatever the law answers."""


class MonthOut(Schema):
    """What begins or ends in a month."""

    first: date
    begins: int
    """Findings that apply from a day in it."""
    ends: int
    """Exceptions of a measure that end in it."""
    expires: int
    """Judgements that count no more after a day in it."""


class FactOut(Schema):
    """What a fact would settle that nobody said."""

    fact: str
    findings: int
    assets: int


class DashboardOut(Schema):
    """Where the review stands, of all within reach."""

    day: date
    findings: dict[str, dict[Reviews, int]]
    """Outcome, then where the review stands, then how many."""
    assets_to_go: int
    """Assets that a measure forbids today, that nobody let off, and that are not shown to be gone."""
    assets_let_off: dict[Reviews, int]
    """Assets that a measure forbids, but people let off all their findings."""
    sites: list[SiteStandingOut]
    """The ten at which most applies or is open."""
    months: list[MonthOut]
    """From this one on."""
    to_decide: int
    """Proposals that wait for somebody to decide."""
    waiting_for_you: int
    """Those among them that you may decide."""
    facts: list[FactOut]
    """That findings wait for, those that most wait for first."""
    for_a_ruling: int
    """Undetermined findings that no fact would settle."""


class CountedOut(Schema):
    """How many."""

    assets: int
    recorders: int
    """Of the assets."""
    sites: int
    """With one of the assets at least."""


class ToComeOut(Schema):
    """What must be gone from a day in a month."""

    first: date
    assets: int


class SiteProgressOut(Schema):
    """How far the programme is at a site."""

    site: int | None
    there: int
    let_off: int
    removed: int
    """And not closed."""
    closed: int


class ProgressOut(Schema):
    """How far the programme of replacement is, of all within reach. Only what is closed is closed."""

    day: date
    states: dict[Annotated[str, OneOf(State)], CountedOut]
    whole: CountedOut
    sites_closed: int
    """Sites at which all that is in the programme is closed."""
    already: CountedOut
    """Still there, and a measure says that it must be gone already."""
    to_come: list[ToComeOut]
    """Still there, by month, as a measure says that it must be gone."""
    without_day: int
    """Still there, and no measure says when."""
    blocked: dict[Annotated[str, OneOf(Blocker)], int]
    over: int
    """Resting on an exception, a restricted use or a mitigation that counts no more."""
    seen_again: int
    """After their removal."""
    to_review: int
    """With a mitigation that is to be reviewed."""
    referrals_overdue: int
    refused: int
    """Still there, and others refused to act."""
    inspected: dict[Annotated[str, OneOf(Result)], int]
    sites: list[SiteProgressOut]
    """The twenty at which most is still there."""


@NOUN.shows("/dashboard", "api-dashboard", DashboardOut)
def dashboard(request: Call) -> DashboardOut:
    """Say what applies, where and from when, how far it was reviewed, and what waits for whom."""
    check_names(request, ())
    today = timezone.localdate()
    found = standing(request.access, today)
    return told(
        DashboardOut,
        found,
        day=today,
        findings=found.reviewed.by_outcome,
        assets_to_go=found.reviewed.to_go,
        assets_let_off=found.reviewed.let_off,
        sites=[told(SiteStandingOut, one, open=one.findings) for one in found.sites],
        months=[told(MonthOut, one) for one in found.months],
        waiting_for_you=found.on_me,
        facts=[told(FactOut, one) for one in found.facts],
    )


@NOUN.shows("/programme", "api-progress", ProgressOut)
def programme(request: Call) -> ProgressOut:
    """Say how far the programme of replacement is: assets, recorders and sites apart."""
    check_names(request, ())
    today = timezone.localdate()
    found = counted(request.access, today)
    return told(
        ProgressOut,
        found,
        day=today,
        states={state: told(CountedOut, one) for state, one in found.by_state.items()},
        whole=told(CountedOut, found.whole),
        already=told(CountedOut, found.already),
        to_come=[ToComeOut(first=first, assets=number) for first, number in found.to_come],
        seen_again=found.again,
        sites=[told(SiteProgressOut, one, site=one.site and one.site.pk) for one in found.sites],
    )
