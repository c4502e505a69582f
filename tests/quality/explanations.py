"""Why was each missed case missed and each accused one accused?

The explanations are written by hand in ``causes.yaml``, each for some cases of one corpus. A case that none of
them speaks of is reported, and the command fails: an unexplained miss is an open question.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from quality.corpora import Seen
from quality.scoring import Judged, Score

CAUSES = Path(__file__).with_name("causes.yaml")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why cases of a corpus came out as they did."""

    corpus: str
    outcome: str
    """missed or accused."""
    why: str
    names_maker: bool
    """Whether anything in the case names its maker; if not, no claim is the right answer."""
    cases: frozenset[str]
    matching: re.Pattern[str] | None
    """Against ``case: value | value``, where the cases are too many to list."""

    def explains(self, case: str, values: str) -> bool:
        """Return whether it speaks of a case."""
        return case in self.cases or (
            self.matching is not None and self.matching.search(f"{case}: {values}") is not None
        )


@dataclass(slots=True)
class Explained:
    """The causes found for one corpus, with how many cases each has."""

    missed: dict[Cause, int] = field(default_factory=dict)
    accused: dict[Cause, int] = field(default_factory=dict)
    unexplained: list[Judged] = field(default_factory=list)

    @property
    def nameless(self) -> int:
        """Missed cases in which nothing names the maker."""
        return sum(count for cause, count in self.missed.items() if not cause.names_maker)


def read_causes(path: Path = CAUSES) -> tuple[Cause, ...]:
    """Return the explanations in the order written; the first that speaks of a case is its cause."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Cause(
            corpus=entry["corpus"],
            outcome=entry["outcome"],
            why=" ".join(entry["why"].split()),
            names_maker=entry.get("names_maker", True),
            cases=frozenset(entry.get("cases", ())),
            matching=re.compile(entry["matching"]) if "matching" in entry else None,
        )
        for entry in entries
    )


def explained(corpus: str, score: Score, seen: Mapping[str, Seen], causes: Sequence[Cause]) -> Explained:
    """Return the cause of each case that was missed or accused."""
    found = Explained()
    for outcome, judged, counts in (
        ("missed", score.missed, found.missed),
        ("accused", score.accused, found.accused),
    ):
        for one in judged:
            values = " | ".join(value for _, value in seen.get(one.case, ()))
            cause = next(
                (
                    cause
                    for cause in causes
                    if cause.corpus == corpus
                    and cause.outcome == outcome
                    and cause.explains(one.case, values)
                ),
                None,
            )
            if cause is None:
                found.unexplained.append(one)
            else:
                counts[cause] = counts.get(cause, 0) + 1
    return found
