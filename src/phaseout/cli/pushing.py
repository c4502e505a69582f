"""How does a command hand something to a server of ``phaseout serve``, and what did that say?

The only part of the command line that opens a connection.
"""

import http.client
import ipaddress
import json
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

import phaseout
from phaseout.domain.problem import PhaseoutError, UsageError

WAIT = 300.0
"""Seconds in which the server has to go on."""
LONGEST = 1 << 20
"""Bytes of an answer."""
LONGEST_SAID, MOST_FAULTS = 300, 10
"""Characters of what the server says that are shown, and faults."""
LARGEST_ID = 1 << 63
SURVEYS = "/api/v1/surveys"
TAKEN = 202
_SENT_ON = range(300, 400)
_ADVICE = {
    401: "make a new token: this one was revoked, is over, or is another server's",
    403: "the token has to be for bringing in what was found, and its person must still be allowed to",
    404: "check the address: no phaseout of this version answers there",
    409: "it is being sent by another process: wait for that one",
    413: "send it in parts: survey fewer files at a time",
    429: "wait a minute",
}


class ServerError(PhaseoutError):
    """The server could not be reached, or did not take what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where phaseout is served."""

    host: str
    port: int
    path: str
    """Before ``/api/v1``, mostly empty."""
    is_encrypted: bool

    @classmethod
    def of(cls, address: str) -> "Server":
        """Return the server at an address.

        Raises:
            UsageError: it is none, or the token would travel in clear.
        """
        try:
            parts = urlsplit(address.strip())
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise UsageError(f"{error}", where="--server", remedy=_SUCH) from error
        if (
            parts.scheme not in ("http", "https")
            or not host
            or parts.username
            or parts.query
            or parts.fragment
        ):
            raise UsageError("it is no address of a server", where="--server", remedy=_SUCH)
        is_encrypted = parts.scheme == "https"
        if not is_encrypted and not _is_this_machine(host):
            raise UsageError(
                "the token would travel in clear", where="--server", remedy="name an address with https://"
            )
        usual = 443 if is_encrypted else 80
        return cls(host=host, port=port or usual, path=parts.path.rstrip("/"), is_encrypted=is_encrypted)

    @property
    def address(self) -> str:
        """Return it as people write it."""
        scheme = "https" if self.is_encrypted else "http"
        usual = http.client.HTTPS_PORT if self.is_encrypted else http.client.HTTP_PORT
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}{'' if self.port == usual else f':{self.port}'}{self.path}"

    def connection(self) -> http.client.HTTPConnection:
        """Return a connection, not opened yet; certificates are checked."""
        if self.is_encrypted:
            known = ssl.create_default_context()
            return http.client.HTTPSConnection(self.host, self.port, timeout=WAIT, context=known)
        return http.client.HTTPConnection(self.host, self.port, timeout=WAIT)


_SUCH = "name it such as https://phaseout.example.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What is sent."""

    fields: Mapping[str, str]
    file: str
    content: bytes
    key: str
    """Sent again with the same key, it is done once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the server made of it."""

    id: int
    state: str


def push(server: Server, token: str, sent: Push) -> Survey:
    """Hand files to a server, and return the survey they became.

    Raises:
        ServerError: it could not be reached, or did not take them.
    """
    border = secrets.token_hex(16)
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": f"multipart/form-data; boundary={border}",
        "Idempotency-Key": sent.key,
        "Accept": "application/json, application/problem+json",
        "User-Agent": f"phaseout/{phaseout.__version__}",
    }
    status, answer, going_on = _asked(server, headers, _multipart(sent, border))
    if status in _SENT_ON:
        # Followed, it would carry the token to wherever the server says.
        raise ServerError(
            f"it sends on to {_short(going_on or 'another address')}, where nothing is sent",
            where=server.address, remedy="name that address, if you trust it",
        )  # fmt: skip
    told = _told(answer)
    found = told.get("id") if told is not None else None
    if status != TAKEN or told is None:
        _refused(server, status, told)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < LARGEST_ID:
        _refused(server, status, None)
    return Survey(id=found, state=_short(told.get("state", ""), 40))


def _asked(server: Server, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes, str | None]:
    connection = server.connection()
    try:
        connection.request("POST", server.path + SURVEYS, body=body, headers=dict(headers))
        response = connection.getresponse()
        return response.status, response.read(LONGEST), response.getheader("Location")
    except ssl.SSLCertVerificationError as error:
        _unreachable(server, f"its certificate is not to be trusted: {error.verify_message}",
                     "let whoever keeps it mend the certificate; nothing was sent")  # fmt: skip
    except TimeoutError:
        _unreachable(server, "it did not answer in time", "send it again: the same document is one survey")
    except (OSError, http.client.HTTPException) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        _unreachable(server, f"it cannot be reached: {said}",
                     "check the address, and whether it is served; then send it again")  # fmt: skip
    finally:
        connection.close()


def _unreachable(server: Server, what: str, remedy: str) -> NoReturn:
    raise ServerError(what, where=server.address, remedy=remedy)


def _told(answer: bytes) -> dict[str, object] | None:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _refused(server: Server, status: int, told: Mapping[str, object] | None) -> NoReturn:
    """Raise what the server said, in its words where it is one of ours."""
    if told is None:
        raise ServerError(
            f"it answered {status}, and not as phaseout does", where=server.address,
            remedy=_ADVICE.get(status, _ADVICE[404]),
        )  # fmt: skip
    given = told.get("errors")
    faults = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    said = [f"{_short(one.get('field'))}: {_short(one.get('detail'))}" for one in faults[:MOST_FAULTS]]
    what = " · ".join((_short(told.get("detail", f"it answered {status}")), *said))
    raise ServerError(what, where=server.address, remedy=_ADVICE.get(status))


def _short(said: object, longest: int = LONGEST_SAID) -> str:
    """Return the beginning of what a server said, as one line; it is made safe where it is shown."""
    text = " ".join(said[: 2 * longest].split()) if isinstance(said, str) else type(said).__name__
    return text if len(text) <= longest else f"{text[:longest]}…"


def _multipart(sent: Push, border: str) -> bytes:
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in sent.fields.items()
    ]
    name = "".join(char if char.isprintable() and char not in '"\\' else "_" for char in sent.file)
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/gzip\r\n\r\n"
    )
    return b"".join((*parts, head.encode(), sent.content, f"\r\n--{border}--\r\n".encode()))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = ["Push", "Server", "ServerError", "Survey", "push"]
