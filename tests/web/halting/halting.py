"""Where does a process halt until it is killed, or told to go on?"""

import os
import time
from pathlib import Path

AT, FOLDER = "HALTING_AT", "HALTING_FOLDER"


def halt(where: str) -> None:
    """Say that it has come so far, and wait, if it is where the test wants it."""
    if os.environ.get(AT) == where:
        folder = Path(os.environ[FOLDER])
        (folder / "halted").touch()
        while not (folder / "go-on").exists():
            time.sleep(0.02)
