"""What was sent, to whom and when, and what came back? One line of JSON for each packet.

A line is with the system before its packet is: nothing leaves unlogged. Of what is sent every byte
stands there, of an answer its length, digest and beginning; of a credential, that there was one.
"""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from phaseout.domain.problem import SourceError
from phaseout.intake.credential import without_credentials
from phaseout.probe.growing import for_owner
from phaseout.probe.packet import Packet

START = 64
"""Bytes of an answer that are shown."""
_HIDDEN = b"*****"
_HEADERS = re.compile(rb"(?im)^((?:proxy-)?authorization|cookie)[ \t]*:[^\r\n]*")
_TOKENS = re.compile(rb"(<(?:\w+:)?(?:Password|Nonce|Username)\b[^>]*>)[^<]*")


class PacketLog:
    """A file of what was sent and heard, to which each run adds."""

    def __init__(self, path: Path, *, secrets: Iterable[bytes] = ()) -> None:
        """Open the file for its owner alone.

        Args:
            path: the file.
            secrets: what never stands in it, such as the community of SNMP.

        Raises:
            SourceError: it cannot be written.
        """
        self.path = path
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))
        with _Naming(path):
            self._file = for_owner(path, os.O_WRONLY | os.O_APPEND)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def begun(self, at: datetime, said: dict[str, object]) -> None:
        """Note that a run begins, by which scope."""
        self._write(at, "begun", said)

    def ended(self, at: datetime, why: str) -> None:
        """Note that nothing more leaves, and why."""
        self._write(at, "ended", {"why": why})

    def sent(self, at: datetime, packet: Packet) -> None:
        """Note a packet that is about to leave."""
        shown = self._shown(packet.payload)
        said = {**_place(packet), "length": len(packet.payload), "bytes": shown.hex()}
        if shown != packet.payload:
            said["withheld"] = "a credential"
        self._write(at, "out", said)

    def unsent(self, at: datetime, packet: Packet, why: str) -> None:
        """Note a packet that was refused, or that the system did not take."""
        self._write(at, "not sent", {**_place(packet), "why": why})

    def heard(self, at: datetime, packet: Packet, payload: bytes) -> None:
        """Note an answer to a packet."""
        said: dict[str, object] = {**_place(packet), "length": len(payload)}
        if any(secret in payload for secret in self._secrets):
            said["withheld"] = "a credential"  # which whoever has a digest could guess at leisure
        else:
            said["sha256"] = hashlib.sha256(payload).hexdigest()
        self._write(at, "in", {**said, "start": self._start(payload)})

    def _shown(self, payload: bytes) -> bytes:
        for secret in self._secrets:
            payload = payload.replace(secret, _HIDDEN)
        return _TOKENS.sub(rb"\1" + _HIDDEN, _HEADERS.sub(rb"\1: " + _HIDDEN, payload))

    def _start(self, payload: bytes) -> str:
        """Return how an answer begins, as text; a credential may begin there and end beyond."""
        start = self._shown(payload)[:START].decode("latin-1")
        return without_credentials("", start).value or ""

    def _write(self, at: datetime, kind: str, said: dict[str, object]) -> None:
        time = at.astimezone(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": time.replace("+00:00", "Z"), "kind": kind, **said}, ensure_ascii=True)
        with _Naming(self.path):
            self._write_whole(f"{line}\n".encode())

    def _write_whole(self, line: bytes) -> None:
        """Write all of a line, or nothing of it: a disk that fills takes a part and says so only then."""
        done = 0
        try:
            while done < len(line):
                done += os.write(self._file, line[done:])
        except OSError:
            with contextlib.suppress(OSError):  # what is no file has no length
                os.ftruncate(self._file, os.lseek(self._file, 0, os.SEEK_CUR) - done)
            raise


class _Naming:
    """Names the file that cannot be written: what is not logged is not sent."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise SourceError(
                f"cannot be written: {error.strerror}", where=str(self._path),
                remedy="check the folder and the space left; what is not logged is not sent",
            ) from error  # fmt: skip


def _place(packet: Packet) -> dict[str, object]:
    return {
        "transport": packet.transport,
        "address": packet.target,
        "port": packet.port,
        "inquiry": packet.inquiry,
    }
