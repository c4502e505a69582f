"""What is there of findings, questions and answers, for whoever asks?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.findings.models import Answer, Asked, Determination, Finding, Judgement, Step
from phaseout.web.findings.must_go import let_off
from phaseout.web.findings.own import own_acts
from phaseout.web.findings.place import Place
from phaseout.web.findings.recording import RULING, Before, Key
from phaseout.web.findings.sums import AskedTally, Tally
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.among import among

OPEN = ("applies", "influence-only", "applies-from", "undetermined")


def findings_seen(access: Access) -> QuerySet[Finding]:
    """Return the findings somebody may read, with what a list shows of them."""
    return Finding.objects.visible_to(access).select_related("asset", "site", "organisation")


def with_checked(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Return the findings, each with ``checked_through``: the day through which its measure was checked.

    That is as the register had it that answered last.
    """
    given = Determination.everything.filter(finding=OuterRef("pk")).order_by("-pk")
    return findings.annotate(checked_through=Subquery(given.values("checked_through")[:1]))


def waiting_on(access: Access, findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Return the findings that wait on somebody: what others proposed, what was sent back to them."""
    mine = Judgement.everything.filter(finding=OuterRef("pk"), proposed_by=access.person)
    others = Q(step=Step.PROPOSED, organisation__in=access.within(Permission.DECIDE)) & ~Q(
        Exists(mine.filter(step=Step.PROPOSED))
    )
    # The steps are said once more, for an index to be taken: of an alternative none is.
    waiting = findings.filter(step__in=(Step.PROPOSED, Step.SENT_BACK))
    return waiting.filter(others | (Q(step=Step.SENT_BACK) & Q(Exists(mine.filter(step=Step.SENT_BACK)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """How many proposals wait for a decision, and how many findings wait on somebody."""

    proposals: int
    on_me: int
    """As many as ``waiting_on`` finds."""


def to_decide(access: Access) -> ToDecide:
    """Return what waits in somebody's reach; no finding is looked at for a proposal.

    A finding is proposed where, and only where, one proposal on it waits: the index of these answers.
    """
    proposed = Judgement.objects.visible_to(access).filter(step=Step.PROPOSED).values_list("organisation")
    mine = Count("pk", filter=Q(proposed_by=access.person))
    counted = list(proposed.annotate(number=Count("pk"), mine=mine).order_by())
    decided = access.within(Permission.DECIDE)
    back = waiting_on(access, Finding.objects.visible_to(access).filter(step=Step.SENT_BACK))
    return ToDecide(
        proposals=sum(number for _, number, _ in counted),
        on_me=sum(number - own for pk, number, own in counted if pk in decided) + back.count(),
    )


def steps_of(finding: Finding) -> QuerySet[Judgement]:
    """Return every step of a finding's review, the newest first, with who took it."""
    steps = Judgement.everything.filter(finding=finding).select_related("proposed_by", "decided_by")
    return steps.prefetch_related("attachments")


def proposals_on(access: Access, findings: Collection[int]) -> dict[int, Judgement]:
    """Return what waits for a decision on some findings, with who proposed it, by the finding."""
    waiting = Judgement.objects.visible_to(access).filter(finding__in=findings, step=Step.PROPOSED)
    found = waiting.select_related("proposed_by").prefetch_related("attachments")
    return {one.finding_id: one for one in found}


def last_answers(access: Access, findings: Collection[int]) -> dict[int, Determination]:
    """Return the last answer of some findings, with its reasons, by the finding."""
    given = Determination.objects.visible_to(access).filter(finding__in=findings)
    last = given.order_by().values("finding").annotate(last=Max("pk")).values("last")
    # Hundreds of answers rest on a few reasons of 8 kB: each of these is asked for once.
    found = Determination.everything.filter(pk__in=last).prefetch_related("reasoning")
    return {one.finding_id: one for one in found}


def standing_before(assets: Collection[int]) -> dict[Key, Before]:
    """Return how each finding on some assets stands; for a service that records what is new."""
    rows = Finding.everything.filter(among("asset", assets)).values_list(
        "asset", "measure", "act", *Before._fields
    )
    return {(asset, measure, act): Before(*rest) for asset, measure, act, *rest in rows}


def answers_before(survey: int, assets: Collection[int]) -> Iterable[Determination]:
    """Return, for each finding on some assets that a survey answered last, the answer before."""
    answered = Determination.everything.filter(finding__asset__in=assets, finding__survey=survey)
    last = answered.exclude(survey=survey).values("finding").annotate(last=Max("pk")).order_by()
    return Determination.everything.filter(pk__in=[one["last"] for one in last]).select_related("finding")


def known_findings(assets: Collection[int]) -> dict[Key, int]:
    """Return the primary key of each finding on some assets."""
    rows = Finding.everything.filter(among("asset", assets)).values_list("asset", "measure", "act", "pk")
    return {(asset, measure, act): pk for asset, measure, act, pk in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many findings and assets wait for a fact."""

    fact: str
    findings: int
    assets: int


def waiting_facts(access: Access) -> list[Waiting]:
    """Return the facts that findings wait for, those that most wait for first."""
    sums = AskedTally.objects.visible_to(access).exclude(fact=RULING).values_list("fact")
    counted = sums.annotate(waiting=Sum("findings"), things=Sum("assets")).filter(waiting__gt=0)
    return [
        Waiting(fact=fact, findings=findings, assets=assets)
        for fact, findings, assets in counted.order_by("-waiting", "fact")
    ]


def needing_a_ruling(findings: QuerySet[Finding], *, is_needed: bool = True) -> QuerySet[Finding]:
    """Return those of undetermined findings that no fact would settle, or those that some fact would."""
    found = Exists(Asked.everything.filter(finding=OuterRef("pk"), fact=RULING))
    return findings.filter(found if is_needed else ~found)


def for_a_ruling(access: Access) -> int:
    """Return how many findings no fact would settle."""
    sums = AskedTally.objects.visible_to(access).filter(fact=RULING)
    return sums.aggregate(number=Sum("findings", default=0))["number"] or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Where a fact is missing."""

    organisation: Organisation
    site: Site | None
    findings: int
    assets: int


def waiting_places(access: Access, fact: str) -> Iterator[Missing]:
    """Yield, for a fact, how many findings wait for it in each organisation and at each of its sites."""
    rows = list(
        AskedTally.objects.visible_to(access)
        .filter(fact=fact)
        .values_list("organisation", "site")
        .annotate(waiting=Sum("findings"), things=Sum("assets"))
        .filter(waiting__gt=0)
        .order_by("-waiting", "organisation", "site")
    )
    organisations = Organisation.everything.in_bulk({row[0] for row in rows})
    sites = Site.everything.in_bulk({row[1] for row in rows if row[1]})
    for organisation, site, findings, assets in rows:
        yield Missing(
            organisation=organisations[organisation], site=sites.get(site), findings=findings, assets=assets
        )


def things_waiting(access: Access, fact: str, number: int) -> QuerySet[Asset]:
    """Return things that somebody answers for and of which a fact is missing, place by place.

    Places are added until they hold enough: otherwise a database puts all that wait in order of their labels,
    be it a million, to show a few.
    """
    mine = Asset.objects.within(access, Permission.ASSESS)
    sums = AskedTally.objects.within(access, Permission.ASSESS).filter(fact=fact)
    places = sums.values_list("organisation", "site").annotate(things=Sum("assets")).filter(things__gt=0)
    chosen, found = Q(pk__in=()), 0
    for organisation, site, things in places.order_by("organisation", "site"):
        chosen |= Q(site=site) if site else Q(organisation=organisation, site=None)
        found += things
        if found >= number:
            break
    waiting = Asked.everything.filter(finding__asset=OuterRef("pk"), fact=fact)
    return mine.filter(chosen, Exists(waiting)).order_by("label", "pk")


def touched(access: Access, fact: str, place: Q) -> Waiting:
    """Return how many findings that wait for a fact an answer for a place is about."""
    waiting = Asked.objects.visible_to(access).filter(place, fact=fact)
    counted = waiting.aggregate(findings=Count("pk"), assets=Count("finding__asset", distinct=True))
    return Waiting(fact=fact, **counted)


def about(places: Iterable[Place]) -> Q:
    """Return which facts asked the places are about."""
    found = Q(pk__in=())
    for one in places:
        if one.asset is not None:
            found |= Q(finding__asset=one.asset)
        elif one.site is not None:
            found |= Q(finding__site=one.site)
        else:
            path = Organisation.everything.values_list("path", flat=True).get(pk=one.organisation)
            found |= Q(finding__organisation__path__startswith=path)
    return found


def answers_seen(access: Access) -> QuerySet[Answer]:
    """Return the answers somebody may read, the newest first."""
    rows = Answer.objects.visible_to(access)
    return rows.select_related("organisation", "site", "asset", "by", "withdrawn_by")


def withdrawable(access: Access) -> QuerySet[Answer]:
    """Return the answers that somebody may take back: what a thing is, is corrected on its own page."""
    mine = Answer.objects.within(access, Permission.ASSESS).filter(withdrawn=None)
    return mine.exclude(asset__isnull=False, fact__in=CLAIMED).select_related("organisation", "site", "asset")


def is_withdrawn_since(organisation: Organisation, begun: datetime) -> bool:
    """Return whether an answer that a survey of an organisation knew was taken back after a moment."""
    return Answer.everything.filter(_near(organisation), withdrawn__gt=begun, at__lte=begun).exists()


def _near(organisation: Organisation) -> Q:
    """Return the answers of an organisation, of those above it and of those below it."""
    above = [int(pk) for pk in organisation.path.strip("/").split("/")]
    return Q(organisation__in=above) | Q(organisation__path__startswith=organisation.path)


def surveys_with_findings(*, reached: date | None = None) -> set[int]:
    """Return the primary keys of the surveys that answered some finding last.

    Args:
        reached: a day: only those of whose findings one waits for that day, or for one before it.
    """
    found = Finding.everything.filter(survey__isnull=False)
    if reached is not None:
        begins = Q(outcome="applies-from", on__lte=reached)
        found = found.filter(begins | Q(outcome="excepted", until__lte=reached))
    surveys = found.order_by().values_list("survey", flat=True).distinct()
    return {one for one in surveys if one is not None}


def answered_last_by(survey: int) -> set[int]:
    """Return the primary keys of the assets some of whose findings a survey answered last."""
    return set(Finding.everything.filter(survey=survey).order_by().values_list("asset", flat=True).distinct())


def answers_that_hold(organisation: Organisation) -> Iterator[Answer]:
    """Yield the answers a survey of an organisation has to know: of two for one place and fact the later.

    The nearest come first: of things, of sites, of branches from the lowest up.
    """
    near = Answer.everything.filter(_near(organisation), withdrawn=None)
    seen: set[tuple[object, ...]] = set()
    related = near.select_related("organisation", "site", "by").prefetch_related(
        Prefetch("asset", Asset.everything.prefetch_related("keys"))
    )
    found = sorted(related, key=lambda one: (not one.asset_id, not one.site_id, -len(one.organisation.path)))
    for one in found:  # sorted keeps the order of alike: the newest first
        place = (one.organisation_id, one.site_id, one.asset_id, one.fact)
        if place not in seen:
            seen.add(place)
            yield one


def counts_by_measure(access: Access) -> dict[str, dict[str, int]]:
    """Return, for each measure, how many findings have which outcome."""
    found: dict[str, dict[str, int]] = {}
    sums = Tally.objects.visible_to(access).values_list("measure", "outcome")
    rows = sums.annotate(number=Sum("findings")).filter(number__gt=0)
    for measure, outcome, count in rows:
        found.setdefault(measure, {})[outcome] = count
    return found


def gravest_open(asset: Asset) -> Finding | None:
    """Return the gravest finding on a thing about acts of one's own that nobody let off; None without one."""
    found = Finding.everything.filter(asset=asset, act__in=own_acts()).exclude(let_off(timezone.localdate()))
    return found.order_by("rank", "pk").first()
