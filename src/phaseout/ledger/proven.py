"""Do the proofs of an excerpt lead from its leaves to states that were signed?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Self

from phaseout.ledger.canonical import CanonicalError, canonical, read_canonical
from phaseout.ledger.checkpoint import Checkpoint
from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.leaf import LaterVersionError, Leaf, LeafError
from phaseout.ledger.merkle import leaf_hash, proves_consistency, proves_inclusion
from phaseout.ledger.openings import Disclosed


class Proof(NamedTuple):
    """The hashes that lead from a leaf to the root of a state."""

    leaf: int
    size: int
    hashes: tuple[bytes, ...]

    def line(self) -> bytes:
        """Return the bytes of the proof, without a line end."""
        return _line("leaf", *self)

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Return the proof of a line.

        Raises:
            LeafError: it is none.
        """
        return cls(*_parts("leaf", line))


class GoingOn(NamedTuple):
    """The hashes that lead from the root of an earlier state to that of a later one."""

    old: int
    size: int
    hashes: tuple[bytes, ...]

    def line(self) -> bytes:
        """Return the bytes of the proof, without a line end."""
        return _line("old", *self)

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Return the proof of a line.

        Raises:
            LeafError: it is none.
        """
        return cls(*_parts("old", line))


def _line(name: str, number: int, size: int, hashes: tuple[bytes, ...]) -> bytes:
    return canonical({name: number, "size": size, "hashes": [one.hex() for one in hashes]})


def _parts(name: str, line: bytes) -> tuple[int, int, tuple[bytes, ...]]:
    try:
        said = read_canonical(line)
        if isinstance(said, dict) and said.keys() == {name, "size", "hashes"}:
            return int(said[name]), int(said["size"]), tuple(map(bytes.fromhex, said["hashes"]))
    except (CanonicalError, TypeError, ValueError, OverflowError) as error:
        raise LeafError("is no proof") from error
    raise LeafError("is no proof")


def roots_seen(
    seen: Iterable[Checkpoint], lines: Iterator[bytes], signed: Mapping[int, bytes], findings: Findings
) -> dict[int, bytes]:
    """Return the root of each state that was seen, where proofs lead from it to one that was signed.

    A root of no bytes says that there is a proof, and that it does not lead there from what was seen.
    """
    states = list(seen)
    found: dict[int, bytes] = {}
    for line in lines:
        try:
            proof = GoingOn.of(line)
        except LeafError:
            findings.add(Code.WRONG_PROOF)
            continue
        later = signed.get(proof.size)
        for state in states if later is not None else ():
            if state.size != proof.old:
                continue
            if proves_consistency(state.size, state.root, proof.size, later or b"", proof.hashes):
                found[state.size] = state.root
            else:
                found.setdefault(state.size, b"")
    return found


class Proven:
    """Compares leaves with their proofs, one after the other."""

    def __init__(
        self, origin: str, signed: Mapping[int, bytes], disclosed: Disclosed, findings: Findings
    ) -> None:
        self._origin = origin
        self._signed = signed
        """Size → root of the states that a trusted key signed."""
        self._disclosed = disclosed
        self._findings = findings
        self._last, self._last_at = -1, ""

    def look(self, leaves: Iterator[bytes], proofs: Iterator[bytes]) -> int:
        """Note which leaves are not proven, and return how many there are."""
        count = 0
        for line in leaves:
            count += 1
            proof = self._proof(next(proofs, b""))
            if proof is None or not self._proves(proof, line):
                self._findings.add(Code.WRONG_PROOF, proof.leaf if proof else None)
            try:
                self._look_at(Leaf.of(line), proof)
            except LaterVersionError:
                self._findings.add(Code.LATER_VERSION, proof.leaf if proof else None)
            except LeafError as error:
                self._findings.add(Code.NOT_A_LEAF, proof.leaf if proof else None, error.what)
        for line in proofs:
            proof = self._proof(line)
            self._findings.add(Code.DELETED, proof.leaf if proof else None)
        self._disclosed.end()
        return count

    def _proof(self, line: bytes) -> Proof | None:
        try:
            return Proof.of(line)
        except LeafError:
            return None

    def _proves(self, proof: Proof, line: bytes) -> bool:
        root = self._signed.get(proof.size)
        return root is not None and proves_inclusion(
            leaf_hash(line), proof.leaf, proof.size, proof.hashes, root
        )

    def _look_at(self, leaf: Leaf, proof: Proof | None) -> None:
        if leaf.tree != self._origin:
            self._findings.add(Code.FOREIGN_LEAF, leaf.sequence, leaf.tree)
        if proof is not None and leaf.sequence != proof.leaf:
            self._findings.add(Code.WRONG_SEQUENCE, proof.leaf)
        if leaf.sequence <= self._last:
            self._findings.add(Code.REORDERED, leaf.sequence)
        if leaf.at < self._last_at:
            self._findings.add(Code.CLOCK_BACK, leaf.sequence)
        self._last, self._last_at = leaf.sequence, leaf.at
        self._disclosed.look(leaf)
