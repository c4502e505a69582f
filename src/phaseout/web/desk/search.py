"""What in somebody's reach does a text lead to: sites, things, findings, surveys, people, and the law?

Each group asks as its list does, so that the list behind "all" has the same rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.discussion.models import Task
from phaseout.web.discussion.queries import tasks_seen, titled
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import FEW as THINGS
from phaseout.web.estate.queries import begun, called, matching, sites_with
from phaseout.web.findings.filters import speaking_of
from phaseout.web.findings.models import Finding
from phaseout.web.findings.queries import findings_seen
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.folded import folded
from phaseout.web.measures import queries as law
from phaseout.web.people.models import Person
from phaseout.web.people.queries import named as people_named
from phaseout.web.people.queries import people_within
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.queries import named as surveys_named

FEW = 10
"""Hits that each group shows."""
MOST = 1000
"""Hits that are counted; beyond, there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something a text leads to."""

    id: int | str
    """Primary key of the row, or what a measure is called."""
    title: str
    address: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hits of one sort."""

    id: str
    title: str
    hits: Sequence[Hit]
    number: int
    is_more: bool
    address: str
    """The list with the same rows; empty where the hits are all there are."""


def found(access: Access, text: str) -> list[Group]:
    """Return what a text leads to, for somebody; groups without a hit are left out."""
    if not folded(text):
        return []
    return [group for group in _groups(access, text) if group.hits]


def _groups(access: Access, text: str) -> Iterator[Group]:
    sites = Site.objects.visible_to(access).select_related("organisation")
    yield _of_rows("sites", _("Sites"), sites_with(sites, text), _site, {"text": text})
    assets = matching(access, Asset.objects.visible_to(access), text)
    are_many = len(begun(access, text)) > THINGS
    yield _of_rows("assets", _("Assets"), assets, _asset, {"text": text}, are_many=are_many)
    findings = speaking_of(access, findings_seen(access), text)
    yield _of_rows("findings", _("Findings"), findings, _finding, {"text": text}, are_many=are_many)
    surveys = surveys_named(Survey.objects.visible_to(access), text)
    yield _of_rows("surveys", _("Surveys"), surveys, _survey, {"name": text})
    yield _of_rows(
        "tasks", _("Tasks"), titled(tasks_seen(access), text), _task, {"text": text, "state": "any"}
    )
    if access.may_anywhere(Permission.KEEP_PEOPLE):
        people = people_named(people_within(access), text)
        yield _of_rows("people", _("People"), people, _person, {"q": text})
    yield _of_all("organisations", _("Organisations"), _organisations(access, text), text)
    measures = [
        Hit(id=one.id, title=title, address=reverse("measure", args=[one.id]), detail=state)
        for one, title, state in law.titled(text, timezone.localdate())
    ]
    yield _of_all("measures", _("Measures"), measures, text)


def _of_rows(
    route: str,
    title: str,
    rows: QuerySet[Any],
    hit: Callable[[Any], Hit],
    asked: Mapping[str, str],
    *,
    are_many: bool = False,
) -> Group:
    """Look for keys first, in an index alone, and then for the few rows that are shown.

    Where a text leads to more things than are named one by one, nobody counts them.
    """
    keys = list(rows.values_list("pk", flat=True)[: FEW + 1])
    shown = {row.pk: row for row in rows.order_by().filter(pk__in=keys[:FEW])} if keys else {}
    is_short = len(keys) <= FEW
    number = len(keys) if is_short else MOST + 1 if are_many else rows.order_by()[: MOST + 1].count()
    return Group(
        id=route, title=title, hits=[hit(shown[pk]) for pk in keys[:FEW] if pk in shown],
        number=min(number, MOST), is_more=number > MOST,
        address=f"{reverse(route)}?{urlencode(asked)}" if not is_short else "",
    )  # fmt: skip


def _of_all(route: str, title: str, hits: Sequence[Hit], text: str) -> Group:
    is_longer = len(hits) > FEW
    return Group(
        id=route, title=title, hits=hits[:FEW], number=len(hits), is_more=False,
        address=f"{reverse(route)}?{urlencode({'text': text})}" if is_longer else "",
    )  # fmt: skip


def _organisations(access: Access, text: str) -> list[Hit]:
    seen = [one.organisation for one in called(access, text)]
    return [
        Hit(id=one.pk, title=one.name, address=f"{reverse('sites')}?organisation={one.pk}") for one in seen
    ]


def _site(row: Site) -> Hit:
    address = reverse("site", args=[row.pk])
    return Hit(id=row.pk, title=f"{row.ref} – {row.name}", address=address, detail=row.organisation.name)


def _asset(row: Asset) -> Hit:
    what = ", ".join(filter(None, (words.kind(row.kind), words.party(row.maker), row.model)))
    return Hit(id=row.pk, title=row.label, address=reverse("asset", args=[row.pk]), detail=what)


def _finding(row: Finding) -> Hit:
    said = f"{words.measure(row.measure)} · {words.outcome(row.outcome)}"
    return Hit(id=row.pk, title=row.asset.label, address=reverse("finding", args=[row.pk]), detail=said)


def _survey(row: Survey) -> Hit:
    return Hit(
        id=row.pk, title=row.name, address=reverse("survey", args=[row.pk]), detail=row.get_state_display()
    )


def _task(row: Task) -> Hit:
    return Hit(
        id=row.pk, title=row.title, address=reverse("task", args=[row.pk]), detail=row.get_state_display()
    )


def _person(row: Person) -> Hit:
    return Hit(id=row.pk, title=str(row), address=reverse("person", args=[row.pk]), detail=row.email)
