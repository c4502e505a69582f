"""What was said about a thing, and what is to be done about it by whom?"""

from datetime import date, datetime
from typing import Annotated

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field
from pydantic import WithJsonSchema

from phaseout.web.api.call import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of, page_of_names
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.discussion import services
from phaseout.web.discussion.filters import TaskFilter
from phaseout.web.discussion.forms import (
    PERSON,
    ROLE,
    Giving,
    GivingAnew,
    Saying,
    SayingAnew,
    Settling,
    as_it_is,
)
from phaseout.web.discussion.models import LONGEST_TEXT, Comment, State, Task, Thing
from phaseout.web.discussion.queries import comment_seen, comments_on, mentioned, tasks_seen
from phaseout.web.discussion.things import organisation_of, sort_of, thing_within
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError

READ, DISCUSS = Permission.READ, Permission.DISCUSS
NOUN = Noun("comments and tasks")
COMMENTS, COMMENT = "/comments/{sort}/{int:pk}", "/comments/{int:pk}"
LIST, ONE = "/tasks", "/tasks/{int:pk}"
Sort = Annotated[str, WithJsonSchema({"type": "string", "enum": list(Comment.ABOUT)})]
"""What somebody speaks of; nothing is there of any other."""
ToBeDone = Annotated[str, WithJsonSchema({"type": "string", "enum": list(Task.ABOUT)})]
"""What a task may be about; nothing is there of any other."""


class CommentIn(Sent):
    """What somebody says about a thing; ``@`` and a name tells whoever has it."""

    text: str = Field(max_length=LONGEST_TEXT)


class CommentOut(Schema):
    """What somebody said about a thing."""

    id: int
    by: str
    text: str
    """Empty where its writer withdrew it."""
    mentions: list[str]
    """Whom its text names and tells, each once; what else stands after an ``@`` is nobody’s name there."""
    at: datetime
    changed: datetime | None
    withdrawn: datetime | None
    version: int


class TaskIn(Sent):
    """What is to be done about a thing, or in an organisation."""

    sort: Annotated[str, OneOf(*Task.ABOUT)]
    """What it is about."""
    about: int
    """Its id."""
    title: str = Field(max_length=200)
    who: str = Field(max_length=40)
    """``person:4``, or ``role:analyst`` for whoever is that there."""
    due: date | None = None
    note: str = Field("", max_length=LONGEST_TEXT)


class TaskChange(Sent):
    """What is to be another than it was; what is left out stays."""

    title: str = Field("", max_length=200)
    who: str = Field("", max_length=40)
    due: date | None = None
    note: str = Field("", max_length=LONGEST_TEXT)


class TaskOut(Schema):
    """What is to be done, by whom, and what became of it."""

    id: int
    sort: Annotated[str, OneOf(*Task.ABOUT)]
    about: int
    organisation: int
    """To which belongs what it is about."""
    title: str
    who: str
    due: date | None
    note: str
    state: Annotated[str, OneOf(State)]
    answer: str
    by: str
    at: datetime
    closed: datetime | None
    version: int


class DoerOut(Schema):
    """To whom a task may be given."""

    who: str
    """``person:4``, or ``role:analyst`` for whoever is that there: as a task takes it."""
    name: str


class SettlingIn(Sent):
    """That a task is done, given up, or open again, and what became of it."""

    state: Annotated[str, OneOf(State)]
    answer: str = Field("", max_length=LONGEST_TEXT)


def _said(row: Comment) -> CommentOut:
    mentions = list(map(str, mentioned(row)))
    return told(CommentOut, row, by=str(row.by), text="" if row.withdrawn else row.text, mentions=mentions)


def _task(row: Task) -> TaskOut:
    sort, thing = sort_of(row.thing), row.thing
    who = f"{PERSON}:{row.person_id}" if row.person_id else f"{ROLE}:{row.role}"
    return told(
        TaskOut, row, sort=sort, about=thing.pk, organisation=organisation_of(thing), who=who, by=str(row.by)
    )


def _commented(request: Call, permission: Permission, sort: str, pk: int) -> Thing:
    """Return the thing somebody speaks of; of an organisation one gives tasks alone."""
    if sort not in Comment.ABOUT:
        raise Http404
    return thing_within(request.access, permission, sort, pk)


def _shown(request: Call, pk: int) -> TaskOut:
    row = get_object_or_404(tasks_seen(request.access).select_related("by"), pk=pk)
    shown(request, row.version)
    return _task(row)


def _spoken_of(request: Call, pk: int) -> Task:
    """Return a task that somebody sees and of which they may speak."""
    spoken = Task.objects.within(request.access, DISCUSS)
    return get_object_or_404(tasks_seen(request.access).filter(pk__in=spoken), pk=pk)


@NOUN.lists(COMMENTS, "api-comments", CommentOut)
def comments(request: Call, sort: Sort, pk: int) -> object:
    """List what was said about a thing: a site, an asset, a finding or a survey."""
    return page_of(request, comments_on(_commented(request, READ, sort, pk)), _said)


