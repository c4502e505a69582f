"""How is a server out of reach for a while? A way to it that is cut and comes back at the same address."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

PIECE = 65_536


class Signal:
    """A way to a server. What a browser's own tools cut does not concern its workers; this does."""

    def __init__(self, address: str) -> None:
        """Take the address of the server; the way begins open."""
        there = urlsplit(address)
        self._there = (there.hostname, there.port)
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._listen()

    @property
    def address(self) -> str:
        """Where a browser goes."""
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        """Let nothing through, and end what is under way."""
        for one in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def restore(self) -> None:
        """Let all through again."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._take, args=[self._listening], daemon=True).start()

    def _take(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(self._there)
                self._open += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


@contextmanager
def signal_to(address: str) -> Iterator[Signal]:
    """Open a way to a server, and close it at the end."""
    signal = Signal(address)
    yield signal
    signal.cut()
