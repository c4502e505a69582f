"""Which states of a ledger did a trusted key sign or a witness see, and do the leaves give the same roots?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from phaseout.ledger.checkpoint import Signed
from phaseout.ledger.finding import Code, Findings
from phaseout.ledger.key import KeyKind, KeyTextError, VerifierKey
from phaseout.ledger.note import Signatures

Succession = tuple[int, str, str]
"""Leaf, the key it ends, the key it names."""


class States:
    """Judges signed states, in the order of their sizes."""

    def __init__(self, keys: Iterable[VerifierKey], origin: str, findings: Findings) -> None:
        keys = set(keys)
        self._witnesses = {key for key in keys if key.kind is KeyKind.WITNESS}
        self._active = keys - self._witnesses
        self._retired: dict[VerifierKey, int] = {}
        """Key → the size from which on another signs."""
        self._origin = origin
        self._findings = findings
        self._unlike: list[int] = []
        """Sizes of signed states whose root is another."""
        self.passed_over: Counter[str] = Counter()
        """Signatures of keys that are not known, by name and id."""
        self.signed: dict[int, bytes] = {}
        """Size → root, of the states a trusted key signed and the leaves agree with."""
        self.witnessed: dict[int, int | None] = {}
        """Size → when a witness saw it, in seconds after 1970, if it said so."""

    def judge(
        self, found: Iterable[Signed], roots: Mapping[int, bytes], successions: Sequence[Succession]
    ) -> None:
        """Judge the states a bundle brings. ``roots`` has the root of every size that can be made."""
        uncovered = []
        for signed in sorted(found, key=lambda one: one.checkpoint.size):
            state = signed.checkpoint
            if state.origin != self._origin:
                self._findings.add(Code.FOREIGN_CHECKPOINT, state.size, state.origin)
                continue
            judged = signed.note.judged(self._known())
            self.passed_over.update(judged.unknown)
            for key in judged.forged:
                self._findings.add(Code.FORGED, state.size, key.name)
            signers = {one.key for one in judged.good}
            if not signers & self._active:
                if any(self._retired.get(key, state.size) < state.size for key in signers):
                    self._findings.add(Code.RETIRED_KEY, state.size)
                else:
                    uncovered.append(state.size)
            elif state.size not in roots:
                self._findings.add(Code.CUT_TAIL, state.size - 1)
            elif roots[state.size] != state.root:
                self._unlike.append(state.size)
            else:
                self._take(state.size, state.root, judged, successions)
        self._note_unlike()
        # What a later state of a trusted key covers needs no signature; without any key nothing can be told.
        for size in uncovered if self._active else ():
            if size > max(self.signed, default=-1):
                self._findings.add(Code.OTHER_KEY, size)

    def compare(self, seen: Iterable[Signed], roots: Mapping[int, bytes], last: int | None) -> None:
        """Compare with states somebody saw earlier; ``last`` is how many leaves there are, if all are."""
        for signed in seen:
            state = signed.checkpoint
            if state.origin != self._origin:
                continue
            judged = signed.note.judged(self._known())
            if not judged.good:
                self._findings.add(Code.UNKNOWN_SEEN, state.size, ", ".join(judged.unknown))
            elif last is not None and state.size > last:
                self._findings.add(Code.ROLLED_BACK, state.size)
            elif state.size in roots and roots[state.size] != state.root:
                self._findings.add(Code.UNLIKE_WITNESS, state.size)
            elif state.size in roots:
                self._see(state.size, judged)

    def _known(self) -> set[VerifierKey]:
        return self._active | self._retired.keys() | self._witnesses

    def _take(
        self, size: int, root: bytes, judged: Signatures, successions: Sequence[Succession]
    ) -> None:  # fmt: skip
        """Take a signed state that is as the leaves are, with the keys that succeed those that signed it."""
        self.signed[size] = root
        if any(one.seen is not None for one in judged.good):
            self._see(size, judged)
        standing = {str(one.key): one.key for one in judged.good if one.key in self._active}
        for leaf, before, after in successions:
            if leaf >= size or before not in standing or before == after:
                continue
            if (successor := _ledger_key(after)) is None:
                self._findings.add(Code.NO_SUCCESSOR, leaf)
                continue
            old = standing.pop(before)
            standing[after] = successor
            self._active = self._active - {old} | {successor}
            self._retired.pop(successor, None)
            self._retired[old] = size

    def _see(self, size: int, judged: Signatures) -> None:
        times = [one.seen for one in judged.good if one.seen is not None]
        self.witnessed[size] = min(times, default=self.witnessed.get(size))

    def _note_unlike(self) -> None:
        """Tell a state that was signed beside the others from leaves that were written anew."""
        last = max(self.signed, default=0)
        for size in self._unlike:
            if size <= last:
                self._findings.add(Code.SPLIT_VIEW, size)
            else:
                self._findings.add(Code.REWRITTEN, size, f"{last}–{size - 1}")


def _ledger_key(text: str) -> VerifierKey | None:
    try:
        key = VerifierKey.of(text)
    except KeyTextError:
        return None
    return key if key.kind is KeyKind.LEDGER else None
