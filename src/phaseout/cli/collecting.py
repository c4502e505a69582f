"""How far is a collection that may be broken off at any moment, and what is packed at its end?"""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import phaseout
from phaseout.cli.whole_file import whole_file
from phaseout.collected.manifest import FileKind, Manifest, ScopeName
from phaseout.collected.packing import Kept, described, pack_collection
from phaseout.collected.sealed import recipient_of, sealed
from phaseout.domain.problem import SourceError, UsageError
from phaseout.intake.walk import Candidate, candidates
from phaseout.ledger.key import SigningKey
from phaseout.probe.scope import Scope

STATE, OBSERVED, BUNDLE = "collection.json", "observations.jsonl", "bundle"
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(slots=True, kw_only=True)
class Collection:
    """A folder in which something is collected: begun, broken off, ended, packed."""

    folder: Path
    scope: Scope
    signed: bytes
    """The file of the scope."""
    collector: str
    ranges: tuple[str, ...]
    begun: str = ""
    ended: str = ""

    @property
    def observed(self) -> Path:
        """Where observation lines are written."""
        return self.folder / OBSERVED

    def open(self, now: datetime) -> None:
        """Begin it, or find out how far it is.

        Raises:
            UsageError: another collection lies in the folder.
            SourceError: the folder cannot be written, or what lies there is not whole.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            said = json.loads((self.folder / STATE).read_bytes()) if (self.folder / STATE).exists() else None
        except (OSError, ValueError) as error:
            raise SourceError(f"cannot be used: {error}", where=str(self.folder)) from error
        is_other = said is not None and {name: said.get(name) for name in self._told} != self._told
        if said is None or (is_other and not said.get("ended") and not self.observed.exists()):
            self.begun = now.strftime(_FORM)
            self._keep()
        elif is_other:
            raise UsageError(
                "holds another collection, of another scope, other ranges or somebody else",
                where=str(self.folder), remedy="name another folder with -o",
            )  # fmt: skip
        else:
            self.begun, self.ended = said["begun"], said["ended"]

    def end(self, now: datetime) -> None:
        """Note that everything was asked: from now on the same bundle is packed, however often."""
        if not self.ended:
            self.ended = max(now.strftime(_FORM), self.begun)
            self._keep()

    @property
    def _told(self) -> dict[str, Any]:
        digest = sha256(self.signed).hexdigest()
        return {"scope": digest, "collector": self.collector, "ranges": list(self.ranges)}

    def _keep(self) -> None:
        with whole_file(self.folder / STATE) as stream:
            stream.write(
                json.dumps({**self._told, "begun": self.begun, "ended": self.ended}, indent=1).encode()
            )

    def pack(
        self, exports: Sequence[Kept], key: SigningKey | None, seal: bytes | None
    ) -> tuple[Path, Manifest]:
        """Write the bundle into the folder, unless it is there, and return it with what it says.

        Raises:
            UsageError: another bundle lies there.
            SourceError: something cannot be read or written.
        """
        seen = [Kept(path=self.observed, kind=FileKind.OBSERVATIONS)] if self.observed.exists() else []
        found = described([*seen, *exports])
        manifest = Manifest(
            collector=self.collector, begun=self.begun, ended=self.ended, engine=phaseout.__version__,
            scope=ScopeName(self.scope.id, sha256(self.signed).hexdigest()),
            files=[said for _, said in found], counters=self._counted(),
        )  # fmt: skip
        suffix = ".zip" if seal is None else ".sealed"
        path = self.folder / f"{BUNDLE}-{manifest.id[:12]}{suffix}"
        if others := [one for one in self.folder.glob(f"{BUNDLE}-*") if one.name != path.name]:
            raise UsageError(
                "another bundle was left here already", where=str(others[0]),
                remedy="name another folder with -o for what else is collected",
            )  # fmt: skip
        if not path.exists():
            files = [one for one, _ in found]
            with whole_file(path) as stream:
                if seal is None:
                    pack_collection(stream, manifest, self.signed, files, key)
                else:
                    whole = io.BytesIO()
                    pack_collection(whole, manifest, self.signed, files, key)
                    stream.write(sealed(whole.getvalue(), recipient_of(seal)))
        return path, manifest

    def _counted(self) -> dict[str, int]:
        if not self.observed.exists():
            return {}
        journal = self.observed.with_name(f"{OBSERVED}.journal")
        lines = journal.read_bytes().splitlines() if journal.exists() else []
        with self.observed.open("rb") as file:
            return {"lines": sum(1 for _ in file), "hosts": sum(b" +" in one for one in lines)}


def begun_in(folder: Path) -> datetime | None:
    """Return when what lies in a folder was begun; None where nothing was, or it cannot be read."""
    try:
        said = json.loads((folder / STATE).read_bytes())["begun"]
        return datetime.strptime(said, _FORM).replace(tzinfo=UTC)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def exports_in(folders: Sequence[str], scope: Scope, site: str | None, segment: str | None) -> Iterator[Kept]:
    """Yield the files that people have already, with where what is in them stands.

    Raises:
        UsageError: there is no such folder, or the scope knows no such site.
        SourceError: a file cannot be examined, or is a link that nobody named.
    """
    places = {(one.site, one.segment) for one in scope.ranges}
    sites = {one for one, _ in places}
    if site is not None and site not in sites:
        known = ", ".join(sorted(one for one in sites if one))
        raise UsageError(
            "is no site of the scope", where=f"--site {site}", remedy=f"it has {known or 'none'}"
        )
    if site is None and len(places) == 1:
        ((site, segment),) = places
    for one in candidates(folders, ()):
        if not isinstance(one, Candidate) or one.path is None:
            why = one.name if isinstance(one, Candidate) else f"{one.name}: {one.why}"
            raise SourceError(f"cannot be collected: {why}", where="--files")
        if one.path.is_symlink() and str(one.path) not in folders:
            # whoever laid it there may mean a file that nobody wants to hand out
            raise SourceError(
                f"cannot be collected: {one.name}: link to a file",
                where="--files",
                remedy="name that file itself",
            )
        yield Kept(path=one.path, kind=FileKind.EXPORT, site=site, segment=segment)


def now() -> datetime:
    """Return the time of day, UTC."""
    return datetime.now(tz=UTC)
