"""How many lines have which answer?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

import orjson

from phaseout.batch.verdicts import Verdict
from phaseout.domain.determination import Outcome

_COUNTERS = ("by_outcome", "by_maker", "by_supplier", "by_possible_supplier", "first_days")
_NO_VERDICT = "not-asked"


@dataclass(slots=True, kw_only=True)
class Tally:
    """The figures of lines or things, which add up."""

    lines: int = 0
    nothing: int = 0
    """Of these, such on which no maker and no brand was recognised."""
    unread: int = 0
    """Rows that could not be taken for lines."""
    cut: int = 0
    """Lines of which a text was not read to its end."""
    lost: int = 0
    """Lines in which letters were lost before."""
    by_outcome: Counter[str] = field(default_factory=Counter)
    by_maker: Counter[str] = field(default_factory=Counter)
    by_supplier: Counter[str] = field(default_factory=Counter)
    """Party that a supplier is held to be → lines."""
    by_possible_supplier: Counter[str] = field(default_factory=Counter)
    """Party that a supplier is possibly, which accuses nobody → lines."""
    first_days: Counter[str] = field(default_factory=Counter)
    """First day that something applies from → lines."""

    def count(self, verdict: Verdict | None, maker: str | None, lines: int, *, is_nothing: bool) -> None:
        """Count lines that are one case."""
        self.lines += lines
        self.nothing += lines if is_nothing else 0
        if maker is not None and lines:
            self.by_maker[maker] += lines
        if verdict is not None and lines:
            self.by_outcome[verdict.outcome.value if verdict.outcome else _NO_VERDICT] += lines
            if verdict.outcome is Outcome.APPLIES_FROM and verdict.on is not None:
                self.first_days[verdict.on.isoformat()] += lines

    def count_supplier(self, party: str | None, lines: int, *, is_firm: bool) -> None:
        """Count lines whose supplier is, or is possibly, a party; None for nobody the register knows."""
        if party is not None and lines:
            counted = self.by_supplier if is_firm else self.by_possible_supplier
            counted[party] += lines

    def add(self, other: "Tally") -> None:
        """Take in the figures of others."""
        self.lines += other.lines
        self.nothing += other.nothing
        self.unread += other.unread
        self.cut += other.cut
        self.lost += other.lost
        self.by_outcome.update(other.by_outcome)
        self.by_maker.update(other.by_maker)
        self.by_supplier.update(other.by_supplier)
        self.by_possible_supplier.update(other.by_possible_supplier)
        self.first_days.update(other.first_days)

    def is_reached(self, *, within: date, undetermined: bool) -> bool:
        """Return whether something applies or begins to by a day; if that counts, is open or unread."""
        return (
            bool(self.by_outcome[Outcome.APPLIES.value])
            or any(day <= within.isoformat() for day in self.first_days)
            or (undetermined and bool(self.by_outcome[Outcome.UNDETERMINED.value] or self.unread or self.cut))
        )

    @property
    def is_incomplete(self) -> bool:
        """Whether anything of the table was not read, or not as it was written."""
        return bool(self.unread or self.cut or self.lost)

    def packed(self) -> bytes:
        """Return the figures as JSON, in a fixed order."""
        content = {
            "lines": self.lines, "nothing": self.nothing,
            "unread": self.unread, "cut": self.cut, "lost": self.lost,
            **{name: getattr(self, name) for name in _COUNTERS},
        }  # fmt: skip
        return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """Return the figures that were packed."""
        content: Mapping[str, Mapping[str, int]] = orjson.loads(data)
        counts = {name: Counter(content[name]) for name in _COUNTERS}
        return cls(
            lines=int(content["lines"]),  # type: ignore[call-overload]
            nothing=int(content["nothing"]),  # type: ignore[call-overload]
            unread=int(content["unread"]),  # type: ignore[call-overload]
            cut=int(content["cut"]),  # type: ignore[call-overload]
            lost=int(content["lost"]),  # type: ignore[call-overload]
            **counts,
        )


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum."""
    found = Tally()
    for one in tallies:
        found.add(one)
    return found
