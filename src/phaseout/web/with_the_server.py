"""Does a process end with the one that started it, even one that was killed and could tell nobody?

What the server starts ends with the server, and the server itself with whoever asks it to.
"""

import os
import signal
import threading
import time

SERVER = "PHASEOUT_SERVER"
"""Names to a process the one it ends with: the server to those it starts, or whoever started the server."""
PAUSE = 1.0
"""Seconds between two looks."""
GRACE = 10.0
"""Seconds a process has to finish what it does."""


def end_with_the_server() -> None:
    """Watch, beside whatever this process does, whether the server that started it is still there."""
    server = os.environ.get(SERVER)
    if server:
        threading.Thread(target=_watch, args=(int(server),), name="with-the-server", daemon=True).start()


def _watch(server: int) -> None:
    while os.getppid() == server:
        time.sleep(PAUSE)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
