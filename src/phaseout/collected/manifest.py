"""What does a collection say of itself?

The manifest is canonical JSON (RFC 8785) in a DSSE envelope, whose type keeps a signature of it apart from
one over anything else. Its digest is the name of the collection: the same collection has the same name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NamedTuple, Self

from phaseout.ledger.archive import BundleError
from phaseout.ledger.canonical import CanonicalError, canonical, read_canonical

PAYLOAD_TYPE: Final = "application/vnd.phaseout.collection+json"
FORM: Final = 1
"""Counts changes of what lies in a bundle."""
MOST_FILES: Final = 1000
LONGEST_NAME: Final = 255
"""Characters of a name: of a file, a place, whoever collected."""
_KEYS = {"form", "collector", "begun", "ended", "engine", "scope", "files", "counters"}
_FILE_KEYS = {"name", "kind", "size", "sha256", "site", "segment"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class FileKind(StrEnum):
    """What a file of a collection is."""

    OBSERVATIONS = "observations"
    """Lines that a live look wrote: no two looks write the same."""
    EXPORT = "export"
    """Something that people had already, as it was."""


class ScopeName(NamedTuple):
    """Which scope a collection was made under."""

    id: str
    sha256: str
    """Of the signed file, in hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFile:
    """A file of a collection."""

    name: str
    """As people call it; it becomes no part of a path."""
    kind: FileKind
    size: int
    sha256: str
    site: str | None = None
    """Where everything in it stands, where the file itself does not say it."""
    segment: str | None = None

    def value(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "name": self.name, "kind": self.kind.value, "size": self.size, "sha256": self.sha256,
            "site": self.site, "segment": self.segment,
        }  # fmt: skip

    @classmethod
    def of(cls, said: Any) -> Self:
        """Return the file that a value tells.

        Raises:
            BundleError: it tells none.
        """
        match said:
            case {"name": str(name), "kind": str(kind), "size": int(size), "sha256": str(digest),
                  "site": str() | None as site, "segment": str() | None as segment} if (
                said.keys() == _FILE_KEYS and type(size) is int and size >= 0 and kind in list(FileKind)
                and _DIGEST.fullmatch(digest) and all(map(_is_name, (name, site or "-", segment or "-")))
            ):  # fmt: skip
                return cls(name=name, kind=FileKind(kind), size=size, sha256=digest,
                           site=site, segment=segment)  # fmt: skip
        raise BundleError("lists a file in another form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A collection."""

    collector: str
    """Who collected, as they call themselves."""
    begun: str
    """As 2026-11-27T15:04:05Z."""
    ended: str
    engine: str
    """Version of the program."""
    scope: ScopeName
    files: Sequence[CollectedFile]
    counters: Mapping[str, int] = field(default_factory=dict)
    """How much was asked, answered, sent."""

    def written(self) -> bytes:
        """Return the canonical bytes."""
        return canonical(
            {
                "form": FORM, "collector": self.collector, "begun": self.begun, "ended": self.ended,
                "engine": self.engine, "scope": self.scope._asdict(), "counters": dict(self.counters),
                "files": [one.value() for one in self.files],
            }
        )  # fmt: skip

    @property
    def id(self) -> str:
        """The name of the collection: SHA-256 over its manifest, in hex."""
        return sha256(self.written()).hexdigest()

    @classmethod
    def of(cls, written: bytes) -> Self:
        """Return what the bytes of a manifest say.

        Raises:
            BundleError: they are none, or of another form.
        """
        try:
            said = read_canonical(written)
        except CanonicalError as error:
            raise BundleError(f"has a manifest that {error.what}") from error
        if not isinstance(said, dict) or said.get("form") != FORM:
            raise BundleError("is a bundle of another form", remedy="take the version that made it")
        match said:
            case {"collector": str(who), "begun": str(begun), "ended": str(ended), "engine": str(engine),
                  "scope": {"id": str(scope), "sha256": str(digest)}, "files": [*files],
                  "counters": dict(counters)} if (
                said.keys() == _KEYS and _is_name(who) and _is_name(engine) and _is_name(scope)
                and _is_time(begun) and _is_time(ended) and _DIGEST.fullmatch(digest)
                and len(files) <= MOST_FILES and all(map(_is_count, counters.values()))
            ):  # fmt: skip
                return cls(
                    collector=who, begun=begun, ended=ended, engine=engine, counters=counters,
                    scope=ScopeName(scope, digest), files=tuple(map(CollectedFile.of, files)),
                )  # fmt: skip
        raise BundleError("has a manifest that does not say what was collected")


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME


def _is_time(text: str) -> bool:
    """Return whether a text is a time that there is: no month 99, no second 60."""
    try:
        return _TIME.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0
