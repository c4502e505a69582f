"""What can be wrong with a ledger, or not be told of it, and what does that make of the whole?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 10
"""Leaves and names that a finding lists; it counts all."""


class Verdict(StrEnum):
    """What a verification comes to."""

    VERIFIED = "verified"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"


class Code(StrEnum):
    """A kind of finding (its words and what to do stand in ``words.json``)."""

    EDITED = "edited-leaf"
    DELETED = "deleted-leaf"
    INSERTED = "inserted-leaf"
    DOUBLED = "doubled-leaf"
    REORDERED = "reordered-leaf"
    CUT_TAIL = "cut-tail"
    NOT_A_LEAF = "not-a-leaf"
    WRONG_SEQUENCE = "wrong-sequence"
    FOREIGN_LEAF = "foreign-leaf"
    CLOCK_BACK = "clock-back"
    EDITED_PRIVATE = "edited-private"
    STRAY_OPENING = "stray-opening"
    UNLIKE_ROW = "unlike-row"
    """No bundle shows it, nor what follows: only where the ledger is kept stands what its leaves tell of."""
    ROW_PUT_IN = "row-put-in"
    UNLIKE_STEPS = "unlike-steps"
    UNLIKE_JUDGEMENTS = "unlike-judgements"
    UNLIKE_REPORT = "unlike-report"
    LOST_PRIVATE = "lost-private"
    TAKEN_AGAIN = "rows-taken-again"
    WRONG_PROOF = "wrong-proof"
    WRONG_SIZE = "wrong-size"
    REWRITTEN = "rewritten"
    SPLIT_VIEW = "split-view"
    FOREIGN_CHECKPOINT = "foreign-checkpoint"
    FORGED = "forged-signature"
    OTHER_KEY = "other-key"
    RETIRED_KEY = "retired-key"
    NO_SUCCESSOR = "no-successor"
    ROLLED_BACK = "rolled-back"
    UNLIKE_WITNESS = "unlike-witness"
    NO_KEY = "no-key"
    NO_WITNESS = "no-witness"
    UNKNOWN_SEEN = "unknown-seen"
    UNSIGNED = "unsigned-tail"
    LATER_VERSION = "later-version"
    ROWS_NOT_TAKEN = "rows-not-taken"


OPEN = frozenset((
    Code.NO_KEY, Code.NO_WITNESS, Code.UNKNOWN_SEEN, Code.UNSIGNED, Code.LATER_VERSION, Code.ROWS_NOT_TAKEN,
))  # fmt: skip
"""What leaves something untold. Everything else means that the ledger is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of thing that was found, as often as it was."""

    code: Code
    count: int
    leaves: tuple[int, ...]
    """Numbers of the first few leaves, from 0; of a state, how many leaves it has."""
    names: tuple[str, ...]
    """Of keys or of reasons, the first few."""

    @property
    def verdict(self) -> Verdict:
        """What this finding makes of the whole."""
        return Verdict.UNDETERMINED if self.code in OPEN else Verdict.BROKEN


class Findings:
    """What is found, gathered by its kind."""

    def __init__(self) -> None:
        self._counts: dict[Code, int] = {}
        self._leaves: dict[Code, list[int]] = {}
        self._names: dict[Code, list[str]] = {}

    def add(self, code: Code, leaf: int | None = None, name: str = "") -> None:
        """Note something, at a leaf or with a name where it has one."""
        leaves, names = self._leaves.setdefault(code, []), self._names.setdefault(code, [])
        if leaf in leaves and (not name or name in names):
            return
        self._counts[code] = self._counts.get(code, 0) + 1
        if leaf is not None and len(leaves) < SHOWN:
            leaves.append(leaf)
        if name and name not in names and len(names) < SHOWN:
            names.append(name)

    def has(self, *codes: Code) -> bool:
        """Return whether anything of these kinds was found."""
        return not self._counts.keys().isdisjoint(codes)

    def all(self) -> tuple[Finding, ...]:
        """Return what was found, in the order of the kinds."""
        return tuple(
            Finding(
                code=code,
                count=self._counts[code],
                leaves=tuple(self._leaves[code]),
                names=tuple(self._names[code]),
            )
            for code in Code
            if code in self._counts
        )


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return broken if anything is, else undetermined if anything is open, else verified."""
    verdicts = {one.verdict for one in findings}
    return next((one for one in (Verdict.BROKEN, Verdict.UNDETERMINED) if one in verdicts), Verdict.VERIFIED)
