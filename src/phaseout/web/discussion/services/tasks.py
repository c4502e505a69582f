"""What gives, changes and settles tasks?"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.discussion.models import DOERS, State, Task, Thing
from phaseout.web.discussion.queries import people_who_may
from phaseout.web.discussion.things import organisation_of, sort_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What somebody says of a task: whose it is, a person's or a role's."""

    title: str
    note: str = ""
    due: date | None = None
    person: Person | None = None
    role: str = ""


@transaction.atomic
def give_task(access: Access, thing: Thing, facts: TaskFacts) -> Task:
    """Ask somebody, or whoever has a role, to do something about a thing.

    Raises:
        PermissionDenied: somebody may not discuss there, or who is to do it may not.
    """
    access.require(Permission.DISCUSS, organisation_of(thing))
    task = _written(Task(by_id=access.person, **{sort_of(thing): thing}), facts)
    noted(access, organisation_of(thing), "task-given", about=task.title, after=_told(task))
    return task


@transaction.atomic
def change_task(access: Access, task: Task, version: int, facts: TaskFacts) -> Task:
    """Say anew what is to be done, by when and by whom.

    Raises:
        PermissionDenied: somebody may not discuss there, or somebody else is to do it who may not.
        ChangedMeanwhileError: somebody else changed it since.
    """
    current = claim(task, version)
    access.require(Permission.DISCUSS, organisation_of(current.thing))
    before = _told(current)
    written = _written(current, facts)
    about, where = current.title, organisation_of(current.thing)
    noted(access, where, "task-changed", about=about, before=before, after=_told(written))
    return written


@transaction.atomic
def settle_task(access: Access, task: Task, version: int, state: State, answer: str = "") -> Task:
    """Say that a task is done or given up, or open again.

    Raises:
        PermissionDenied: somebody may not discuss there.
        ChangedMeanwhileError: somebody else changed it since.
    """
    current = claim(task, version)
    where = organisation_of(current.thing)
    access.require(Permission.DISCUSS, where)
    before = {"state": current.state}
    is_open = state == State.OPEN
    current.state, current.answer = state, "" if is_open else answer
    current.closed = None if is_open else timezone.now()
    current.closed_by_id = None if is_open else access.person
    current.save()
    what = "task-opened-again" if is_open else "task-closed"
    noted(access, where, what, about=current.title, before=before, after={"state": current.state})
    return current


def _written(task: Task, facts: TaskFacts) -> Task:
    where = organisation_of(task.thing)
    if facts.person is None:
        if facts.role not in dict(DOERS):
            raise PermissionDenied
    elif facts.person.pk != task.person_id and not _may_act(where, facts.person):
        raise PermissionDenied
    task.title, task.note, task.due = facts.title, facts.note, facts.due
    task.person, task.role = facts.person, "" if facts.person else facts.role
    task.save()
    return task


def _may_act(organisation: int, person: Person) -> bool:
    return people_who_may(Permission.DISCUSS, organisation).filter(pk=person.pk).exists()


def _told(task: Task) -> dict[str, object]:
    who = str(task.person) if task.person else task.role
    return {"title": task.title, "who": who, "due": task.due.isoformat() if task.due else None}
