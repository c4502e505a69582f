"""Is a leaf in a tree, and does a tree go on from an earlier one? (RFC 6962, 2.1; RFC 9162, 2.1.3 and 2.1.4)

Hashes are 32 bytes of SHA-256. A range of leaves is half-open: ``(0, 8)`` are the first eight.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

SIZE = 32
"""Bytes of a hash."""
EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""
_LEAF, _NODE = b"\0", b"\1"
"""What is hashed before a leaf and before two nodes, so that neither can be taken for the other."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of the bytes of a leaf."""
    return sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees."""
    return sha256(_NODE + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two below a size of two or more: where the scheme cuts a tree."""
    return 1 << (size - 1).bit_length() - 1


class Growing:
    """A tree that takes leaf after leaf and keeps only the roots of its whole subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Take the hash of the next leaf."""
        roots, rest = self._roots, self.size
        while rest & 1:
            leaf = sha256(_NODE + roots.pop() + leaf).digest()
            rest >>= 1
        roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of what was taken."""
        return folded(self._roots)


def folded(roots: Sequence[bytes]) -> bytes:
    """Return the root over whole subtrees that lie side by side, the largest first."""
    if not roots:
        return EMPTY
    found = roots[-1]
    for left in reversed(roots[:-1]):
        found = node_hash(left, found)
    return found


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges whose roots prove a leaf of a tree, the nearest to the leaf first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    low, high, found = 0, size, []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low = middle
    return found[::-1]


def consistency_ranges(old: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges whose roots prove that a tree goes on from its first ``old`` leaves."""
    if not 0 < old <= size:
        raise ValueError(f"no tree of {size} leaves goes on from one of {old}")
    low, high, found, is_whole = 0, size, [], True
    while high != old:
        middle = low + split(high - low)
        if old <= middle:
            found.append((middle, high))
            high = middle
        else:
            found.append((low, middle))
            low, is_whole = middle, False
    if not is_whole:  # the verifier knows the root of the old tree where that is a subtree of its own
        found.append((low, high))
    return found[::-1]


def proves_inclusion(leaf: bytes, index: int, size: int, proof: Iterable[bytes], root: bytes) -> bool:
    """Return whether the hashes lead from the hash of leaf ``index`` to the root of ``size`` leaves."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(one, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(
    old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:  # fmt: skip
    """Return whether the hashes show that ``size`` leaves begin with those of the ``old`` tree."""
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, one)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root
