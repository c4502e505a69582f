"""Where do the findings in somebody's reach stand? From the sums that are kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.findings.queries import OPEN, Waiting, for_a_ruling, to_decide, waiting_facts
from phaseout.web.findings.queries.gone import shown_gone
from phaseout.web.findings.reviewed import Review, on_day
from phaseout.web.findings.sums import AssetTally, Tally
from phaseout.web.frame.access import Access

SITES = 10
"""Sites that the first page names; the list has all."""
Counts = Mapping[str, Counter[Review]]
"""Outcome → where the review stands → findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCount:
    """How a site stands."""

    site: int | None
    name: str
    applies: int
    undetermined: int
    findings: int
    """Open ones, whatever the outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What begins or ends in a month."""

    first: date
    begins: int
    """Findings that apply from a day in it."""
    ends: int
    """Exceptions of a measure that end in it."""
    expires: int
    """Judgements that count no more after a day in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the law answers, and beside it what people made of that."""

    by_outcome: Counts
    to_go: int
    """Assets that must go: a measure applies today to having or using them, nobody let that off, and they are
    not shown to be gone."""
    let_off: Counter[Review]
    """Assets on which such a measure applies, but people let every one of these findings off."""

    @property
    def outcomes(self) -> dict[str, int]:
        """Findings of each outcome, whatever people made of them."""
        return {outcome: counts.total() for outcome, counts in self.by_outcome.items()}

    @property
    def reviews(self) -> Counter[Review]:
        """Findings whose review stands at each place, whatever the outcome."""
        return sum(self.by_outcome.values(), Counter())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the findings in somebody's reach stand."""

    reviewed: Reviewed
    sites: tuple[SiteCount, ...]
    months: tuple[Month, ...]
    to_decide: int
    """Proposals that wait for a decision."""
    on_me: int
    facts: tuple[Waiting, ...]
    for_a_ruling: int
    """Undetermined findings that no fact would settle."""


def standing(access: Access, today: date) -> Standing:
    """Return where the findings stand that somebody may read: outcomes, sites, days to come, who knows."""
    sums, waiting = Tally.objects.visible_to(access), to_decide(access)
    return Standing(
        reviewed=reviewed(access, today),
        sites=tuple(_sites(sums)),
        months=tuple(_months(sums, today)),
        to_decide=waiting.proposals,
        on_me=waiting.on_me,
        facts=tuple(waiting_facts(access)),
        for_a_ruling=for_a_ruling(access),
    )


def reviewed(
    access: Access, today: date, *, site: Site | None = None, organisation: Organisation | None = None
) -> Reviewed:
    """Return what the law answers and what people made of it: everywhere, at a site, or in a branch."""
    where = Q()
    if site is not None:
        where &= Q(site=site)
    if organisation is not None:
        where &= Q(organisation__path__startswith=organisation.path)
    sums = Tally.objects.visible_to(access).filter(where).values_list("outcome", "review", "expires")
    by_outcome: dict[str, Counter[Review]] = {}
    for outcome, review, expires, number in sums.annotate(number=Sum("findings")).filter(number__gt=0):
        by_outcome.setdefault(outcome, Counter())[on_day(review, expires, today)] += number
    things = AssetTally.objects.visible_to(access).filter(where).values_list("review", "expires")
    let_off: Counter[Review] = Counter()
    to_go = 0
    for review, expires, number in things.annotate(number=Sum("assets")).filter(number__gt=0):
        if not review or on_day(review, expires, today) == Review.EXPIRED:
            to_go += number
        else:
            let_off[Review(review)] += number
    to_go -= shown_gone(access, today).filter(where).count()
    return Reviewed(by_outcome=by_outcome, to_go=to_go, let_off=let_off)


def _sites(sums: QuerySet[Tally]) -> Iterator[SiteCount]:
    """Yield the sites with most that applies or is open."""
    rows = list(
        sums.filter(outcome__in=OPEN)
        .values_list("site")
        .annotate(
            open=Sum("findings"),
            applies=Sum("findings", filter=Q(outcome="applies"), default=0),
            undetermined=Sum("findings", filter=Q(outcome="undetermined"), default=0),
        )
        .filter(open__gt=0)
        .order_by("-applies", "-open", "site")[:SITES]
    )
    known = Site.everything.in_bulk({row[0] for row in rows if row[0]})
    for site, findings, applies, undetermined in rows:
        name = known[site].name if site else ""
        yield SiteCount(site=site, name=name, findings=findings, applies=applies, undetermined=undetermined)


def _months(sums: QuerySet[Tally], today: date) -> Iterator[Month]:
    """Yield the months from this one on in which something begins or ends."""
    this = today.replace(day=1)
    to_come = sums.filter(month__gte=this).values_list("outcome", "month").annotate(number=Sum("findings"))
    by_outcome: dict[str, dict[date, int]] = defaultdict(dict)
    for outcome, month, number in to_come.filter(number__gt=0):
        by_outcome[outcome][month] = number
    begins, ends = by_outcome["applies-from"], by_outcome["excepted"]
    expires: Counter[date] = Counter()
    lasting = sums.filter(expires__gte=this).values_list("expires").annotate(number=Sum("findings"))
    for day, number in lasting.filter(number__gt=0):
        expires[day.replace(day=1)] += number
    for first in sorted({*begins, *ends, *expires}):
        yield Month(
            first=first, begins=begins.get(first, 0), ends=ends.get(first, 0), expires=expires.get(first, 0)
        )
