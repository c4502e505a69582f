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

        Below a no only the parts that are no themselves matter: what else holds or is unknown could
        not have changed it. A yes or an unknown rests on all its parts.
        """
        because = tuple(reason.essential() for reason in self.because)
        if self.truth is Truth.NO:
            because = tuple(reason for reason in because if reason.truth is Truth.NO) or because
        return self if because == self.because else replace(self, because=because)
