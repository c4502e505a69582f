"""What is written of what people did?"""

from collections.abc import Iterable, Mapping

from phaseout.web.frame.access import Access
from phaseout.web.frame.events.happening import whatever
from phaseout.web.frame.models import Event

Values = Mapping[str, object]


def noted(
    access: Access,
    organisation: int | None,
    what: str,
    *,
    about: str,
    before: Values | None = None,
    after: Values | None = None,
) -> Event:
    """Write down that somebody did something, within the transaction in which it is done.

    Args:
        access: whoever did it; ``NOBODY`` where nobody was signed in.
        organisation: primary key of the one it belongs to.
        what: an id that an app's ``happening`` names.
        about: what it happened to; no secret and no password.
        before: fields as they were.
        after: fields as they are.

    Raises:
        KeyError: no such thing is known to happen.
    """
    event = _event(access, organisation, what, about, before, after)
    event.save()
    return event


def noted_of_each(access: Access, what: str, rows: Iterable[tuple[int, str, Values]]) -> None:
    """Write down that somebody did one thing to many, within the transaction in which it is done.

    Args:
        access: whoever did it.
        what: an id that an app's ``happening`` names.
        rows: for each, primary key of its organisation, what it is called, and fields as they are.
    """
    Event.everything.bulk_create(
        _event(access, organisation, what, about, None, after) for organisation, about, after in rows
    )


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
