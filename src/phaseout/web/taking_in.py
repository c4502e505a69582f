"""How is a request taken in whole before a thread is given to it, so that who sends slowly holds none up?

The application answers in threads, of which there are few. What is sent is gathered here, beside them, in
memory and then in a temporary file; whoever falls behind a modest pace is sent away. So is who takes an
answer too slowly.
"""

import asyncio
import errno
import json
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, Any
from urllib.parse import unquote_to_bytes

log = logging.getLogger("phaseout.web.taking_in")
THREADS = 8
"""Requests answered at a time by a process; they wait for the database most of the time."""
GRACE, PACE = 30.0, 4096
"""Seconds anybody has, and the bytes that buy one second more."""
IN_MEMORY = 256 * 1024
LARGEST = 20 * 200 * 1024 * 1024 + 1024 * 1024
"""Bytes of files sent together."""
LARGEST_WITHOUT_FILES = 12 * 1024 * 1024
"""Bytes of any other request: a little beyond what the application takes, which says so in its own words."""
MOST_HELD = 2 * LARGEST
"""Bytes held for all requests of a process at a time."""
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


class RefusedError(Exception):
    """A request is not taken in."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class GoneError(Exception):
    """Nobody waits for the answer any more, or takes it."""


class Pace:
    """How long somebody may still take who has moved so many bytes."""

    def __init__(self, grace: float) -> None:
        self._left = grace

    def left(self) -> float:
        """Return the seconds."""
        return max(self._left, 0.001)

    def moved(self, size: int, seconds: float) -> None:
        """Take note of some bytes that took so long."""
        self._left += size / PACE - seconds


class TakingIn:
    """The application, as an event loop calls it (ASGI)."""

    def __init__(self, application: Application, *, grace: float = GRACE, largest: int = LARGEST) -> None:
        """Take the application, as threads call it (WSGI)."""
        self._application = application
        self._grace, self._largest = grace, largest
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answering")
        self._held = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        size = 0
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                size = await self._take_in(scope, receive, body)
                answering = Answering(send, asyncio.get_running_loop(), Pace(self._grace))
                environ = environ_of(scope, body, size)
                await asyncio.get_running_loop().run_in_executor(
                    self._threads, answering.answer, self._application, environ
                )
            except RefusedError as error:
                await _refuse(scope, send, error.status)
            except GoneError:
                return
            finally:
                self._held -= size

    async def _take_in(self, scope: Message, receive: Receive, body: IO[bytes]) -> int:
        """Gather what is sent, and return how many bytes it is.

        Raises:
            RefusedError: it is too much, or comes too slowly, or there is no room for it.
            GoneError: its sender is gone.
        """
        largest = self._largest if _brings_files(scope) else min(LARGEST_WITHOUT_FILES, self._largest)
        size, pace = 0, Pace(self._grace)
        try:
            if _said_size(scope) > largest:
                raise RefusedError(413)
            is_more = True
            while is_more:
                part, is_more = await _next(receive, pace)
                size += len(part)
                self._held += len(part)
                if size > largest:
                    raise RefusedError(413)
                if self._held > MOST_HELD:
                    raise RefusedError(503)
                body.write(part)
            body.seek(0)
        except BaseException as error:
            self._held -= size
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                log.error("no room for what is sent: %s", error.strerror)
                raise RefusedError(507) from error
            raise
        return size


async def _next(receive: Receive, pace: Pace) -> tuple[bytes, bool]:
    before = monotonic()
    try:
        message = await asyncio.wait_for(receive(), pace.left())
    except TimeoutError:
        raise RefusedError(408) from None
    if message["type"] == "http.disconnect":
        raise GoneError
    part: bytes = message.get("body", b"")
    pace.moved(len(part), monotonic() - before)
    return part, bool(message.get("more_body"))


class Answering:
    """One answer, given by a thread and sent by the event loop."""

    def __init__(self, send: Send, loop: asyncio.AbstractEventLoop, pace: Pace) -> None:
        self._send, self._loop, self._pace = send, loop, pace
        self._start: Message | None = None
        self._is_begun = False

    def answer(self, application: Application, environ: dict[str, Any]) -> None:
        """Let the application answer; called in a thread.

        Raises:
            GoneError: it is not taken.
        """
        parts = application(environ, self._started)
        try:
            for part in parts:
                if part:
                    self._told(part, is_more=True)
            self._told(b"", is_more=False)
        except GoneError:
            raise
        except Exception:
            log.exception("an answer broke off")
            if self._is_begun:  # left unfinished, so that nobody takes what came for the whole
                raise GoneError from None
            raise RefusedError(500) from None
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()

    def _started(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        self._start = {
            "type": "http.response.start",
            "status": int(status.split(" ", 1)[0]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }

    def _told(self, part: bytes, *, is_more: bool) -> None:
        before = monotonic()
        sent = asyncio.run_coroutine_threadsafe(self._send_part(part, is_more=is_more), self._loop)
        try:
            sent.result(self._pace.left())
        except TimeoutError:
            sent.cancel()
            raise GoneError from None
        self._pace.moved(len(part), monotonic() - before)

    async def _send_part(self, part: bytes, *, is_more: bool) -> None:
        if not self._is_begun and self._start is not None:
            self._is_begun = True
            await self._send(self._start)
        await self._send({"type": "http.response.body", "body": part, "more_body": is_more})


def environ_of(scope: Message, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return a request as WSGI describes it; its length is what came, whether it was said before or not."""
    host, port = scope.get("server") or ("localhost", 80)
    raw = scope.get("raw_path") or scope["path"].encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw.partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in _headers(scope):
        joint = "; " if name == "HTTP_COOKIE" else ","
        environ[name] = f"{environ[name]}{joint}{value}" if name in environ else value
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(size) if size else ""
    return environ


