"""How many things are there of each maker: firmly so, and only suggested?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from phaseout.report.language import Language
from phaseout.report.standing import Entry

LISTED = 10
"""Makers that a terminal lists one by one; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMaker:
    """Things of one maker."""

    maker: str | None
    """Its id; None of things whose maker is not known."""
    firm: int
    """Things whose maker is claimed strongly or conclusively; of no maker, all of them."""
    suggested: int

    def named(self, language: Language) -> str:
        """Return the maker's name, or that it is not known."""
        return language.text("maker.unknown") if self.maker is None else language.party(self.maker)


class Makers:
    """Counts entries as they pass, each once."""

    def __init__(self) -> None:
        self._firm: Counter[str] = Counter()
        self._suggested: Counter[str] = Counter()
        self._unknown = 0

    def count(self, entry: Entry) -> None:
        """Count one entry; a firm has no maker."""
        if entry.is_firm:
            return
        if entry.maker.value is None:
            self._unknown += 1
        elif entry.maker.grade.is_firm:
            self._firm[entry.maker.value] += 1
        else:
            self._suggested[entry.maker.value] += 1

    def rows(self) -> tuple[OfMaker, ...]:
        """Return the makers, those of most firm things first; last what is of none known."""
        found = [
            OfMaker(maker=maker, firm=self._firm[maker], suggested=self._suggested[maker])
            for maker in self._firm.keys() | self._suggested.keys()
        ]
        found.sort(key=lambda one: (-one.firm, -one.suggested, one.maker or ""))
        if self._unknown:
            found.append(OfMaker(maker=None, firm=self._unknown, suggested=0))
        return tuple(found)

    def lines(self, language: Language) -> Iterator[str]:
        """Yield a line for each of the first makers, one for the rest, and one for what is of none known."""
        rows = self.rows()
        known = [one for one in rows if one.maker is not None]
        for one in known[:LISTED]:
            yield f"{one.named(language)}{language.colon} {_figures(one, language)}"
        if len(known) > LISTED:
            yield language.count("list.more", len(known) - LISTED)
        yield from (
            f"{one.named(language)}{language.colon} {language.number(one.firm)}" for one in rows[len(known) :]
        )


def _figures(one: OfMaker, language: Language) -> str:
    both = (("makers.firm", one.firm), ("makers.suggested", one.suggested))
    return ", ".join(language.count(key, number) for key, number in both if number)
