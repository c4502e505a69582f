"""Keeps a made ledger of a million leaves, proves leaves of it, packs it, and verifies the whole.

Leaves are like those of a review: judgements with a state before and after, every fifth with a remark that is
committed. A state is signed after every ten thousand, as many as a busy city may write in a month.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from phaseout.ledger.bundle import CHECKPOINTS
from phaseout.ledger.checkpoint import Checkpoint, read_checkpoints
from phaseout.ledger.finding import Verdict
from phaseout.ledger.key import KeyKind, SigningKey
from phaseout.ledger.leaf import Leaf
from phaseout.ledger.merkle import leaf_hash, proves_consistency, proves_inclusion
from phaseout.ledger.nodes_file import NodesFile
from phaseout.ledger.note import Note
from phaseout.ledger.opened import Bundle
from phaseout.ledger.opening import hidden
from phaseout.ledger.packing import pack_ledger
from phaseout.ledger.tree import NodesInMemory, Tree
from phaseout.ledger.verifying import verify

ORIGIN = "city.example/ledger"
KEY = SigningKey(name=ORIGIN, kind=KeyKind.LEDGER, private=bytes(range(32)))
SIGNED_EVERY = 10_000
AT_ONCE = 1_000
PROOFS = 2_000
ALONE = 100
T = TypeVar("T")


def lines(count: int) -> Iterator[bytes]:
    """Make the lines of a ledger, the same every time."""
    for at in range(count):
        private = hidden(at, {"remark": f"seen on the roof {at}"}, bytes)[0] if at % 5 == 0 else {}
        minute, second = divmod(at // 4, 60)
        yield Leaf(
            tree=ORIGIN, sequence=at, at=f"2026-{1 + minute // 40320:02}-{1 + minute // 1440 % 28:02}"
            f"T{minute // 60 % 24:02}:{minute % 60:02}:{second:02}Z",
            actor=f"user-{at % 97}", kind="finding.judged", subject=f"finding-{at // 3}",
            before={"state": "open", "until": None}, after={"state": "accepted", "until": "2027-03-31", "share": 0.25},
            private=private,
        ).line()  # fmt: skip


def run(count: int, folder: Path) -> None:
    """Append, prove, pack and verify, each by itself."""
    written = list(lines(count))
    print(f"{count} leaves, {sum(map(len, written)) / count:.0f} bytes each", flush=True)
    begun = time.process_time()
    for line in lines(min(count, 50_000)):
        assert line
    _say("making a leaf and writing it as RFC 8785 says", (time.process_time() - begun) / min(count, 50_000))
    hashes = [leaf_hash(line) for line in written]
    _append(hashes, NodesInMemory(), "in memory")
    path = folder / f"ledger-{count}.sqlite"
    path.unlink(missing_ok=True)
    with NodesFile(path) as nodes:
        tree = _append(hashes, nodes, "in a file of SQLite")
        _prove(tree, hashes)
        notes = [_state(tree, size) for size in range(0, count + 1, min(SIGNED_EVERY, count))]
        bundle = folder / f"ledger-{count}.zip"
        begun = time.perf_counter()
        with bundle.open("wb") as stream:
            pack_ledger(
                stream,
                tree,
                origin=ORIGIN,
                leaves=written,
                openings=(),
                checkpoints=notes,
                keys=[KEY.verifier],
            )
        print(
            f"packed into {bundle.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - begun:.1f} s",
            flush=True,
        )


def _append(hashes: list[bytes], nodes: NodesInMemory | NodesFile, where: str) -> Tree:
    tree, begun = Tree(nodes, 0), time.perf_counter()
    for first in range(0, len(hashes), AT_ONCE):
        tree.append(hashes[first : first + AT_ONCE])
    taken = time.perf_counter() - begun
    print(f"appended {where}, {AT_ONCE} at once: {len(hashes) / taken:,.0f} leaves/s", flush=True)
    begun = time.perf_counter()
    for one in hashes[:ALONE]:
        tree.append([one])
    print(f"  one at once: {ALONE / (time.perf_counter() - begun):,.0f} leaves/s", flush=True)
    tree.size -= ALONE  # what follows is asked of the tree before them
    return tree


def _prove(tree: Tree, hashes: list[bytes]) -> None:
    root, size = tree.root(), tree.size
    numbers = [number * 7919 % size for number in range(PROOFS)]
    olds = [max(1, at) for at in numbers]
    proofs = _timed("proofs of a leaf", tree.inclusion, [(at,) for at in numbers])
    going_on = _timed("proofs of going on", tree.consistency, [(old,) for old in olds])
    asked = [(hashes[at], at, size, proof, root) for at, proof in zip(numbers, proofs, strict=True)]
    assert all(_timed("proofs of a leaf checked", proves_inclusion, asked))
    for old, proof in zip(olds, going_on, strict=True):
        assert proves_consistency(old, tree.root(old), size, root, proof)


def _timed(what: str, work: Callable[..., T], asked: list[tuple[object, ...]]) -> list[T]:
    """Return what each asking gave, and say how long it took on the clock and of the processor, which others disturb less."""
    given, clock, processor = [], [], []
    for values in asked:
        begun, used = time.perf_counter(), time.thread_time()
        given.append(work(*values))
        clock.append((time.perf_counter() - begun) * 1e3)
        processor.append((time.thread_time() - used) * 1e3)
    print(
        f"{len(asked)} {what}: median {statistics.median(clock):.3f} ms, 99 of 100 below "
        f"{sorted(clock)[len(clock) * 99 // 100]:.3f} ms, largest {max(clock):.3f} ms "
        f"({max(processor):.3f} ms of processor time)",
        flush=True,
    )
    return given


def _state(tree: Tree, size: int) -> Note:
    return Checkpoint(origin=ORIGIN, size=size, root=tree.root(size)).note().signed(KEY)


def _say(what: str, seconds: float) -> None:
    print(f"{what}: {seconds * 1e6:.1f} µs", flush=True)


def verify_alone(path: Path) -> None:
    """Verify a bundle in a process of its own, so that its memory is its own."""
    with Bundle(path) as bundle:
        seen = read_checkpoints(bundle.text(CHECKPOINTS), CHECKPOINTS)
        done = verify(bundle, [KEY.verifier], seen)
    assert done.verdict is Verdict.VERIFIED, done


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        run(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        verify_alone(Path(sys.argv[2]))
