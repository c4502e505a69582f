"""What is said about a thing, on its page, and what waits on somebody, on the first page?"""

from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from phaseout.web.discussion.forms import Saying
from phaseout.web.discussion.models import Comment, Thing
from phaseout.web.discussion.queries import (
    comments_on,
    is_changeable,
    is_withdrawable,
    mentions_waiting,
    people_who_may,
    tasks_on,
    tasks_seen,
    waiting_on,
)
from phaseout.web.discussion.things import address_of, called, organisation_of, sort_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.panels import Panel

NEWEST = 30
"""Comments on the page of a thing; all have a page of their own."""
FEW = 10
"""What waits on somebody, as the first page names it."""
MOST_NAMES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment as its reader sees it."""

    comment: Comment
    may_change: bool
    may_withdraw: bool
    shows_before: bool
    """Whether the reader may read what was withdrawn: who sees who did what."""


def as_read(access: Access, thing: Thing, comments: list[Comment]) -> list[Said]:
    """Return comments as somebody reads them."""
    sees_all = access.may(Permission.AUDIT, organisation_of(thing))
    return [
        Said(
            comment=one, may_change=is_changeable(access, one), may_withdraw=is_withdrawable(access, one),
            shows_before=sees_all,
        )
        for one in comments
    ]  # fmt: skip


def about(access: Access, thing: Thing) -> Panel:
    """Return what is said about a thing, and what is to be done."""
    newest = list(comments_on(thing).order_by("-pk")[: NEWEST + 1])
    may_discuss = access.may(Permission.DISCUSS, organisation_of(thing))
    shown = {
        "sort": sort_of(thing),
        "thing": thing,
        "said": as_read(access, thing, newest[:NEWEST][::-1]),
        "are_more": len(newest) > NEWEST,
        "tasks": list(tasks_on(thing)),
        "may_discuss": may_discuss,
        "saying": Saying(auto_id="comment_%s") if may_discuss else None,
        "names": names(thing) if may_discuss else (),
    }
    return Panel(template="discussion/about.html", shown=shown)


def names(thing: Thing) -> list[str]:
    """Return the names of those who may be named: who see a thing."""
    readers = people_who_may(Permission.READ, organisation_of(thing)).exclude(name="")
    readers = readers.exclude(name__iexact=F("email"))  # an address is no name
    return list(readers.values_list("name", flat=True)[:MOST_NAMES])


def waiting(access: Access, _nothing: None) -> Panel | None:
    """Return what waits on somebody; None where they do nothing here and nobody named them."""
    tasks = list(waiting_on(access, tasks_seen(access))[: FEW + 1])
    mentions = list(mentions_waiting(access)[:FEW])
    if not tasks and not mentions and not access.may_anywhere(Permission.DISCUSS):
        return None
    shown = {
        "tasks": [(one, address_of(one.thing), called(one.thing)) for one in tasks[:FEW]],
        "are_more": len(tasks) > FEW,
        "mentions": [(one, address_of(one.comment.thing), called(one.comment.thing)) for one in mentions],
        "nothing": _("None."),
    }
    return Panel(template="discussion/waiting.html", shown=shown)
