"""Is it so: no, unknown or yes? And why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Truth(StrEnum):
    """Kleene's three values. A new fact may settle an unknown and never flips an answer."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    @staticmethod
    def all(truths: Iterable["Truth"]) -> "Truth":
        """Return no if any is no, else unknown if any is unknown, else yes."""
        seen = set(truths)
        if Truth.NO in seen:
            return Truth.NO
        return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.YES

    @staticmethod
    def any(truths: Iterable["Truth"]) -> "Truth":
        """Return yes if any is yes, else unknown if any is unknown, else no."""
        seen = set(truths)
        if Truth.YES in seen:
            return Truth.YES
        return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.NO

    def negated(self) -> "Truth":
        """Return the opposite; unknown stays unknown."""
        return {Truth.NO: Truth.YES, Truth.YES: Truth.NO}.get(self, Truth.UNKNOWN)


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
    """Observation ids, ``context``, or cites as ``source-id (grade)``."""

    def with_evidence(self, of_fact: Mapping[str, tuple[str, ...]]) -> "Reason":
        """Return the same tree with each fact's leaves pointing at what is known of that fact."""
        found = of_fact.get(self.fact, ()) if self.fact else ()
        because = tuple(reason.with_evidence(of_fact) for reason in self.because)
        if not found and because == self.because:
            return self
        return replace(self, evidence=(*found, *self.evidence), because=because)

    def essential(self) -> "Reason":
        """Return the tree without what does not bear on the answer.

        A yes rests on its parts that are yes, a no on those that are no; below an unknown what is no
        could not have made it anything else. Where every part of a no fails for one common cause, that
        cause alone is kept. A part that is the only one stays, whatever it is, as below a negation.
        """
        because = tuple(reason.essential() for reason in self.because)
        match self.truth:
            case Truth.UNKNOWN:
                telling = tuple(reason for reason in because if reason.truth is not Truth.NO)
            case _:
                telling = tuple(reason for reason in because if reason.truth is self.truth)
        if self.truth is Truth.NO and len(telling) > 1:
            telling = _common_cause(telling) or telling
        telling = telling or because
        return self if telling == self.because else replace(self, because=telling)


def _common_cause(failed: tuple[Reason, ...]) -> tuple[Reason, ...]:
    first, *others = failed
    for cause in first.because:
        if cause.truth is Truth.NO and all(cause in other.because for other in others):
            return (cause,)
    return ()
