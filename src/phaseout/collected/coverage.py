"""Was everything that a collection observed within its scope: then, there, and of the place that it says?

Lines are read here by the reader that the survey reads them with, so that nothing means one thing to whoever
holds them against the scope and another to whoever takes them over.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address

from phaseout.domain.observation import Observation, Subject
from phaseout.intake import READERS
from phaseout.intake.observation_lines import READER
from phaseout.intake.source import FileStream
from phaseout.intake.walk import choose_reader
from phaseout.probe.line import OUTSIDE
from phaseout.probe.networks import Address
from phaseout.probe.scope import Scope


def held_then(scope: Scope, begun: str, ended: str) -> bool:
    """Return whether a scope was valid from the beginning to the end of a collection."""
    return scope.made <= _time(begun) and _time(ended) <= scope.expires


def first_outside(name: str, parts: Iterable[bytes], scope: Scope) -> str | None:
    """Return the first thing of observation lines that the scope does not cover; None where it covers all.

    A thing that goes by an address stands where the scope says of its range. What answered from an address
    beside the scope, since whole networks were asked, says so (``OUTSIDE``) and is of no site. Any other,
    such as a camera behind a recorder, stands at a site of the scope. What is no line, the survey will say; a
    file that it would read as something else than lines is named itself.

    Raises:
        SourceError: the bytes cannot be unpacked.
    """
    with _stream(name, parts) as stream:
        if stream.head and not _is_lines(stream):
            return name
        return next((_called(one) for one in _subjects(stream) if not _is_covered(one, scope)), None)


def first_elsewhere(name: str, parts: Iterable[bytes], scope: Scope) -> str | None:
    """Return the first thing that a file of another kind sets at a site the scope does not have.

    Only observation lines are looked at; what else people had names its sites in its own words.

    Raises:
        SourceError: the bytes cannot be unpacked.
    """
    with _stream(name, parts) as stream:
        if not _is_lines(stream):
            return None
        return next((_called(one) for one in _subjects(stream) if one.site not in _sites(scope)), None)


def _is_lines(stream: FileStream) -> bool:
    """Return whether the survey takes a file for observation lines, rather than for what else it knows."""
    return choose_reader(stream, READERS) is READER


def _is_covered(subject: Subject, scope: Scope) -> bool:
    address = _address(subject.ref)
    found = None if address is None else scope.range_of(address)
    if found is not None:
        return (found.site, found.segment) == (subject.site, subject.segment)
    if address is not None:
        return (subject.site, subject.segment) == (None, OUTSIDE)
    return subject.site in _sites(scope)


def _sites(scope: Scope) -> set[str | None]:
    return {one.site for one in scope.ranges} | {None}


def _subjects(stream: FileStream) -> Iterator[Subject]:
    """Yield what lines speak of, each once."""
    met: set[Subject] = set()
    for reading in READER.read(stream):
        if isinstance(reading, Observation) and reading.subject not in met:
            met.add(reading.subject)
            yield reading.subject


def _called(subject: Subject) -> str:
    return subject.ref or subject.key.strip()


def _address(ref: str | None) -> Address | None:
    try:
        return ip_address((ref or "").strip())
    except ValueError:
        return None


@contextmanager
def _stream(name: str, parts: Iterable[bytes]) -> Iterator[FileStream]:
    with FileStream(name, io.BufferedReader(_Portions(parts)), None) as stream:
        yield stream
        stream.finish()


class _Portions(io.RawIOBase):
    """Portions of bytes, as a file that is read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        super().__init__()
        self._parts, self._rest = iter(parts), memoryview(b"")

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill some of a buffer; return how much, 0 at the end."""
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
