"""What stands in the log of a fault: where it happened and why, and nothing that somebody entered?

Addresses may hold tokens, and the messages of exceptions what a form held; a device may have sent either.
"""

import logging
import re
from collections.abc import Iterator
from traceback import TracebackException
from types import TracebackType

from phaseout.report.safe_text import for_terminal

LONGEST = 400
"""Characters of the message of an exception."""
HIDDEN = "…"
_QUOTED = re.compile(r"""(["']).*\1|[“‘«].*[”’»]""")
_OF_CODE = (AttributeError, ImportError, NameError, OSError, TypeError)
"""Their messages quote names of the program and files of the server."""
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """Writes a record as lines that no terminal acts on."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging calls it so)
        """Return the line, with the address of a request instead of what was asked of it."""
        request = getattr(record, "request", None)
        if request is not None:
            record.message = f"{getattr(record, 'status_code', '')} {request.method} {address_of(request)}"
        return for_terminal(super().formatMessage(record))

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (logging calls it so)
        """Return how an exception came about; only lines of the program and no values."""
        error = ei[1]
        return "" if error is None else "\n".join(_lines(error))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 (logging calls it so)
        """Return where it was written from."""
        return "\n".join(map(for_terminal, stack_info.splitlines()))


def address_of(request: object) -> str:
    """Return the path of a request, with whatever words stand in it hidden: they may be tokens."""
    from django.http import HttpRequest
    from django.urls import Resolver404, resolve

    if not isinstance(request, HttpRequest):
        return HIDDEN
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return HIDDEN
    path = f"/{match.route}"
    for name, value in match.kwargs.items():
        shown = str(value) if isinstance(value, int) else HIDDEN
        path = re.sub(rf"<(?:\w+:)?{re.escape(name)}>", shown, path)
    return path


def _lines(error: BaseException) -> Iterator[str]:
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        seen.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    for one in reversed(seen):
        yield "Traceback (most recent call last):"
        for part in TracebackException.from_exception(one).stack.format():
            yield from map(for_terminal, part.splitlines())
        yield _told(one)


def _told(error: BaseException) -> str:
    """Return its kind and the first line of its message; databases quote whole rows below it."""
    try:
        said = str(error).strip().partition("\n")[0]
    except Exception:  # whatever it is, the fault itself must be written
        said = ""
    if not isinstance(error, _OF_CODE):
        said = _QUOTED.sub(HIDDEN, said)
    kind = type(error)
    return for_terminal(f"{kind.__module__}.{kind.__qualname__}: {said[:LONGEST]}")


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"safe": {"()": Formatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "safe", "level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Anybody can send a wrong host; that is answered, and not written a thousand times.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
"""What Django hands to ``logging``."""
