"""How often is somebody mailed what waits on them, and what would stand in that letter now?"""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from phaseout.web.api.call import Call, reaches_own
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.frame.access import Permission
from phaseout.web.notices.forms import Wishing
from phaseout.web.notices.models import Rhythm
from phaseout.web.notices.queries import rhythm_of, told_until
from phaseout.web.notices.services.letters import wish
from phaseout.web.notices.waiting import FIRST, Part, parts_of
from phaseout.web.people.mail import is_sent_at_all

READ = Permission.READ
NOUN = Noun("letters")
OWN = "/me/letters"


class WishIn(Sent):
    """How often you want a letter."""

    rhythm: Annotated[str, OneOf(Rhythm)]


class WishOut(WishIn):
    """How often you want a letter, and whether any is sent."""

    is_sent: bool
    """Not, where the server has no mail server."""
    told_until: datetime | None
    """What happened before stood in a letter; null where there was none yet."""


class PartOut(Schema):
    """One part of a letter."""

    title: str
    lines: list[str]
    more: int
    """Lines that are left out."""
    page: str
    """The address of the page that has all."""


class LetterOut(Schema):
    """What would stand in your letter if it were written now."""

    since: datetime | None
    """What happened from then on stands in it; null where there was none yet: then of the last seven days."""
    parts: list[PartOut]
    """None where there is nothing to say: then no letter is sent."""


def _wish(request: Call) -> WishOut:
    person = request.user
    return WishOut(
        rhythm=rhythm_of(person),
        is_sent=is_sent_at_all(),
        told_until=told_until(person),
    )


def _part(one: Part) -> PartOut:
    return PartOut(title=one.title, lines=list(one.lines), more=one.more, page=one.path)


@NOUN.shows(OWN, "api-letters", WishOut)
def letters(request: Call) -> object:
    """Say how often you are mailed what waits on you."""
    check_names(request, ())
    return _wish(request)


@NOUN.does(Operation(method="PUT", path=OWN, name="api-letters", needs=READ, answers=WishOut))
def want(request: Call, given: WishIn) -> object:
    """Say how often you want a letter of what waits on you; by a token that reaches all that you read."""
    if not reaches_own(request):
        raise PermissionDenied
    wish(request.user, Rhythm(cleaned(Wishing(given.model_dump()))["rhythm"]))
    return _wish(request)


@NOUN.shows(f"{OWN}/next", "api-letter", LetterOut)
def letter(request: Call) -> object:
    """Show what would stand in your letter now, as far as this token reaches; nothing is sent."""
    check_names(request, ())
    since = told_until(request.user)
    parts = parts_of(request.access, since or timezone.now() - FIRST)
    return LetterOut(since=since, parts=list(map(_part, parts)))
