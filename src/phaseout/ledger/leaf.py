"""What was decided or changed, by whom, when, and what was it before and after?

A leaf is one line of canonical JSON. Its hash goes into the tree, so its bytes are kept as they are, for
ever. It names its ledger and its own place, so that it fits nowhere else. What may have to be forgotten, such
as a name or a remark, stands in it as a commitment alone (``opening.py``).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple, Self, cast

from phaseout.domain.problem import SourceError
from phaseout.ledger.canonical import CanonicalError, canonical, read_canonical

VERSION = 1
"""Counts changes of what stands in a leaf. Each version is read for ever."""
LONGEST = 1 << 18
"""Bytes of a leaf."""
SUCCEEDED = "key.succeeded"
"""The kind of a leaf that names the next signing key: ``before`` and ``after`` have ``key``, as text."""
_AT = "%Y-%m-%dT%H:%M:%SZ"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
_NAMES = frozenset(
    ("version", "tree", "sequence", "at", "actor", "kind", "subject", "before", "after", "private")
)
_TEXTS = ("tree", "at", "actor", "kind", "subject")

State = Mapping[str, object]
"""Values of JSON by their names."""


class LeafError(SourceError):
    """A line that is no leaf."""


class LaterVersionError(LeafError):
    """A leaf of a version that only a later program understands."""


class Leaf(NamedTuple):
    """A decision or a change of state."""

    tree: str
    """The origin of its ledger."""
    sequence: int
    """Its place, counted from 0."""
    at: str
    """When, UTC to the second: ``2026-11-27T15:04:05Z``. Never before the leaf that stands before it."""
    actor: str
    """Who, by an id that means nothing outside: a name belongs to what is private."""
    kind: str
    """What happened: ``finding.judged``."""
    subject: str
    """To what, by its id."""
    before: State | None
    after: State | None
    private: Mapping[str, str]
    """Name → commitment."""

    def line(self) -> bytes:
        """Return the bytes of the leaf, without a line end.

        Raises:
            LeafError: it is none, or longer than a leaf may be.
        """
        said = {"version": VERSION, **self._asdict()}
        _check(said)
        try:
            line = canonical(said)
        except CanonicalError as error:
            raise LeafError(error.what) from error
        return _short(line)

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Return the leaf of a line.

        Raises:
            LeafError: it is none, or not in its canonical form.
        """
        try:
            said = read_canonical(_short(line))
        except CanonicalError as error:
            raise LeafError(error.what) from error
        if not isinstance(said, dict) or "version" not in said:
            raise LeafError("is no leaf")
        version = said["version"]
        if isinstance(version, int) and version > VERSION:
            raise LaterVersionError(f"is of version {version}: a later program reads it")
        _check(said)
        del said["version"]
        return cls(**said)


def _short(line: bytes) -> bytes:
    if len(line) > LONGEST:
        raise LeafError(f"is longer than {LONGEST} bytes")
    return line


def written_at(now: datetime, last: str | None) -> str:
    """Return when a leaf is written: now, or at the time of the last leaf where a clock was set back."""
    at = now.astimezone(UTC).strftime(_AT)
    return at if last is None or at > last else last


def succession(leaf: Leaf) -> tuple[str, str] | None:
    """Return the signing key a leaf ends and the one it names, ``None`` where it does not speak of keys."""
    if leaf.kind != SUCCEEDED or leaf.before is None or leaf.after is None:
        return None
    before, after = leaf.before.get("key"), leaf.after.get("key")
    return (before, after) if isinstance(before, str) and isinstance(after, str) else None


def _check(said: Mapping[str, object]) -> None:
    """Raise ``LeafError`` where something of a leaf is missing, or of another kind than it must be."""
    if said.keys() != _NAMES:
        odd = ", ".join(sorted(said.keys() ^ _NAMES))
        raise LeafError(f"has too much or too little: {odd}")
    for name in _TEXTS:
        if not isinstance(said[name], str) or not said[name]:
            raise LeafError(f"has no {name}")
    sequence = said["sequence"]
    if type(said["version"]) is not int or said["version"] != VERSION:
        raise LeafError("has a version that never was")
    if type(sequence) is not int or sequence < 0:
        raise LeafError("has a sequence that is no number")
    if not _KIND.fullmatch(cast(str, said["kind"])):
        raise LeafError("has a kind that is no word")
    if not _is_time(cast(str, said["at"])):
        raise LeafError("has a time that is none")
    if not all(said[name] is None or isinstance(said[name], dict) for name in ("before", "after")):
        raise LeafError("has a before or an after that is no object")
    private = said["private"]
    if not isinstance(private, dict) or not all(map(_is_commitment, private.values())):
        raise LeafError("has something private that is no commitment")


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_commitment(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and not value.strip("0123456789abcdef")  # noqa: PLR2004 - hex of SHA-256
