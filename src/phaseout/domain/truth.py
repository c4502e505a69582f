"""Is it so: no, unknown or yes? And why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import is_


class Truth(StrEnum):
    """Kleene's three values. A new fact may settle an unknown and never flips an answer."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    @property
    def rank(self) -> int:
        """A number that is higher for the nearer to yes; 0 for no."""
        return _RANK[self]

    @staticmethod
    def all(truths: Iterable["Truth"]) -> "Truth":
        """Return no if any is no, else unknown if any is unknown, else yes."""
        found = Truth.YES
        for truth in truths:
            if truth is Truth.NO:
                return truth
            if truth is Truth.UNKNOWN:
                found = truth
        return found

    @staticmethod
    def any(truths: Iterable["Truth"]) -> "Truth":
        """Return yes if any is yes, else unknown if any is unknown, else no."""
        found = Truth.NO
        for truth in truths:
            if truth is Truth.YES:
                return truth
            if truth is Truth.UNKNOWN:
                found = truth
        return found

    def negated(self) -> "Truth":
        """Return the opposite; unknown stays unknown."""
        return {Truth.NO: Truth.YES, Truth.YES: Truth.NO}.get(self, Truth.UNKNOWN)


_RANK = {truth: rank for rank, truth in enumerate(Truth)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is so: a tree whose leaves are an observation, a cite or a judgement.

    ``code`` and ``params`` say the claim in no language; ``phaseout.decide.wording`` says it in
    English and French.
    """

    code: str
    truth: Truth
    params: Mapping[str, str] = field(default_factory=dict)
    because: tuple["Reason", ...] = ()
    fact: str | None = None
    """The fact this leaf asked for, if it asked for one."""
    evidence: tuple[str, ...] = ()
    """Observation ids, ``context``, institutions with their place in a list, or cites."""

    def with_evidence(self, of_fact: Mapping[str, tuple[str, ...]]) -> "Reason":
        """Return the same tree with each fact's leaves pointing at what is known of that fact.

        A leaf that speaks of one value, such as a role, takes what shows that value (key ``fact/value``)
        before what shows the fact as a whole (key ``fact``).
        """
        found: tuple[str, ...] = ()
        if self.fact:
            value = f"{self.fact}/{self.params.get(self.fact, '')}"
            found = of_fact[value] if value in of_fact else of_fact.get(self.fact, ())
        because = tuple([reason.with_evidence(of_fact) for reason in self.because])
        if not found and all(map(is_, because, self.because)):
            return self
        # Not by ``replace``, which takes three times as long: millions are made for a long order.
        return Reason(
            code=self.code,
            truth=self.truth,
            params=self.params,
            because=because,
            fact=self.fact,
            evidence=(*found, *self.evidence),
        )

    def essential(self, known: dict[int, "Reason"] | None = None) -> "Reason":
        """Return the tree without what does not bear on the answer.

        Trees that share parts share ``known``, by the identity of a part: each part is gone through once.
        The caller keeps the trees for as long.

        A yes rests on its parts that are yes, a no on those that are no; below an unknown what is no
        could not have made it anything else. Where every part of a no fails for one common cause, that
        cause alone is kept. A part that is the only one stays, whatever it is, as below a negation.
        """
        if not self.because:
            return self
        known = {} if known is None else known
        found = known.get(id(self))
        if found is None:
            known[id(self)] = found = self._essential(known)
        return found

    def _essential(self, known: dict[int, "Reason"]) -> "Reason":
        truth = self.truth
        if truth is Truth.UNKNOWN:
            kept = [reason for reason in self.because if reason.truth is not Truth.NO]
        else:
            kept = [reason for reason in self.because if reason.truth is truth]
        telling = tuple([reason.essential(known) for reason in kept or self.because])
        if truth is Truth.NO and len(kept) > 1:
            telling = _common_cause(telling) or telling
        if len(telling) == len(self.because) and all(map(is_, telling, self.because)):
            return self
        return Reason(
            code=self.code,
            truth=truth,
            params=self.params,
            because=telling,
            fact=self.fact,
            evidence=self.evidence,
        )


def _common_cause(failed: tuple[Reason, ...]) -> tuple[Reason, ...]:
    first, *others = failed
    for cause in first.because:
        if cause.truth is Truth.NO and all(cause in other.because for other in others):
            return (cause,)
    return ()
