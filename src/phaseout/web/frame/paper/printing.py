"""How is a page set, with bounded memory and time, where it can do no harm?"""

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from phaseout.domain.problem import PhaseoutError
from phaseout.report.safe_text import acting_shown
from phaseout.web.frame.paper import press

MEGABYTES, SECONDS = 1024, 150
"""Address space and processor time that setting one page may take."""
AT_A_TIME = BoundedSemaphore(2)
"""In one process of the server; who comes when so many are set shall come again, and holds no thread."""
AGAIN = 15
"""Seconds after which it may be asked for again."""
HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "XDG_DATA_DIRS", "FONTCONFIG_PATH",
             "FONTCONFIG_FILE", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")  # fmt: skip
"""What of the environment the process sees: where fonts lie, and none of our secrets."""


class NotPrintedError(PhaseoutError):
    """There is no PDF of it."""

    is_missing = False
    """Whether the library, or what it needs of the system, is not there."""


class BusyPressError(NotPrintedError):
    """As many pages are being set as may be at a time."""


class MissingPressError(NotPrintedError):
    """The library, or what it needs of the system, is not there."""

    is_missing = True


def printed(html: str) -> bytes:
    """Return a page as a tagged PDF (PDF/UA-1).

    Args:
        html: a whole page with its language and title; images and files it names are not fetched.

    Raises:
        BusyPressError: others are being set.
        MissingPressError: WeasyPrint or Pango is not installed.
        NotPrintedError: it takes more memory or time than it may.
    """
    command = [sys.executable, "-I", str(Path(press.__file__)), str(MEGABYTES), str(SECONDS)]
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    if not AT_A_TIME.acquire(blocking=False):
        raise BusyPressError("other pages are being set", remedy="ask again in a moment")
    try:
        done = subprocess.run(  # noqa: S603 (our own file; the page goes in by its standard input)
            command, input=acting_shown(html).encode(), capture_output=True, env=environment, check=False
        )
    finally:
        AT_A_TIME.release()
    if done.returncode == press.MISSING:
        why = done.stderr.decode("utf-8", "replace").strip()
        raise MissingPressError(
            f"no PDF can be made here: {why}",
            remedy="install phaseout[web] and the system's Pango (docs/web.md, PDF)",
        )
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise NotPrintedError(
            f"the page could not be set within {MEGABYTES} MB and {SECONDS} s (ended with {done.returncode})",
            remedy="take less of it, or another format",
        )
    return done.stdout
