"""Does a process end with the server that started it, even one that was killed and could tell nobody?"""

import os
import signal
import threading
import time

SERVER = "PHASEOUT_SERVER"
"""Names the process of the server to those it starts."""
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
