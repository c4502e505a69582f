"""A ledger that was kept as it should be, in parts that a test may alter before they are packed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from phaseout.ledger.bundle import CHECKPOINTS, HASHES, KEYS, LEAVES, OPENINGS, Manifest, pack
from phaseout.ledger.checkpoint import Checkpoint, Signed, read_checkpoints
from phaseout.ledger.key import KeyKind, SigningKey
from phaseout.ledger.leaf import SUCCEEDED, Leaf
from phaseout.ledger.merkle import Growing, leaf_hash
from phaseout.ledger.note import Note
from phaseout.ledger.opening import Opening, hidden
from phaseout.ledger.packing import pack_ledger
from phaseout.ledger.tree import NodesInMemory, Tree

ORIGIN = "city.example/ledger"
SIZE = 40
SIGNED_AT = (0, 10, 25, 40)


def key_of(seed: int, name: str = ORIGIN, kind: KeyKind = KeyKind.LEDGER) -> SigningKey:
    return SigningKey(name=name, kind=kind, private=bytes([seed]) * 32)


KEY, NEXT_KEY, STRANGER = key_of(1), key_of(2), key_of(9)
WITNESS = key_of(3, "archive.example", KeyKind.WITNESS)


def leaf_of(at: int, origin: str = ORIGIN) -> tuple[Leaf, list[Opening]]:
    """Return a leaf, every fifth of which has something private."""
    private, openings = (
        hidden(at, {"remark": f"said {at}"}, lambda size: bytes([at % 256]) * size)
        if at % 5 == 0
        else ({}, [])
    )
    leaf = Leaf(
        tree=origin, sequence=at, at=f"2026-11-27T{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}Z",
        actor=f"user-{at % 3}", kind="finding.judged", subject=f"finding-{at}", before=None,
        after={"state": "accepted", "share": at / 8}, private=private,
    )  # fmt: skip
    return leaf, openings


def state(hashes: Sequence[bytes], size: int, origin: str = ORIGIN) -> Note:
    """Return the state of the first leaves, not signed."""
    tree = Growing()
    for one in hashes[:size]:
        tree.add(one)
    return Checkpoint(origin=origin, size=size, root=tree.root()).note()


@dataclass
class Ledger:
    """The parts of a bundle of a whole ledger."""

    lines: list[bytes]
    hashes: list[bytes]
    openings: list[bytes]
    notes: list[Note]
    keys: list[str] = field(default_factory=lambda: [str(KEY.verifier)])
    origin: str = ORIGIN
    size: int | None = None

    def members(self) -> Mapping[str, list[bytes]]:
        return {
            LEAVES: [line + b"\n" for line in self.lines],
            HASHES: self.hashes,
            OPENINGS: [line + b"\n" for line in self.openings],
            CHECKPOINTS: [b"\n".join(map(bytes, self.notes))],
            KEYS: [f"{one}\n".encode() for one in self.keys],
        }

    def write(self, path: Path) -> Path:
        size = len(self.hashes) if self.size is None else self.size
        with path.open("wb") as stream:
            pack(stream, Manifest(origin=self.origin, size=size, is_whole=True), self.members())
        return path

    def rehash(self) -> None:
        """Do what somebody does who may write everything but has no key: make the hashes those of the rows."""
        self.hashes = [leaf_hash(line) for line in self.lines]

    def sign_anew(self, key: SigningKey) -> None:
        """Sign the states as they now are."""
        sizes = [min(size, len(self.hashes)) for size in SIGNED_AT]
        self.notes = [state(self.hashes, size, self.origin).signed(key) for size in sizes]


def ledger(size: int = SIZE, origin: str = ORIGIN, key: SigningKey = KEY) -> Ledger:
    made = [leaf_of(at, origin) for at in range(size)]
    found = Ledger(
        lines=[leaf.line() for leaf, _ in made],
        hashes=[],
        openings=[one.line() for _, openings in made for one in openings],
        notes=[],
        keys=[str(key.verifier)],
        origin=origin,
    )
    found.rehash()
    found.sign_anew(key)
    return found


def handed_over(by_both: bool = True, to: str = str(NEXT_KEY.verifier)) -> Ledger:
    """Return a ledger whose leaf 20 names the next key, which signs from then on."""
    found = ledger()
    leaf = leaf_of(20)[0]._replace(kind=SUCCEEDED, before={"key": str(KEY.verifier)}, after={"key": to})
    found.lines[20] = leaf.line()
    found.rehash()
    found.sign_anew(KEY)
    first = state(found.hashes, 25)
    found.notes[2] = first.signed(KEY).signed(NEXT_KEY) if by_both else first.signed(NEXT_KEY)
    found.notes[3] = state(found.hashes, 40).signed(NEXT_KEY)
    return found


def seen(found: Ledger, size: int, key: SigningKey = KEY) -> list[Signed]:
    """Return what a witness kept: the state of a size."""
    return read_checkpoints(bytes(state(found.hashes, size, found.origin).signed(key)), "seen.txt")


def packed(size: int = SIZE) -> bytes:
    """Return the bytes of a bundle, made as whoever keeps a ledger makes it."""
    found, stream, tree = ledger(size), BytesIO(), Tree(NodesInMemory(), 0)
    tree.append(found.hashes)
    pack_ledger(
        stream, tree, origin=ORIGIN, leaves=found.lines, openings=map(Opening.of, found.openings), checkpoints=found.notes,
        keys=[KEY.verifier],
    )  # fmt: skip
    return stream.getvalue()
