"""How many things stand open, and in which way?"""

from collections import Counter

from phaseout.domain.determination import Outcome
from phaseout.domain.document import Summary
from phaseout.report.standing import OPEN_OUTCOMES, Entry


class Figures:
    """Counts entries as they pass.

    A host of which nothing is known is undetermined and yet no finding; the document's own figures put
    both together, so that what is open is counted here.
    """

    def __init__(self) -> None:
        self._open: Counter[Outcome | None] = Counter()
        self._further = self._bought = self._firms = 0
        self.listed = 0
        """Assets that passed; fewer than the survey saw where only open ones were asked for."""
        self.settled = 0
        """Identified assets that a measure was asked about and none applies to."""

    def count(self, entry: Entry) -> None:
        """Count one entry."""
        self.listed += 1
        self._bought += entry.is_only_bought
        self._firms += entry.is_firm
        if entry.is_open:
            self._open[entry.outcome] += 1
            self._further += entry.further.total()
        elif entry.is_settled:
            self.settled += 1

    @property
    def are_purchases(self) -> bool:
        """Whether all that passed are lines of purchases."""
        return 0 < self.listed == self._bought

    @property
    def found(self) -> str:
        """The message that counts all that passed: lines, firms or things."""
        if self.are_purchases:
            return "examined.lines"
        return "examined.firms" if 0 < self.listed == self._firms else "examined.assets"

    def of(self, outcome: Outcome) -> int:
        """Return how many open assets have this as their gravest outcome."""
        return self._open[outcome]

    @property
    def open(self) -> int:
        """How many assets have something left to do."""
        return self._open.total()

    def rows(self, summary: Summary) -> tuple[tuple[str, int], ...]:
        """Return every figure of a report as (key of its message, number)."""
        return (
            *((f"figure.{outcome.value}", self.of(outcome)) for outcome in OPEN_OUTCOMES),
            ("figure.further", self._further),
            ("figure.settled", self.settled),
            ("figure.unidentified", summary.unidentified),
            ("figure.unread", summary.unread),
            ("figure.not-examined", summary.not_examined),
            ("figure.dropped", summary.dropped),
            *((("figure.beside", summary.beside),) if summary.beside else ()),
        )
