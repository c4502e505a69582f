"""Who did what, and when? For who may see it."""

from datetime import datetime
from typing import Any

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema
from phaseout.web.frame.access import Permission
from phaseout.web.frame.events.filters import EventFilter
from phaseout.web.frame.events.queries import events_within
from phaseout.web.frame.models import Event

NOUN = Noun("who did what")


class EventOut(Schema):
    """That somebody did something."""

    id: int
    at: datetime
    organisation: int | None
    by: str | None
    what: str
    about: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@NOUN.lists("/events", "api-events", EventOut, needs=Permission.AUDIT, filters=EventFilter)
def events(request: Call) -> object:
    """List who did what."""
    return page_of(request, events_within(request.access), _event, filters=EventFilter)


def _event(row: Event) -> EventOut:
    return EventOut(
        id=row.pk, at=row.at, organisation=row.organisation_id, by=str(row.by) if row.by else None,
        what=row.what, about=row.about, before=row.before, after=row.after,
    )  # fmt: skip
