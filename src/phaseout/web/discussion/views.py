"""Pages about comments and tasks."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.discussion import exports, queries, services
from phaseout.web.discussion.filters import TaskFilter
from phaseout.web.discussion.forms import (
    Giving,
    GivingAnew,
    Saying,
    SayingAnew,
    Settling,
    Where,
    WithdrawingComment,
    as_it_is,
)
from phaseout.web.discussion.models import Comment, Mention, State, Task, Thing
from phaseout.web.discussion.naming import nobody
from phaseout.web.discussion.panels import as_read, names
from phaseout.web.discussion.tables import TaskTable
from phaseout.web.discussion.things import address_of, called, organisation_of, sort_of, thing_within
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned, Entering, Posted, entered, version_of
from phaseout.web.frame.gate import Asked, needs
from phaseout.web.frame.listing import Listing
from phaseout.web.frame.versioned import ChangedMeanwhileError

READ, DISCUSS = Permission.READ, Permission.DISCUSS
TASKS = Listing(
    table=TaskTable, filters=TaskFilter, template="discussion/tasks.html", hidden=TaskTable.HIDDEN,
    title=gettext_lazy("Tasks"), name="tasks", export=exports.TASKS,
)  # fmt: skip
MOST = 1000
"""Comments on one page."""


@needs(READ)
def comments(request: Asked, sort: str, pk: int) -> HttpResponse:
    """Show all that was said about a thing."""
    thing = thing_within(request.access, READ, sort, pk)
    said = as_read(request.access, thing, list(queries.comments_on(thing)[:MOST]))
    return render(request, "discussion/comments.html", {**_about(thing), "said": said})


@needs(DISCUSS, "GET", "POST")
def comment_add(request: Asked, sort: str, pk: int) -> HttpResponse:
    """Say something about a thing."""
    thing = thing_within(request.access, DISCUSS, sort, pk)

    def keep(given: Cleaned) -> str:
        services.comment(request.access, thing, given["text"])
        _warn(request, thing, given["text"])
        return f"{address_of(thing)}#discussion"

    page = Entering(
        template="discussion/comment_form.html", keep=keep, said=gettext_lazy("Your comment is kept."),
        shown={**_about(thing), "names": names(thing)},
    )  # fmt: skip
    return page.answer(request, Saying(entered(request)))


@needs(DISCUSS, "GET", "POST")
def comment_edit(request: Asked, pk: int) -> HttpResponse:
    """Say it in other words."""
    said = _comment(request, pk)
    if not queries.is_changeable(request.access, said):
        return _too_late(request, said)

    def keep(given: Cleaned) -> str:
        services.change_comment(request.access, said, given["version"], given["text"])
        return f"{address_of(said.thing)}#discussion"

    page = Entering(template="discussion/comment_form.html", keep=keep, said=gettext_lazy("Changed."),
                    fresh=lambda: _saying(_comment(request, pk)),
                    shown={**_about(said.thing), "names": names(said.thing), "is_there": True})  # fmt: skip
    return page.answer(request, _saying(said, entered(request)))


@needs(DISCUSS, "POST")
def comment_withdraw(request: Asked, pk: int) -> HttpResponse:
    """Take back what one said."""
    said, form = _comment(request, pk), WithdrawingComment(request.POST)
    if not form.is_valid() or not queries.is_withdrawable(request.access, said):
        return _too_late(request, said)
    try:
        services.withdraw_comment(request.access, said, form.cleaned_data["version"])
        messages.success(request, _("Your comment is withdrawn."))
    except ChangedMeanwhileError:
        messages.warning(
            request, _("It was changed meanwhile, in another window. This is how it stands now.")
        )
    return redirect(f"{address_of(said.thing)}#discussion")


@needs(READ, "POST")
def mention_seen(request: Asked, pk: int) -> HttpResponse:
    """Say that one has seen where one is named."""
    services.note_seen(request.access, get_object_or_404(Mention.objects.visible_to(request.access), pk=pk))
    return redirect("home")


@needs(READ)
def tasks(request: Asked) -> HttpResponseBase:
    """List what is to be done, the most urgent first."""
    return TASKS.answer(
        request, queries.tasks_seen(request.access).select_related("by"), empty=_("No task matches.")
    )


@needs(READ)
def task(request: Asked, pk: int) -> HttpResponse:
    """Show a task."""
    return _shown(request, _task(request, READ, pk))


@needs(DISCUSS)
def task_where(request: Asked) -> HttpResponse:
    """Ask in which organisation a task is to be given."""
    form = Where(request.GET or None, access=request.access)
    if form.is_valid():
        return redirect("task-add", sort="organisation", pk=form.cleaned_data["organisation"])
    return render(request, "discussion/task_where.html", {"form": form})


@needs(DISCUSS, "GET", "POST")
def task_add(request: Asked, sort: str, pk: int) -> HttpResponse:
    """Give a task about a thing, or in an organisation."""
    thing = thing_within(request.access, DISCUSS, sort, pk)
    form = Giving(entered(request), thing=thing)
    page = Entering(template="discussion/task_form.html", said=gettext_lazy("The task was given."),
                    keep=lambda _given: _given_to(services.give_task(request.access, thing, form.facts())),
                    shown=_about(thing))  # fmt: skip
    return page.answer(request, form)


@needs(DISCUSS, "GET", "POST")
def task_edit(request: Asked, pk: int) -> HttpResponse:
    """Say anew what is to be done, by when and by whom."""
    one = _task(request, DISCUSS, pk)

    def form(given: Posted = None) -> GivingAnew:
        return GivingAnew(given, task=one, initial=as_it_is(_task(request, DISCUSS, pk)))

    chosen = form(entered(request))
    page = Entering(template="discussion/task_form.html", fresh=form,
                    said=gettext_lazy("The task was changed."),
                    keep=lambda given: _given_to(
                        services.change_task(request.access, one, given["version"], chosen.facts())),
                    shown={**_about(one.thing), "task": one})  # fmt: skip
    return page.answer(request, chosen)


@needs(DISCUSS, "POST")
def task_settle(request: Asked, pk: int) -> HttpResponse:
    """Say that a task is done, given up, or open again."""
    one, form = _task(request, DISCUSS, pk), Settling(request.POST)
    if not form.is_valid():
        return _shown(request, one, lost=form, status=400)
    given = form.cleaned_data
    try:
        services.settle_task(request.access, one, given["version"], State(given["state"]), given["answer"])
    except ChangedMeanwhileError:
        messages.warning(request, _("Nothing was done: somebody else changed this task meanwhile."))
        return _shown(request, _task(request, DISCUSS, pk), lost=form, status=409)
    return redirect("task", pk)


def _shown(request: Asked, one: Task, *, lost: Settling | None = None, status: int = 200) -> HttpResponse:
    may_settle = queries.may_settle(request.access, one)
    form = Settling(initial={"answer": lost["answer"].value() if lost else "", **version_of(one)})
    shown = {**_about(one.thing), "task": one, "may_settle": may_settle, "form": form}
    return render(request, "discussion/task.html", shown, status=status)


def _about(thing: Thing) -> dict[str, object]:
    return {"sort": sort_of(thing), "thing": thing, "called": called(thing), "back": address_of(thing)}


def _comment(request: Asked, pk: int) -> Comment:
    return get_object_or_404(queries.comment_seen(request.access), pk=pk)


def _task(request: Asked, permission: Permission, pk: int) -> Task:
    rows = Task.objects.within(request.access, permission)
    return get_object_or_404(rows.select_related(*queries.THINGS, "by", "closed_by"), pk=pk)


def _saying(said: Comment, given: Posted = None) -> SayingAnew:
    return SayingAnew(given, initial={"text": said.text, **version_of(said)})


def _given_to(task: Task) -> str:
    return f"{address_of(task.thing)}#discussion" if task.organisation_id is None else address_of(task.thing)


def _too_late(request: Asked, said: Comment) -> HttpResponse:
    text = _("Only who wrote a comment changes or withdraws it, and changes it within half an hour.")
    messages.warning(request, text)
    return redirect(f"{address_of(said.thing)}#discussion")


def _warn(request: Asked, thing: Thing, text: str) -> None:
    """Say which names after an @ are nobody's who sees the thing."""
    readers = queries.people_who_may(READ, organisation_of(thing))
    for word in nobody(text, readers)[:3]:
        said = _("Nobody who sees this is called “%(name)s”: nobody was told.") % {"name": word}
        messages.warning(request, said)