def _headers(scope: Message) -> Iterable[tuple[str, str]]:
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        if "_" in name:  # it would pass for the one with a hyphen that a server before this one sets
            continue
        name = name.upper().replace("-", "_")
        known = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        yield known, value.decode("latin-1")


def _said(scope: Message, name: bytes) -> bytes:
    return next((value for known, value in scope["headers"] if known.lower() == name), b"")


def _said_size(scope: Message) -> int:
    said = _said(scope, b"content-length")
    return int(said) if said.isdigit() and len(said) < 20 else 0  # noqa: PLR2004 (the server checks it)


def _brings_files(scope: Message) -> bool:
    return _said(scope, b"content-type").lower().startswith(b"multipart/form-data")


_SAID = {
    408: ("Request Timeout", "It came too slowly. / Elle est arrivée trop lentement."),
    413: ("Content Too Large", "It is too large. / Elle est trop volumineuse."),
    500: ("Internal Server Error", "The fault is not yours. / La faute n’est pas la vôtre."),
    503: ("Service Unavailable", "Try again in a minute. / Réessayez dans une minute."),
    507: (
        "Insufficient Storage",
        "The server’s disk is full; nothing was kept. / Le disque du serveur est plein ; rien n’a été gardé.",
    ),
}


async def _refuse(scope: Message, send: Send, status: int) -> None:
    title, detail = _SAID[status]
    if scope["path"].startswith("/api/v1/"):
        kind, told = "application/problem+json", {"type": "about:blank", "title": title, "status": status}
        content = json.dumps({**told, "detail": detail}).encode()
    else:
        kind, content = "text/plain; charset=utf-8", f"{status} {title}\n\n{detail}\n".encode()
    headers = {"content-type": kind, "content-length": str(len(content)), "connection": "close",
               "cache-control": "no-store", "x-content-type-options": "nosniff"}  # fmt: skip
    if status == 503:  # noqa: PLR2004
        headers["retry-after"] = "60"
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": content})
