"""Are the rows of a ledger those its tree took, each at its place, and what was done to those that are not?

The hashes are taken for what was written; whether they are is for the signed roots to say (``states.py``). A
row that has not the hash of the next place is placed by the sequence it says, so that one that was taken out
or put in does not make those behind it look altered.
"""

from collections.abc import Iterator

from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.leaf import LaterVersionError, Leaf, LeafError, succession
from phaseout.ledger.merkle import leaf_hash
from phaseout.ledger.opened import Hashes
from phaseout.ledger.openings import Disclosed

_UNSEEN, _GOOD, _EDITED, _FOREIGN = range(4)


class Rows:
    """Compares rows with hashes, one after the other."""

    def __init__(self, origin: str, hashes: Hashes, disclosed: Disclosed, findings: Findings) -> None:
        self._origin = origin
        self.hashes = hashes
        self._disclosed = disclosed
        self.findings = findings
        self._states = bytearray(hashes.count)
        self._next = 0
        self._strange = 0
        """Rows just read that say no sequence: edited ones, or put in; the next row tells."""
        self._last_at = ""
        self.successions: list[tuple[int, str, str]] = []
        """Leaf, the key it ends and the key it names."""

    def look(self, lines: Iterator[bytes]) -> None:
        """Compare all rows, and note what is wrong with them."""
        for line in lines:
            found = leaf_hash(line)
            leaf = self._read(line)
            if self._next < self.hashes.count and found == self.hashes[self._next]:
                self._place_strange(0)
                self._take(leaf)
            elif leaf is None:
                self._strange += 1
            else:
                self._place(leaf, found)
        self._end()

    def _read(self, line: bytes) -> Leaf | None:
        try:
            return Leaf.of(line)
        except LaterVersionError:
            self.findings.add(Code.LATER_VERSION, self._next)
        except LeafError as error:
            self.findings.add(Code.NOT_A_LEAF, self._next, error.what)
        return None

    def _take(self, leaf: Leaf | None) -> None:
        """Take the row that was written at the next place."""
        at = self._next
        self._states[at] = _GOOD
        self._next += 1
        if leaf is None:
            return
        if leaf.sequence != at:
            self.findings.add(Code.WRONG_SEQUENCE, at)
        if leaf.tree != self._origin:
            self.findings.add(Code.FOREIGN_LEAF, at, leaf.tree)
        if leaf.at < self._last_at:
            self.findings.add(Code.CLOCK_BACK, at)
        self._last_at = leaf.at
        if (keys := succession(leaf)) is not None:
            self.successions.append((at, *keys))
        self._disclosed.look(leaf)

    def _place(self, leaf: Leaf, found: bytes) -> None:
        """Find out what was done to a row that is not the next one."""
        at = leaf.sequence
        is_foreign = leaf.tree != self._origin
        if is_foreign:
            self.findings.add(Code.FOREIGN_LEAF, at, leaf.tree)
        if at >= self.hashes.count:
            self.findings.add(Code.INSERTED, at)
            return
        is_written = found == self.hashes[at]
        if at >= self._next:
            self._place_strange(at - self._next)
            self._next = at + 1
            self._states[at] = _GOOD if is_written else _FOREIGN if is_foreign else _EDITED
            self._disclosed.look(leaf)
        elif self._states[at] == _UNSEEN:
            self.findings.add(Code.REORDERED, at)
            self._states[at] = _GOOD if is_written else _EDITED
        elif is_written and self._states[at] != _GOOD:  # so what stood there before it was put in
            self.findings.add(Code.INSERTED, at)
            self._states[at] = _GOOD
        else:
            self.findings.add(Code.DOUBLED if is_written else Code.INSERTED, at)

    def _place_strange(self, gap: int) -> None:
        """Take rows that say no sequence for those that are missing here, and what is left for put in."""
        edited = min(gap, self._strange)
        self._states[self._next : self._next + edited] = bytes([_EDITED]) * edited
        for _ in range(self._strange - edited):
            self.findings.add(Code.INSERTED, self._next)
        self._strange = 0

    def _end(self) -> None:
        self._place_strange(self.hashes.count - self._next)
        seen = len(self._states.rstrip(bytes([_UNSEEN])))
        for at, state in enumerate(self._states):
            if state == _EDITED:
                self.findings.add(Code.EDITED, at)
            elif state == _UNSEEN:
                self.findings.add(Code.DELETED if at < seen else Code.CUT_TAIL, at)
        self._disclosed.end()
