"""How does a device's web server take requests and answer them?"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from phaseout.lab.house import Conversing
from phaseout.lab.line import Line

DATE = "Mon, 23 Nov 2026 10:00:00 GMT"
"""When every request of the laboratory is answered: no answer depends on the hour."""
_MOST_REQUESTS = 32
"""On one connection."""
_LENGTH = re.compile(r"\d{1,9}")
_CLOSING = re.compile(rb"^connection:[ \t]*close", re.IGNORECASE | re.MULTILINE)
_REASONS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
}


class Request(NamedTuple):
    """A request as it came."""

    method: str
    target: str
    version: str
    fields: Mapping[str, str]
    """Header values by name in lower case; the last of several."""
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer; the head is written as the device writes it, to the letter."""

    head: bytes
    body: bytes = b""

    @property
    def is_last(self) -> bool:
        """Whether the device hangs up after it."""
        return _CLOSING.search(self.head) is not None or b"content-length" not in self.head.lower()


Site = Callable[[Request], Reply | None]
"""Answers a request, or leaves it to the next site of the port."""


def reply(status: int, body: bytes = b"", *fields: tuple[str, str], version: str = "HTTP/1.1") -> Reply:
    """Return an answer with these header fields, in their order, and the length of its body last."""
    lines = [f"{version} {status} {_REASONS[status]}", *(f"{name}: {value}" for name, value in fields)]
    lines.append(f"Content-Length: {len(body)}")
    return Reply(head=("\r\n".join(lines) + "\r\n\r\n").encode(), body=body)


def pages(sites: Sequence[Site], missing: Reply | None = None) -> Conversing:
    """Return how a port shows pages: the first site that has an answer gives it."""
    not_found = missing or reply(404, b"<html><head><title>404 Not Found</title></head></html>")

    async def converse(line: Line) -> None:
        for _ in range(_MOST_REQUESTS):
            request = await _request(line)
            if request is None:
                return
            answer = _answer(sites, request) or not_found
            await line.say(answer.head + (b"" if request.method == "HEAD" else answer.body))
            if answer.is_last or request.version != "HTTP/1.1":
                return

    return converse


def _answer(sites: Iterable[Site], request: Request) -> Reply | None:
    return next((answer for site in sites if (answer := site(request)) is not None), None)


async def _request(line: Line) -> Request | None:
    head = (await line.head()).decode("latin-1")
    start, _, rest = head.partition("\r\n")
    words = start.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):  # noqa: PLR2004
        return None
    fields = {}
    for text in rest.split("\r\n"):
        name, colon, value = text.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    said = fields.get("content-length", "")
    body = await line.body(int(said)) if _LENGTH.fullmatch(said) else b""
    return Request(words[0], words[1], words[2], fields, body)
