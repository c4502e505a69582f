"""Which of two times that sources tell is the later one?"""

from collections.abc import Iterable
from datetime import UTC, datetime

_DAY = len("2026-11-20")


def instant_of(text: str) -> datetime | None:
    """Return the instant an ISO 8601 time names; one without a zone is taken for UTC. None for no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_later(text: str, other: str) -> bool:
    """Return whether a time is surely later than another: of two in one day, one without an hour is not."""
    one, two = instant_of(text), instant_of(other)
    if one is None or two is None:
        return False
    if min(len(text), len(other)) <= _DAY:
        return one.date() > two.date()
    return one > two


def ends_of(times: Iterable[str | None]) -> tuple[str, ...]:
    """Return the first and the last of the times, as written; one where they are one, none where none is."""
    told = [time for time in times if time]
    if not told:
        return ()
    if len(told) == 1:
        return (told[0],) if instant_of(told[0]) else ()
    known = sorted((instant, time) for time in told if (instant := instant_of(time)))
    return tuple(dict.fromkeys((known[0][1], known[-1][1]))) if known else ()
