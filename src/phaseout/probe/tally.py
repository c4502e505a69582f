"""How far is a run, and what has it found?"""

from collections.abc import Iterable


class Tally:
    """Counts of a run, and what whoever started it should know."""

    def __init__(self) -> None:
        self.asked = 0
        """Hosts that were asked to the end."""
        self.answered = 0
        """Of these, those that answered anything but by a refusal."""
        self.closed = 0
        """Of these, those that refused connections and answered nothing: what stands there offers nothing."""
        self.before = 0
        """Hosts that an earlier run had asked."""
        self.refused = 0
        """Hosts that the gate did not let be asked."""
        self.unasked = 0
        """Hosts that answered what everybody was asked, and were not asked themselves: they
        are none of the targets, or the run was stopped before their turn."""
        self.lines = 0
        self.strangers = 0
        """Datagrams of hosts that nobody waited for."""
        self.stopped: str | None = None
        """Why the run ended before its end."""
        self.warnings: list[str] = []

    def warn(self, warnings: Iterable[str]) -> None:
        """Enter what should be known, once each."""
        self.warnings.extend(one for one in dict.fromkeys(warnings) if one not in self.warnings)
