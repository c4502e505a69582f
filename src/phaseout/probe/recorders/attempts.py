"""To which recorders was the account shown, so that none that refused it is shown it again too soon?"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from phaseout.probe.growing import for_owner
from phaseout.probe.private_file import CredentialsError

FILE = "recorder-attempts.jsonl"
"""Its name in the folder of the output, the same for each run whose output is laid there."""
LOCK_OUT = timedelta(minutes=30)
"""How long recorders stay locked after failures (discovery.md §1.8, of Hikvision's)."""
_LONGEST_LOCK = timedelta(days=1)
_BEGUN, _ACCEPTED, _REFUSED = "begun", "accepted", "refused"
_UNKNOWN = "what came of the last attempt is not known"


class Attempts:
    """A file to which a line is added before the account is shown, and another when the answer is there.

    Whoever is killed between the two leaves an attempt whose end nobody knows, which counts as refused.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Open the file, new or as other runs left it.

        Raises:
            CredentialsError: it can be neither read nor written; then nothing may be shown.
        """
        self._path, self._now = path, now
        self._barred: dict[str, tuple[datetime, str]] = {}
        self._read_to = 0
        with self._naming():
            self._file = open(path, "a+b", buffering=0, opener=for_owner)  # noqa: SIM115 (has one)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def barred(self, address: str) -> str | None:
        """Return why no account may be shown at an address now, None if one may."""
        with self._naming():
            self._follow()
        until, why = self._barred.get(address, (None, ""))
        if until is None or until <= self._now():
            return None
        return f"{why}; not before {until:%Y-%m-%dT%H:%M:%SZ}"

    def begin(self, address: str) -> str | None:
        """Note that the account is about to be shown; return why it must not be, None if it may.

        When this returns the line is on the disk.
        """
        with self._naming(), self._held():
            if (why := self.barred(address)) is not None:
                return why
            self._add(address, _BEGUN, _UNKNOWN, LOCK_OUT)
        return None

    def accepted(self, address: str) -> None:
        """Note that the account was taken."""
        with self._naming(), self._held():
            self._add(address, _ACCEPTED, "", timedelta(0))

    def refused(self, address: str, why: str, seconds: int | None = None) -> None:
        """Note that no second attempt may be made for half an hour, or as long as it says to be locked."""
        lock = min(max(LOCK_OUT, timedelta(seconds=seconds or 0)), _LONGEST_LOCK)
        with self._naming(), self._held():
            self._add(address, _REFUSED, why, lock)

    def _add(self, address: str, state: str, why: str, lock: timedelta) -> None:
        until = self._now() + lock
        entry = {"address": address, "state": state, "until": until.astimezone(UTC).isoformat(), "why": why}
        self._follow()
        # a line that was cut off by a full disk or a power failure must not swallow this one
        torn = os.fstat(self._file.fileno()).st_size > self._read_to
        self._file.write((b"\n" if torn else b"") + json.dumps(entry).encode() + b"\n")
        os.fsync(self._file.fileno())

    def _follow(self) -> None:
        """Take in what this run and others added since."""
        self._file.seek(self._read_to)
        added = self._file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for line in whole.splitlines():
            self._take(line)

    def _take(self, line: bytes) -> None:
        """Take a line; one that is torn was followed by no account."""
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            entry = json.loads(line)
            until = datetime.fromisoformat(entry["until"]).astimezone(UTC)
            address, state, why = str(entry["address"]), entry["state"], str(entry["why"])
            if state == _ACCEPTED:
                self._barred.pop(address, None)
            else:
                self._barred[address] = until, why

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other runs from looking and writing at the same time, where the system can."""
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(self._file.fileno(), fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_UN)

    @contextlib.contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"cannot be kept: {error.strerror}"
            remedy = "check the folder; where an attempt cannot be noted, none is made"
            raise CredentialsError(what, where=str(self._path), remedy=remedy) from error
