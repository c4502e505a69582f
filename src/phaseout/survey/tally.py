"""How many of what, over the whole survey?"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from phaseout.domain.asset import is_unidentified
from phaseout.domain.claim import Identification
from phaseout.domain.determination import Determination
from phaseout.domain.document import Summary
from phaseout.survey.answering import gravest

NOBODY = "unknown"
NO_SITE = ""


class Tally:
    """Counts assets as they pass; each asset once, by its gravest outcome."""

    def __init__(self) -> None:
        self._assets = self._unidentified = 0
        self._outcomes: Counter[str] = Counter()
        self._makers: Counter[str] = Counter()
        self._measures: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sites: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.brands: set[str] = set()

    def count(
        self, site: str | None, identification: Identification, answers: Sequence[Determination]
    ) -> None:
        """Count one asset."""
        self._assets += 1
        self._makers[identification.maker.value or NOBODY] += 1
        if identification.brand.value is not None:
            self.brands.add(identification.brand.value)
        if is_unidentified(identification):
            self._unidentified += 1
        outcome = gravest(answers)
        if outcome is None:
            return
        self._outcomes[outcome.value] += 1
        self._sites[site or NO_SITE][outcome.value] += 1
        by_measure: defaultdict[str, list[Determination]] = defaultdict(list)
        for answer in answers:
            by_measure[answer.measure].append(answer)
        for measure, group in by_measure.items():
            worst = gravest(group)
            if worst is not None:
                self._measures[measure][worst.value] += 1

    @property
    def makers(self) -> frozenset[str]:
        """Every maker that was claimed."""
        return frozenset(self._makers) - {NOBODY}

    def summary(self, *, unread: int, dropped: int, not_examined: int) -> Summary:
        """Return the figures so far."""
        return Summary(
            assets=self._assets,
            by_outcome=_sorted(self._outcomes),
            by_maker=_sorted(self._makers),
            by_measure={measure: _sorted(counts) for measure, counts in sorted(self._measures.items())},
            by_site={site: _sorted(counts) for site, counts in sorted(self._sites.items())},
            unidentified=self._unidentified,
            unread=unread,
            dropped=dropped,
            not_examined=not_examined,
        )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
