"""How is another program reached, and no other than the operator of this server allows?

Only by https, only hosts of the list, and only at a public address, unless the list names host and port.
The name is looked up once and that address is gone to, so that nobody answers one thing to the look and
another to the call. Redirections are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

HTTPS = 443
SECONDS = 10.0
"""For all of it: the name, the call, the answer."""
MOST_READ = 300
"""Bytes of an answer that are looked at."""
LONGEST_BODY = 256 * 1024
ODD = frozenset(" \\")
"""Signs of ASCII that an address holds as something else, if at all."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
INSIDE = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b:1::/48", "fec0::/10", "::/96", "::ffff:0:0:0/96", "3fff::/20", "5f00::/16"),
    )
)
"""Of no public internet, though Python's list has them not: translation inside a house (RFC 8215), sites
(RFC 3879), numbers of version 4 in other dress (RFC 4291, 2765), examples (RFC 9637), segments (RFC 9602)."""


class NotAllowedError(Exception):
    """The address is none that this server may go to."""


class NotPlainError(NotAllowedError):
    """The address is not written so that every program reads the same place in it."""


class NotReachedError(Exception):
    """Nothing answered, or not in time, or not as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a program answered."""

    status: int
    text: str
    """The beginning, as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an address leads."""

    host: str
    port: int
    path: str
    may_be_private: bool
    """Whether the operator named host and port, and so meant whatever lies there."""


def place_of(address: str) -> Place:
    """Return where an address leads.

    Raises:
        NotPlainError: it is more than https, a host and perhaps its port, and a path in letters of ASCII.
        NotAllowedError: its host is not on the list.
    """
    host, port = _plain_server(address)
    parts = urlsplit(address)
    listed = settings.WEBHOOK_HOSTS
    if (host, port) not in listed and ((host, None) not in listed or port != HTTPS):
        raise NotAllowedError
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host=host, port=port, path=path, may_be_private=(host, port) in listed)


def _plain_server(address: str) -> tuple[str, int]:
    """Return host and port of an address.

    Raises:
        NotPlainError: a blank, another sign that is left out or read otherwise elsewhere, a name or password
            even if empty, no host, or a port that is none stands in it.
    """
    if not (address.isascii() and address.isprintable()) or any(one in ODD for one in address):
        raise NotPlainError
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotPlainError from error
    named = f"[{host}]" if ":" in host else host
    written = named if port is None else f"{named}:{port}"
    if parts.scheme != "https" or not host or port == 0 or parts.netloc.lower() != written:
        raise NotPlainError
    return host, port or HTTPS


def parted(address: str) -> tuple[str, str]:
    """Return the server an address leads to, such as ``https://hooks.example.org``, and what follows it.

    What follows may be a secret, which whoever sees who did what is not to see.
    """
    parts = urlsplit(address)
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}", rest


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answered:
    """Send a body, and return what was answered, whatever it is.

    Raises:
        NotAllowedError: the address, or what its name stands for now, is none this server may go to.
        NotReachedError: it cannot be reached, has no sound certificate, or takes too long.
    """
    if len(body) > LONGEST_BODY:
        raise ValueError(len(body))
    place = place_of(address)
    try:
        with closing(_Pinned(place, _number_of(place))) as connection:
            # Whoever answers a byte now and then, also while TLS is agreed upon, is not waited for.
            cut = threading.Timer(SECONDS, connection.cut)
            cut.daemon = True
            cut.start()
            try:
                connection.request("POST", place.path, body, dict(headers))
                answer = connection.getresponse()
                text = answer.read(MOST_READ).decode("utf-8", "replace")
            finally:
                cut.cancel()
            return Answered(status=answer.status, text=text)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotReachedError(type(error).__name__) from error


def _number_of(place: Place) -> str:
    """Return the number the host has now.

    Raises:
        NotAllowedError: one of its numbers is none of the public internet, and nobody named it.
    """
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    numbers = [str(one[4][0]) for one in found]
    if not place.may_be_private and not all(map(is_public, numbers)):
        raise NotAllowedError
    return numbers[0]


def is_public(number: str) -> bool:
    """Return whether a number is one of the public internet, also looked at through what it may wrap."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return address.is_global and not address.is_multicast and not any(address in one for one in INSIDE)


class _Pinned(http.client.HTTPSConnection):
    """A connection to a number that was looked at, with the certificate of the name."""

    def __init__(self, place: Place, number: str) -> None:
        context = ssl.create_default_context()
        super().__init__(place.host, place.port, timeout=SECONDS, context=context)
        self._number, self._tls = number, context
        self._guard, self._is_cut = threading.Lock(), False
        self._line: socket.socket | None = None

    def connect(self) -> None:
        """Go to the number."""
        line = socket.create_connection((self._number, self.port), self.timeout)
        try:
            self._hold(line)
            # Only held may it shake hands: a line that the cut does not know is never cut.
            encrypted = self._tls.wrap_socket(line, server_hostname=self.host, do_handshake_on_connect=False)
            self._hold(encrypted)
            encrypted.do_handshake()
        except BaseException:
            line.close()
            self.close()
            raise

    def cut(self) -> None:
        """End it, whoever waits on it or is about to."""
        with self._guard:
            self._is_cut = True
            _end(self._line)

    def _hold(self, line: socket.socket) -> None:
        with self._guard:
            # Our own hold of it: the library lets go of its one where an answer ends with the line.
            self.sock = self._line = line
            if self._is_cut:
                raise TimeoutError


def _end(line: socket.socket | None) -> None:
    if line is not None:
        try:
            # Of an encrypted line too, the way below is ended: what it does for itself would wait.
            socket.socket.shutdown(line, socket.SHUT_RDWR)
        except OSError:
            return
