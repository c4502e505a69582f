"""What is written of what people did?"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import models, transaction

from phaseout.web.frame.access import Access
from phaseout.web.frame.events.happening import whatever
from phaseout.web.frame.events.keeping import tell_keepers
from phaseout.web.frame.models import Event

Values = Mapping[str, object]


class Each(NamedTuple):
    """One of many things to which the same was done."""

    organisation: int
    """Primary key of the one it belongs to."""
    about: str
    """What it is called."""
    after: Values
    """Fields as they are."""
    row: models.Model | None = None
    """Which says what was decided, as it is written."""


def noted(  # noqa: PLR0913 - a note has so many parts
    access: Access,
    organisation: int | None,
    what: str,
    *,
    about: str,
    before: Values | None = None,
    after: Values | None = None,
    row: models.Model | None = None,
) -> Event:
    """Write down that somebody did something, within the transaction in which it is done.

    Args:
        access: whoever did it; ``NOBODY`` where nobody was signed in.
        organisation: primary key of the one it belongs to.
        what: an id that an app's ``happening`` names.
        about: what it happened to; no secret and no password.
        before: fields as they were.
        after: fields as they are.
        row: which says what was decided, as it is written; what its ``IN_LEDGER`` names is kept of it.

    Raises:
        KeyError: no such thing is known to happen.
    """
    event = _event(access, organisation, what, about, before, after)
    with transaction.atomic(savepoint=False):  # what keeps it is there with it, or neither is
        event.save()
        tell_keepers([(event, row)])
    return event


def noted_of_each(access: Access, what: str, things: Iterable[Each]) -> None:
    """Write down that somebody did one thing to many, within the transaction in which it is done.

    Args:
        access: whoever did it.
        what: an id that an app's ``happening`` names.
        things: to which it was done.
    """
    each = list(things)
    events = [_event(access, one.organisation, what, one.about, None, one.after) for one in each]
    with transaction.atomic(savepoint=False):
        Event.everything.bulk_create(events)
        tell_keepers([(event, one.row) for event, one in zip(events, each, strict=True)])


def _event(
    access: Access,
    organisation: int | None,
    what: str,
    about: str,
    before: Values | None,
    after: Values | None,
) -> Event:
    if what not in whatever():
        raise KeyError(what)
    return Event(
        organisation_id=organisation,
        by_id=access.person or None,
        what=what,
        about=about[:250],
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
    )
