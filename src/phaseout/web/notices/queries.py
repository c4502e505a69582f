"""Who is told of what, for whoever asks, and what is there to be told?"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from phaseout.web.findings.models import Cause, Determination, Finding
from phaseout.web.frame.access import Access, Permission
from phaseout.web.notices.models import Delivery, Letter, Rhythm, State, Webhook, Wish
from phaseout.web.people.models import Person
from phaseout.web.surveys.models import State as SurveyState
from phaseout.web.surveys.models import Survey

NEWS = (Cause.FIRST, Cause.EVIDENCE, Cause.REGISTER, Cause.ANSWERS, Cause.BOTH)
FINISHED = (SurveyState.READY, SurveyState.FAILED)


def webhooks_kept(access: Access) -> QuerySet[Webhook]:
    """Return the webhooks of organisations whose people somebody keeps, with counts of deliveries."""
    rows = Webhook.objects.within(access, Permission.KEEP_PEOPLE).select_related("organisation")
    return rows.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        given_up=Count("deliveries", filter=Q(deliveries__state=State.GIVEN_UP)),
        last_tried=Max("deliveries__tried"),
    )


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """Return what a webhook was or is to be told, the newest first."""
    return Delivery.everything.filter(webhook=webhook)


def rhythm_of(person: Person) -> str:
    """Return how often somebody wants a letter."""
    wish = Wish.objects.filter(person=person).first()
    return wish.rhythm if wish else Rhythm.OFF


def to_be_written(today: date) -> Iterator[Person]:
    """Yield those who want a letter on a day and whose letter of that day nobody has dealt with."""
    rhythms = [Rhythm.DAILY] + ([Rhythm.WEEKLY] if today.weekday() == 0 else [])
    wishing = Person.objects.filter(is_active=True, digest_wish__rhythm__in=rhythms)
    dealt = Letter.objects.filter(day=today).values("person")
    yield from wishing.exclude(pk__in=dealt).order_by("pk").iterator(chunk_size=500)


def told_until(person: Person) -> datetime | None:
    """Return up to which moment somebody was told, None where they never were."""
    last = Letter.objects.filter(person=person, is_done=True).aggregate(last=Max("until"))["last"]
    return last if isinstance(last, datetime) else None


def surveys_finished(access: Access, since: datetime) -> QuerySet[Survey]:
    """Return the surveys that somebody works on or brought in, examined since a moment."""
    seen = Survey.objects.visible_to(access).filter(finished__gte=since, state__in=FINISHED)
    return seen.filter(Q(by=access.person) | Q(organisation__in=access.within(Permission.SURVEY)))


def newly_applying(access: Access, since: datetime) -> QuerySet[Finding]:
    """Return the findings that apply since a moment and did not before."""
    told = Determination.objects.visible_to(access).filter(
        made_at__gte=since, outcome="applies", cause__in=NEWS
    )
    return Finding.objects.visible_to(access).filter(outcome="applies", pk__in=told.values("finding"))
