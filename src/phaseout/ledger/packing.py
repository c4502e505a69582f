"""Which members make a bundle of a ledger that is kept somewhere, or an excerpt of a bundle?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO

from phaseout.domain.problem import UsageError
from phaseout.ledger.archive import BundleError
from phaseout.ledger.bundle import (
    CHECKPOINTS,
    GOING_ON,
    HASHES,
    KEYS,
    LEAVES,
    OPENINGS,
    PROOFS,
    Manifest,
    pack,
)
from phaseout.ledger.checkpoint import Signed, read_checkpoints
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.merkle import leaf_hash, proves_inclusion
from phaseout.ledger.note import Note
from phaseout.ledger.opened import Bundle, Hashes
from phaseout.ledger.opening import Opening
from phaseout.ledger.proven import GoingOn, Proof
from phaseout.ledger.tree import NodesInMemory, Tree

_AT_ONCE = 1 << 14
"""Hashes asked for at a time."""


def pack_ledger(  # noqa: PLR0913 - a ledger has so many parts
    stream: BinaryIO,
    tree: Tree,
    *,
    origin: str,
    leaves: Iterable[bytes],
    openings: Iterable[Opening],
    checkpoints: Sequence[Note],
    keys: Sequence[VerifierKey],
) -> None:
    """Write a whole ledger into a stream that can seek.

    Args:
        stream: where to.
        tree: which has the hashes of the leaves.
        origin: the name of the ledger.
        leaves: lines as they were written, in their order, as many as the tree has.
        openings: of what is private and still known, in the order of leaves.
        checkpoints: signed states, in the order of their sizes.
        keys: that sign it or did.
    """
    members = {
        LEAVES: (line + b"\n" for line in leaves),
        HASHES: _hashes(tree),
        OPENINGS: (one.line() + b"\n" for one in openings),
        CHECKPOINTS: [b"\n".join(map(bytes, checkpoints))],
        KEYS: [f"{key}\n".encode() for key in keys],
    }
    pack(stream, Manifest(origin=origin, size=tree.size, is_whole=True), members)


def _hashes(tree: Tree) -> Iterator[bytes]:
    for first in range(0, tree.size, _AT_ONCE):
        yield b"".join(tree.leaves(first, min(first + _AT_ONCE, tree.size)))


def pack_excerpt(stream: BinaryIO, bundle: Bundle, leaves: Sequence[int]) -> None:
    """Write some leaves of a whole bundle, each with the proof that leads to its largest signed state.

    Whoever kept one of its earlier states can verify that this one goes on from it.

    Raises:
        UsageError: the bundle is no whole one, or has no such leaf under a checkpoint.
        BundleError: the leaf is not the one the checkpoint was signed over.
    """
    if not bundle.manifest.is_whole:
        raise UsageError("this bundle is an excerpt already", remedy="name the whole ledger")
    hashes, chosen = bundle.hashes(), sorted(set(leaves))
    found = read_checkpoints(bundle.text(CHECKPOINTS), CHECKPOINTS)
    states = {one.checkpoint.size: one for one in found if one.checkpoint.size <= hashes.count}
    size = max(states, default=0)
    if not chosen or not 0 <= chosen[0] <= chosen[-1] < size:
        raise UsageError(f"{size} leaves are under a checkpoint", remedy="name leaves from 0 on, below that")
    lines = _lines(bundle.lines(LEAVES), chosen)
    pack_leaves(
        stream,
        _tree(hashes, size),
        leaves={at: lines.get(at, b"") for at in chosen},
        openings=(line for line in bundle.lines(OPENINGS) if _leaf_of(line) in lines),
        states=[states[one] for one in sorted(states)],
        keys=bundle.text(KEYS),
    )


def pack_leaves(
    stream: BinaryIO,
    tree: Tree,
    *,
    leaves: Mapping[int, bytes],
    openings: Iterable[bytes],
    states: Sequence[Signed],
    keys: bytes,
) -> None:
    """Write some leaves of a tree, each with the proof that leads to its largest signed state.

    Args:
        stream: where to, which can seek.
        tree: which has the hashes of the leaves.
        leaves: lines as they were written, by their numbers, the smallest first.
        openings: lines of what is private of them and still known, in their order.
        states: that were signed, the smallest first; the last one has all these leaves.
        keys: that sign it or did, one a line.

    Raises:
        BundleError: a leaf is not the one that was signed.
    """
    last = states[-1]
    size = last.checkpoint.size
    proofs = [Proof(at, size, tuple(tree.inclusion(at, size))) for at in leaves]
    for proof in proofs:
        found = leaf_hash(leaves[proof.leaf])
        if not proves_inclusion(found, proof.leaf, size, proof.hashes, last.checkpoint.root):
            raise BundleError(f"leaf {proof.leaf} is not what was signed", remedy="verify the bundle")
    earlier = (one.checkpoint.size for one in states[:-1])
    going_on = (GoingOn(old, size, tuple(tree.consistency(old, size))) for old in earlier if old)
    members: Mapping[str, Iterable[bytes]] = {
        LEAVES: (line + b"\n" for line in leaves.values()),
        PROOFS: (proof.line() + b"\n" for proof in proofs),
        GOING_ON: (proof.line() + b"\n" for proof in going_on),
        OPENINGS: (line + b"\n" for line in openings),
        CHECKPOINTS: [bytes(last.note)],
        KEYS: [keys],
    }
    pack(stream, Manifest(origin=last.checkpoint.origin, size=size, is_whole=False), members)


def _tree(hashes: Hashes, size: int) -> Tree:
    """Return the tree of the first leaves, made of their hashes, since a bundle has no others."""
    tree = Tree(NodesInMemory(), 0)
    for first in range(0, size, _AT_ONCE):
        tree.append([hashes[at] for at in range(first, min(first + _AT_ONCE, size))])
    return tree


def _lines(rows: Iterator[bytes], chosen: Sequence[int]) -> dict[int, bytes]:
    found, last = {}, -1
    for at in chosen:
        line = next(islice(rows, at - last - 1, None), None)
        if line is not None:
            found[at] = line
        last = at
    return found


def _leaf_of(line: bytes) -> int | None:
    try:
        return Opening.of(line).leaf
    except LeafError:
        return None
