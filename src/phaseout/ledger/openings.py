"""Do the private values that are disclosed fit the commitments of their leaves?"""

from collections.abc import Iterator

from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.leaf import Leaf, LeafError
from phaseout.ledger.opening import Opening


class Disclosed:
    """Openings in the order of their leaves, looked at while the leaves go by."""

    def __init__(self, lines: Iterator[bytes], findings: Findings) -> None:
        self._lines = lines
        self._findings = findings
        self._next = self._read()
        self.fitting = 0
        """Values that are disclosed and are those that were written."""
        self.hidden = 0
        """Values that are not disclosed: forgotten, or kept from whoever reads this."""

    def look(self, leaf: Leaf) -> None:
        """Compare what is disclosed of a leaf."""
        self._pass_over(leaf.sequence)
        shown = set()
        while self._next is not None and self._next.leaf == leaf.sequence:
            opening = self._next
            if opening.name not in leaf.private or opening.name in shown:
                self._findings.add(Code.STRAY_OPENING, leaf.sequence, opening.name)
            elif opening.commitment() != leaf.private[opening.name]:
                self._findings.add(Code.EDITED_PRIVATE, leaf.sequence, opening.name)
            else:
                self.fitting += 1
            shown.add(opening.name)
            self._next = self._read()
        self.hidden += len(leaf.private.keys() - shown)

    def end(self) -> None:
        """Note what is disclosed of leaves that did not go by."""
        self._pass_over(None)

    def _read(self) -> Opening | None:
        for line in self._lines:
            try:
                return Opening.of(line)
            except LeafError as error:
                self._findings.add(Code.STRAY_OPENING, name=error.what)
        return None

    def _pass_over(self, until: int | None) -> None:
        while self._next is not None and (until is None or self._next.leaf < until):
            self._findings.add(Code.STRAY_OPENING, self._next.leaf, self._next.name)
            self._next = self._read()
