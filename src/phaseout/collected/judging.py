"""What is a bundle worth: whose is it, of which scope, is it whole, and is it told anew?"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from phaseout.collected.coverage import first_elsewhere, first_outside, held_then
from phaseout.collected.manifest import CollectedFile, FileKind, Manifest
from phaseout.collected.opened import CollectedBundle
from phaseout.ledger.envelope import key_id
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.note import Note
from phaseout.probe.scope import Scope


class Standing(StrEnum):
    """What a bundle is worth, the worst last."""

    KNOWN = "known"
    """Signed by a key that is known, and whole."""
    UNSIGNED = "unsigned"
    """Whole, and signed by nobody known: anybody can have made it. To be weighed as such."""
    OTHER_SCOPE = "other-scope"
    REPLAYED = "replayed"
    CUT = "cut"
    FORGED = "forged"

    @property
    def is_taken(self) -> bool:
        """Whether it may be brought in."""
        return self in (Standing.KNOWN, Standing.UNSIGNED)


class Code(StrEnum):
    """A kind of fault (its words stand under ``bundle.CODE`` in the messages)."""

    SIGNATURE = "forged-signature"
    """A signature in the name of a known key is not its own."""
    ALTERED = "altered-file"
    SCOPE_ALTERED = "altered-scope"
    """The scope in it is not the one its manifest names."""
    SCOPE_FORGED = "forged-scope"
    """A signature of the scope in the name of a known key is not its own."""
    MISSING = "missing-file"
    SHORT = "short-file"
    SHOWN_ANEW = "shown-anew"
    """What another collection observed is told as this one's."""
    OTHER_SCOPE = "other-scope"
    BACKWARDS = "backwards"
    """It ended before it began."""
    NOT_THEN = "not-then"
    """The scope did not hold yet, or no more."""
    OUTSIDE = "outside"
    """It observed what the scope does not cover, or says that it stands elsewhere."""


_STANDING = {
    Code.SIGNATURE: Standing.FORGED,
    Code.ALTERED: Standing.FORGED,
    Code.SCOPE_ALTERED: Standing.FORGED,
    Code.SCOPE_FORGED: Standing.FORGED,
    Code.MISSING: Standing.CUT,
    Code.SHORT: Standing.CUT,
    Code.SHOWN_ANEW: Standing.REPLAYED,
    Code.OTHER_SCOPE: Standing.OTHER_SCOPE,
    Code.BACKWARDS: Standing.FORGED,
    Code.NOT_THEN: Standing.OTHER_SCOPE,
    Code.OUTSIDE: Standing.OTHER_SCOPE,
}


class Fault(NamedTuple):
    """Something wrong with a bundle."""

    code: Code
    name: str
    """Of the file, key, scope or collection it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a bundle was found to be."""

    manifest: Manifest
    signers: tuple[VerifierKey, ...]
    """Known keys that signed it."""
    strangers: tuple[str, ...]
    """What signatures of keys that are not known call these."""
    scope_signers: tuple[VerifierKey, ...]
    """Known keys that signed the scope in it."""
    is_same: bool
    """Whether this very collection was taken already: then there is nothing to do."""
    faults: tuple[Fault, ...]

    @property
    def standing(self) -> Standing:
        """What it comes to: the worst of its faults."""
        order = list(Standing)
        worst = max((order.index(_STANDING[one.code]) for one in self.faults), default=-1)
        if worst >= 0:
            return order[worst]
        return Standing.KNOWN if self.signers else Standing.UNSIGNED


def judge(
    bundle: CollectedBundle,
    keys: Iterable[VerifierKey] = (),
    *,
    scope: str | None = None,
    taken: Collection[Manifest] = (),
) -> Judged:
    """Return what a bundle is worth to whoever knows some keys.

    Args:
        bundle: of which nothing is believed.
        keys: of those who collect and of those who sign scopes, from somebody trusted.
        scope: SHA-256 of the scope it has to be of, in hex; of any, where none is given.
        taken: collections that were taken earlier.

    Raises:
        SourceError: a member cannot be read.
    """
    known, manifest = list(keys), bundle.manifest
    note = Note.of(bundle.scope)
    sealed, signed = bundle.envelope.judged(known), note.judged(known)
    faults = [Fault(Code.SIGNATURE, key_id(one)) for one in sealed.forged]
    faults += [Fault(Code.SCOPE_FORGED, key_id(one)) for one in signed.forged]
    if hashlib.sha256(bundle.scope).hexdigest() != manifest.scope.sha256:
        faults.append(Fault(Code.SCOPE_ALTERED, manifest.scope.id))
    if scope is not None and scope != manifest.scope.sha256:
        faults.append(Fault(Code.OTHER_SCOPE, manifest.scope.id))
    if manifest.ended < manifest.begun:
        faults.append(Fault(Code.BACKWARDS, manifest.ended))
    return Judged(
        manifest=manifest,
        signers=sealed.good,
        strangers=sealed.unknown,
        scope_signers=tuple(one.key for one in signed.good),
        is_same=any(one.id == manifest.id for one in taken),
        faults=(*faults, *_of_files(bundle), *_shown_anew(manifest, taken), *_uncovered(bundle, note.text)),
    )


def _of_files(bundle: CollectedBundle) -> Iterator[Fault]:
    for number, said in enumerate(bundle.manifest.files, 1):
        there = bundle.size_of(number)
        if there is None:
            yield Fault(Code.MISSING, said.name)
        elif there < said.size:
            yield Fault(Code.SHORT, said.name)
        elif there > said.size or _digest(bundle.file(number)) != said.sha256:
            yield Fault(Code.ALTERED, said.name)


def _uncovered(bundle: CollectedBundle, text: str) -> Iterator[Fault]:
    """Yield what the scope in a bundle did not allow."""
    scope, manifest = Scope.of(text), bundle.manifest
    if not held_then(scope, manifest.begun, manifest.ended):
        yield Fault(Code.NOT_THEN, scope.id)
    for number, said in enumerate(manifest.files, 1):
        if (thing := _first_uncovered(bundle, number, said, scope)) is not None:
            yield Fault(Code.OUTSIDE, thing)


def _first_uncovered(bundle: CollectedBundle, number: int, said: CollectedFile, scope: Scope) -> str | None:
    is_there = bundle.size_of(number) is not None
    if said.kind is FileKind.OBSERVATIONS:
        return first_outside(said.name, bundle.file(number), scope) if is_there else None
    if said.site not in {None, *(one.site for one in scope.ranges)}:
        return said.name
    return first_elsewhere(said.name, bundle.file(number), scope) if is_there else None


def _shown_anew(manifest: Manifest, taken: Collection[Manifest]) -> Iterator[Fault]:
    """Yield what was observed for another collection: lines tell their times, so no two looks are alike."""
    ours = _observed(manifest)
    for one in taken:
        if one.id != manifest.id and not ours.isdisjoint(_observed(one)):
            yield Fault(Code.SHOWN_ANEW, one.id)


def _observed(manifest: Manifest) -> set[str]:
    return {one.sha256 for one in manifest.files if one.kind is FileKind.OBSERVATIONS and one.size}


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
