"""How is a tree of reasons shown so that nobody reads the same branch twice?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.determination import Determination
from phaseout.domain.truth import Reason, Truth
from phaseout.report.standing import telling

_ACT = "act"
Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A reason and what it rests on."""

    reason: Reason
    parts: tuple["Branch", ...]
    is_above: bool
    """The same branch stands further up, so that its parts are left out here."""


class Branches:
    """Turns trees into branches, in the order they are read."""

    def __init__(self) -> None:
        self._seen: set[Signature] = set()

    def of(self, answer: Reason) -> tuple[Branch, ...]:
        """Return the branches of an answer.

        Of a clause that did not decide it (one that does not hold, where another may) only the leaf is
        shown that settles it; ``phaseout explain`` prints the whole.
        """
        return tuple(
            self._brief(clause)
            if answer.truth is not Truth.NO and clause.truth is Truth.NO
            else self._branch(clause)
            for clause in answer.because
        )

    def _brief(self, clause: Reason) -> Branch:
        leaf = telling(clause)
        parts = () if leaf is clause else (Branch(reason=leaf, parts=(), is_above=False),)
        return Branch(reason=clause, parts=parts, is_above=False)

    def _branch(self, reason: Reason) -> Branch:
        signature = signature_of(reason)
        is_above = bool(reason.because) and signature in self._seen
        self._seen.add(signature)
        parts = () if is_above else tuple(map(self._branch, reason.because))
        return Branch(reason=reason, parts=parts, is_above=is_above)


def together(answers: Iterable[Determination]) -> Iterator[tuple[Determination, ...]]:
    """Yield the answers of one measure that differ in nothing but the act."""
    groups: dict[object, list[Determination]] = {}
    for one in answers:
        alike = (one.measure, one.outcome, one.on, one.until, one.duty, one.questions)
        groups.setdefault((alike, tuple(map(signature_of, one.reason.because))), []).append(one)
    yield from map(tuple, groups.values())


def signature_of(reason: Reason) -> Signature:
    """Return what makes a reason the same as another, whichever act it is about."""
    params = tuple(item for item in reason.params.items() if item[0] != _ACT)
    parts = tuple(map(signature_of, reason.because))
    return (reason.code, reason.truth, params, reason.evidence, parts)
