"""Who listens on loopback, and what do they get?"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Listener:
    """Sockets that note what comes; UDP ones may answer."""

    datagrams: list[tuple[str, int, bytes]] = field(default_factory=list)
    """Address and port that something came to, and what."""
    connections: list[tuple[str, int]] = field(default_factory=list)

    @property
    def got_nothing(self) -> bool:
        return not self.datagrams and not self.connections


@contextlib.contextmanager
def listening(
    *addresses: str,
    udp: tuple[int, ...] = (),
    tcp: tuple[int, ...] = (),
    answer: Callable[[bytes], bytes] | None = None,
) -> Iterator[Listener]:
    """Listen on ports of addresses of 127.0.0.0/8 until the block ends."""
    found, ends = Listener(), threading.Event()
    with contextlib.ExitStack() as stack:
        for address in addresses:
            for port in (*udp, *tcp):
                kind = socket.SOCK_DGRAM if port in udp else socket.SOCK_STREAM
                opened = stack.enter_context(socket.socket(socket.AF_INET, kind))
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                opened.bind((address, port))
                opened.settimeout(0.05)
                hear = _hear_datagrams if port in udp else _hear_connections
                thread = threading.Thread(target=hear, args=(opened, found, ends, answer), daemon=True)
                thread.start()
                stack.callback(thread.join)
        stack.callback(ends.set)
        yield found


def _hear_datagrams(
    opened: socket.socket, found: Listener, ends: threading.Event, answer: Callable[[bytes], bytes] | None
) -> None:
    while True:
        try:
            payload, sender = opened.recvfrom(65_536)
        except TimeoutError:
            if ends.is_set():
                return
            continue
        found.datagrams.append((*opened.getsockname(), payload))
        if answer is not None:
            opened.sendto(answer(payload), sender)


def _hear_connections(opened: socket.socket, found: Listener, ends: threading.Event, _answer: object) -> None:
    opened.listen()
    while True:
        try:
            connection, _ = opened.accept()
        except TimeoutError:
            if ends.is_set():
                return
            continue
        connection.close()
        found.connections.append(opened.getsockname())
