"""What writes, changes and withdraws comments?"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from phaseout.web.discussion.models import Comment, Mention, Thing, Wording
from phaseout.web.discussion.naming import named
from phaseout.web.discussion.queries import is_changeable, is_withdrawable, people_who_may
from phaseout.web.discussion.things import called, organisation_of, sort_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim


class TooLateError(Exception):
    """A comment is not its writer's to change any more: too old, or withdrawn."""


@transaction.atomic
def comment(access: Access, thing: Thing, text: str) -> Comment:
    """Say something about a thing; whom it names, and who may see the thing, is told.

    What named the writer there is seen by answering.

    Raises:
        PermissionDenied: somebody may not discuss there.
    """
    access.require(Permission.DISCUSS, organisation_of(thing))
    said = Comment(text=text, by_id=access.person, **{sort_of(thing): thing})
    said.save()
    _name(said, thing)
    waiting = Mention.everything.filter(person=access.person, seen=None)
    waiting.filter(**{f"comment__{sort_of(thing)}": thing}).update(seen=timezone.now())
    noted(access, organisation_of(thing), "commented", about=called(thing))
    return said


@transaction.atomic
def change_comment(access: Access, said: Comment, version: int, text: str) -> Comment:
    """Say it in other words; those before are kept.

    Raises:
        PermissionDenied: it is somebody else's, or they may not discuss there any more.
        TooLateError: it is too old, or withdrawn.
        ChangedMeanwhileError: it was changed since, in another window.
    """
    current = claim(said, version)
    _require_own(access, current)
    if not is_changeable(access, current):
        raise TooLateError
    if current.text == text:
        return current
    now = timezone.now()
    Wording(comment=current, text=current.text, until=now).save()
    current.text, current.changed = text, now
    current.save()
    _name(current, current.thing)
    noted(access, organisation_of(current.thing), "comment-changed", about=called(current.thing))
    return current


@transaction.atomic
def withdraw_comment(access: Access, said: Comment, version: int) -> None:
    """Take back what one said: it is shown no more, and kept.

    Raises:
        PermissionDenied: it is somebody else's, or they may not discuss there any more.
        TooLateError: it was withdrawn before.
        ChangedMeanwhileError: it was changed since, in another window.
    """
    current = claim(said, version)
    _require_own(access, current)
    if not is_withdrawable(access, current):
        raise TooLateError
    current.withdrawn = timezone.now()
    current.save()
    noted(access, organisation_of(current.thing), "comment-withdrawn", about=called(current.thing))


def note_seen(access: Access, mention: Mention) -> None:
    """Write down that who is named has seen it; for anybody else nothing happens."""
    Mention.everything.filter(pk=mention.pk, person=access.person, seen=None).update(seen=timezone.now())


def _require_own(access: Access, said: Comment) -> None:
    access.require(Permission.DISCUSS, organisation_of(said.thing))
    if said.by_id != access.person:
        raise PermissionDenied


def _name(said: Comment, thing: Thing) -> None:
    """Let who a comment names know: those named before stay told."""
    readers = people_who_may(Permission.READ, organisation_of(thing))
    for person in named(said.text, readers):
        if person.pk != said.by_id:
            Mention.everything.get_or_create(comment=said, person=person)
