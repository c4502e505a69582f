"""Which of two times that sources tell is the later one?"""

from collections.abc import Iterable
from datetime import UTC, datetime


def instant_of(text: str) -> datetime | None:
    """Return the instant an ISO 8601 time names; one without a zone is taken for UTC. None for no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def ends_of(times: Iterable[str | None]) -> tuple[str, ...]:
    """Return the first and the last of the times, as written; one where they are one, none where none is."""
    told = [time for time in times if time]
    if not told:
        return ()
    if len(told) == 1:
        return (told[0],) if instant_of(told[0]) else ()
    known = sorted((instant, time) for time in told if (instant := instant_of(time)))
    return tuple(dict.fromkeys((known[0][1], known[-1][1]))) if known else ()
