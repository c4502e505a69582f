"""What is the root of a tree that is kept somewhere, and which hashes prove something of it?

Whoever keeps the hashes is asked through ``Nodes``, of two methods: a table of a database, a file or a
mapping. Kept are the roots of whole subtrees alone, each at its place: ``(level, at)`` is the root of the
leaves ``at · 2^level`` to ``(at + 1) · 2^level − 1``. A hash that is kept is never changed, so that roots and
proofs of every earlier size can be made as well. A proof asks once, for at most some 2·log₂(size) places.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from phaseout.ledger.merkle import SIZE, consistency_ranges, folded, inclusion_ranges, node_hash


class Place(NamedTuple):
    """Where the root of a whole subtree is kept."""

    level: int
    """0 for the hashes of leaves."""
    at: int


class Nodes(Protocol):
    """Keeps the hashes of one tree."""

    def get(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        """Return the hashes at these places; each was put before. Raise ``KeyError`` where one was not."""

    def put(self, hashes: Iterable[tuple[Place, bytes]]) -> None:
        """Keep hashes, all or none of them. Raise where a place is taken: two wrote at once."""


class NodesInMemory:
    """Keeps hashes side by side, level by level: 64 bytes for each leaf."""

    def __init__(self) -> None:
        self._levels: list[bytearray] = []

    def get(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        """Return the hashes at these places."""
        return {place: self._at(place) for place in places}

    def put(self, hashes: Iterable[tuple[Place, bytes]]) -> None:
        """Keep hashes, each behind those of its level."""
        given = list(hashes)
        ends = [len(level) // SIZE for level in self._levels]
        for place, _ in given:
            if place.level == len(ends):
                ends.append(0)
            if place.at != ends[place.level]:
                raise ValueError(f"{place} is taken, or not the next of its level")
            ends[place.level] += 1
        self._levels += (bytearray() for _ in range(len(ends) - len(self._levels)))
        for place, one in given:
            self._levels[place.level] += one

    def _at(self, place: Place) -> bytes:
        if place.level < len(self._levels):
            found = bytes(self._levels[place.level][place.at * SIZE : (place.at + 1) * SIZE])
            if found:
                return found
        raise KeyError(place)


class Tree:
    """A tree of so many leaves, the hashes of which somebody keeps.

    Its size is known to whoever keeps the leaves: that many there are. Leaves and their hashes are kept
    together, in one transaction, by one writer at a time.
    """

    def __init__(self, nodes: Nodes, size: int) -> None:
        self._nodes = nodes
        self.size = size

    def append(self, leaves: Sequence[bytes]) -> None:
        """Take the hashes of the next leaves, as many as there are at once."""
        self._nodes.put(self._grown(leaves))
        self.size += len(leaves)

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first ``size`` leaves, of all by default."""
        size = self._checked(self.size if size is None else size)
        return self._roots([(0, size)])[0]

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the hashes that prove leaf ``index`` in the tree of the first ``size`` leaves."""
        return self._roots(inclusion_ranges(index, self._checked(self.size if size is None else size)))

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Return the hashes that prove that ``size`` leaves go on from the first ``old``."""
        return self._roots(consistency_ranges(old, self._checked(self.size if size is None else size)))

    def leaves(self, first: int, end: int) -> list[bytes]:
        """Return the hashes of the leaves of a range."""
        places = [Place(0, index) for index in range(first, self._checked(end))]
        found = self._nodes.get(places)
        return [found[place] for place in places]

    def _checked(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size

    def _roots(self, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        parts = [list(whole_subtrees(low, high)) for low, high in ranges]
        found = self._nodes.get([place for places in parts for place in places])
        return [folded([found[place] for place in places]) for places in parts]

    def _grown(self, leaves: Sequence[bytes]) -> Iterator[tuple[Place, bytes]]:
        """Yield the leaves and every subtree they complete, level by level."""
        level, first, row = 0, self.size, list(leaves)
        lefts = self._left_over(len(leaves))
        while row:
            yield from ((Place(level, first + at), one) for at, one in enumerate(row))
            if first & 1:
                row.insert(0, lefts[Place(level, first - 1)])
            row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
            level, first = level + 1, first >> 1

    def _left_over(self, count: int) -> Mapping[Place, bytes]:
        """Return the subtrees kept already that new leaves complete to larger ones."""
        places, level, first, end = [], 0, self.size, self.size + count
        while first < end:
            if first & 1:
                places.append(Place(level, first - 1))
            level, first, end = level + 1, first >> 1, end >> 1
        return self._nodes.get(places)


def whole_subtrees(low: int, high: int) -> Iterator[Place]:
    """Yield the places of the whole subtrees a range of the scheme consists of, the largest first.

    ``low`` is a multiple of the power of two the range was cut at, as it always is in the scheme.
    """
    while low < high:
        level = (high - low).bit_length() - 1
        yield Place(level, low >> level)
        low += 1 << level
