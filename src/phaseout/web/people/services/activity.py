"""When was a session last used? Noted now and then, and never waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from phaseout.web.people.models import Person

Answer = Callable[[HttpRequest], HttpResponseBase]
NOTED_EVERY = timedelta(minutes=10)
"""Whoever looks at their sessions sees when each was used no more precisely."""


def noting_sessions(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Return an answerer that notes that a session is used: a page would else write each time it is read."""

    def noted(request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, Person) and request.session.session_key:
            since = timezone.now() - NOTED_EVERY
            known = UserSession.objects.filter(session_key=request.session.session_key, user=request.user)
            if not known.filter(last_seen_at__gt=since).exists():
                _note(request)
        return answer(request)

    return noted


def _note(request: HttpRequest) -> None:
    try:
        with _no_waiting():
            UserSession.objects.create_from_request(request)
    except OperationalError:  # a survey is being taken over: the next page notes it
        pass


@contextmanager
def _no_waiting() -> Iterator[None]:
    """Let what is written fail at once where another writes: SQLite has one writer at a time."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before:d}")
