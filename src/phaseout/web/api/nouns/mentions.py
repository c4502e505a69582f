"""Where is somebody named in what others said, and have they seen it?"""

from datetime import datetime

from django.shortcuts import get_object_or_404

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema
from phaseout.web.discussion import services
from phaseout.web.discussion.models import Mention
from phaseout.web.discussion.queries import mentions_waiting
from phaseout.web.discussion.things import sort_of
from phaseout.web.frame.access import Permission

NOUN = Noun("mentions")


class MentionOut(Schema):
    """That a comment names you."""

    id: int
    comment: int
    sort: str
    """Of the thing it was said about, as ``/comments/SORT/ID`` has it."""
    about: int
    """Its id."""
    seen: datetime | None
    """When you said that you had seen it, or answered."""


def _told(row: Mention) -> MentionOut:
    thing = row.comment.thing
    return MentionOut(id=row.pk, comment=row.comment_id, sort=sort_of(thing), about=thing.pk, seen=row.seen)


@NOUN.lists("/mentions", "api-mentions", MentionOut)
def mentions(request: Call) -> object:
    """List the comments that name you and wait for you to see them."""
    return page_of(request, mentions_waiting(request.access), _told)


@NOUN.does(
    Operation(
        method="POST", path="/mentions/{int:pk}/seen", name="api-mention-seen", needs=Permission.READ,
        answers=MentionOut,
    )
)  # fmt: skip
def seen(request: Call, pk: int) -> MentionOut:
    """Say that you have seen where a comment names you."""
    mine = Mention.objects.visible_to(request.access).filter(person=request.access.person)
    row = get_object_or_404(mine, pk=pk)
    services.note_seen(request.access, row)
    row.refresh_from_db()
    return _told(row)