@NOUN.does(
    Operation(
        method="POST", path=COMMENTS, name="api-comments", needs=DISCUSS, answers=CommentOut, status=201
    )
)
def comment(request: Call, sort: Sort, pk: int, given: CommentIn) -> object:
    """Say something about a thing."""
    thing = _commented(request, DISCUSS, sort, pk)
    row = services.comment(request.access, thing, cleaned(Saying(given.model_dump()))["text"])
    shown(request, row.version)
    made(request, f"/api/v1/comments/{row.pk}")
    return _said(row)


@NOUN.shows(COMMENT, "api-comment", CommentOut)
def one_comment(request: Call, pk: int) -> object:
    """Show a comment."""
    return _reread(Comment.objects.visible_to(request.access), request, pk)


@NOUN.does(
    Operation(
        method="PATCH", path=COMMENT, name="api-comment", needs=DISCUSS, answers=CommentOut,
        is_versioned=True,
    )
)  # fmt: skip
def reword(request: Call, pk: int, given: CommentIn) -> object:
    """Say it in other words, as its writer and within half an hour; those before are kept."""
    row = get_object_or_404(comment_seen(request.access), pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(SayingAnew({"text": given.text, "version": version}))
    try:
        services.change_comment(request.access, row, version, said["text"])
    except services.TooLateError:
        raise _too_late() from None
    return _reread(comment_seen(request.access), request, pk)


@NOUN.does(
    Operation(
        method="POST", path=f"{COMMENT}/withdrawal", name="api-comment-withdraw", needs=DISCUSS,
        answers=CommentOut, is_versioned=True,
    )
)  # fmt: skip
def unsay(request: Call, pk: int) -> object:
    """Take back what one said."""
    row = get_object_or_404(comment_seen(request.access), pk=pk)
    version = seen_version(request, row.version)
    try:
        services.withdraw_comment(request.access, row, version)
    except services.TooLateError:
        raise _too_late() from None
    return _reread(comment_seen(request.access), request, pk)


def _reread(rows: QuerySet[Comment], request: Call, pk: int) -> CommentOut:
    row = get_object_or_404(rows.select_related("by").prefetch_related("mentions__person"), pk=pk)
    shown(request, row.version)
    return _said(row)


def _too_late() -> ProblemError:
    return ProblemError(409, _("It was withdrawn, or was written more than half an hour ago."))


@NOUN.lists(LIST, "api-tasks", TaskOut, filters=TaskFilter)
def tasks(request: Call) -> object:
    """List tasks: without a state the open ones."""
    return page_of(request, tasks_seen(request.access).select_related("by"), _task, filters=TaskFilter)


@NOUN.shows(ONE, "api-task", TaskOut)
def task(request: Call, pk: int) -> object:
    """Show a task."""
    return _shown(request, pk)


@NOUN.lists(f"{LIST}/who/{{sort}}/{{int:pk}}", "api-task-who", DoerOut, needs=DISCUSS)
def doers(request: Call, sort: ToBeDone, pk: int) -> object:
    """List to whom a task about a thing, or in an organisation, may be given: people and roles."""
    form = Giving(thing=_to_be_done_about(request, sort, pk))
    return page_of_names(request, [(who, DoerOut(who=who, name=str(name))) for who, name in form.doers])


def _to_be_done_about(request: Call, sort: str, pk: int) -> Thing:
    """Return a thing that somebody sees and about which they may give a task."""
    thing = thing_within(request.access, DISCUSS, sort, pk)
    request.access.require(READ, organisation_of(thing))
    return thing


@NOUN.does(Operation(method="POST", path=LIST, name="api-tasks", needs=DISCUSS, answers=TaskOut, status=201))
def give(request: Call, given: TaskIn) -> object:
    """Give a task about a thing, or in an organisation."""
    thing = _to_be_done_about(request, given.sort, given.about)
    form = Giving(given.model_dump(exclude={"sort", "about"}), thing=thing)
    cleaned(form)
    row = services.give_task(request.access, thing, form.facts())
    made(request, f"/api/v1/tasks/{row.pk}")
    return _shown(request, row.pk)


@NOUN.does(
    Operation(method="PATCH", path=ONE, name="api-task", needs=DISCUSS, answers=TaskOut, is_versioned=True)
)
def change(request: Call, pk: int, given: TaskChange) -> object:
    """Say anew what is to be done, by when and by whom."""
    row = _spoken_of(request, pk)
    version = seen_version(request, row.version)
    facts = {**as_it_is(row), **given.model_dump(exclude_unset=True), "version": version}
    form = GivingAnew(facts, task=row)
    cleaned(form)
    services.change_task(request.access, row, version, form.facts())
    return _shown(request, pk)


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/settlement", name="api-task-settle", needs=DISCUSS, answers=TaskOut,
        is_versioned=True,
    )
)  # fmt: skip
def settle(request: Call, pk: int, given: SettlingIn) -> object:
    """Say that a task is done, given up, or open again; one that is so already stays as it is: 409."""
    row = _spoken_of(request, pk)
    version = seen_version(request, row.version)
    if row.state == given.state:
        raise ProblemError(409, _("Nothing was changed: it is so already."))
    said = cleaned(Settling({**given.model_dump(), "version": version}))
    services.settle_task(request.access, row, version, State(said["state"]), said["answer"])
    return _shown(request, pk)
