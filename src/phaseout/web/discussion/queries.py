"""What was said and what is to be done, for whoever asks?"""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from phaseout.web.discussion.models import Comment, Mention, State, Task, Thing
from phaseout.web.discussion.things import organisation_of, sort_of
from phaseout.web.estate.models import Organisation
from phaseout.web.estate.queries import branches
from phaseout.web.frame.access import PERMITS, Access, Permission, Role
from phaseout.web.frame.folded import folded
from phaseout.web.people.models import Grant, Person

CHANGEABLE = timedelta(minutes=30)
"""How long its writer may change a comment."""
SOON = timedelta(days=7)
THINGS = (
    "site", "asset", "finding__asset", "survey", "organisation", "person"
)  # fmt: skip


def people_who_may(permission: Permission, organisation: int) -> QuerySet[Person]:
    """Return the people with a role that permits something in an organisation, by name."""
    roles = [role for role in Role if permission in PERMITS[role]]
    path = Organisation.everything.values_list("path", flat=True).get(pk=organisation)
    above = [int(pk) for pk in path.split("/") if pk]
    granted = Grant.everything.filter(organisation__in=above, role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=granted.values("person")).order_by("name", "pk")


def comments_on(thing: Thing) -> QuerySet[Comment]:
    """Return what was said about a thing that somebody sees, in the order it was written."""
    about = Comment.everything.filter(**{sort_of(thing): thing}).select_related("by")
    return about.prefetch_related("wordings", "mentions__person")


def is_changeable(access: Access, comment: Comment) -> bool:
    """Return whether somebody may still change a comment: it is theirs, and young."""
    young = comment.at > timezone.now() - CHANGEABLE
    return comment.by_id == access.person and young and comment.withdrawn is None


def is_withdrawable(access: Access, comment: Comment) -> bool:
    """Return whether somebody may withdraw a comment: it is theirs, whenever it was written."""
    return comment.by_id == access.person and comment.withdrawn is None


def comment_seen(access: Access) -> QuerySet[Comment]:
    """Return the comments where somebody may discuss."""
    return Comment.objects.within(access, Permission.DISCUSS).select_related(
        "site", "asset", "finding__asset", "survey"
    )


def mentioned(comment: Comment) -> list[Person]:
    """Return whom a comment names; nobody where its writer withdrew it."""
    return [] if comment.withdrawn else [one.person for one in comment.mentions.all()]


def mentions_waiting(access: Access) -> QuerySet[Mention]:
    """Return where somebody is named and did not look yet, the newest first; not what was withdrawn."""
    mine = Mention.objects.visible_to(access).filter(person=access.person, seen=None, comment__withdrawn=None)
    related = (f"comment__{one}" for one in ("by", "site", "asset", "finding__asset", "survey"))
    return mine.select_related(*related).order_by("-pk")


def tasks_seen(access: Access) -> QuerySet[Task]:
    """Return the tasks somebody may read, with what a list shows; the most urgent first."""
    return Task.objects.visible_to(access).select_related(*THINGS).order_by(*URGENT)


URGENT = (F("due").asc(nulls_last=True), "pk")


def tasks_on(thing: Thing) -> QuerySet[Task]:
    """Return the open tasks about a thing that somebody sees, the most urgent first."""
    about = Task.everything.filter(**{sort_of(thing): thing}, state=State.OPEN)
    return about.select_related("person").order_by(*URGENT)


def within_organisations(tasks: QuerySet[Task], organisations: frozenset[int]) -> QuerySet[Task]:
    """Return the tasks about organisations, or about things of theirs."""
    return tasks.filter(_of(organisations))


def titled(tasks: QuerySet[Task], text: str) -> QuerySet[Task]:
    """Return the tasks whose title has every word of a text, whatever the capitals and accents."""
    for word in folded(text).split():
        tasks = tasks.filter(Q(("sought__contains", word)))
    return tasks


def waiting_on(access: Access, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return the open tasks that somebody has to do: theirs, and those of a role they have there."""
    mine = Q(person=access.person)
    for role, reach in _roles_of(access.person).items():
        mine |= Q(role=role) & _of(reach)
    return tasks.filter(mine, state=State.OPEN)


def tasks_due(access: Access, today: date) -> list[Task]:
    """Return the open tasks that somebody has to do within a week, or had to, the most urgent first."""
    return list(waiting_on(access, tasks_seen(access)).filter(due__lte=today + SOON))


def may_settle(access: Access, task: Task) -> bool:
    """Return whether somebody may change or close a task."""
    return access.may(Permission.DISCUSS, organisation_of(task.thing))


def _of(organisations: frozenset[int]) -> Q:
    found = Q(organisation__in=organisations)
    for thing in ("site", "asset", "finding", "survey"):
        found |= Q(**{f"{thing}__organisation__in": organisations})
    return found


def _roles_of(person: int) -> dict[str, frozenset[int]]:
    """Return each role somebody has with the organisations in which it holds."""
    grants = list(Grant.everything.filter(person=person).values_list("role", "organisation__path"))
    reach = branches({path for _, path in grants})
    found: dict[str, frozenset[int]] = defaultdict(frozenset)
    for role, path in grants:
        found[role] |= reach[path]
    return found
