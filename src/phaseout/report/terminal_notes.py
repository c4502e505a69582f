"""Where does a reason stand that is too long for a column, so that no clause of it is lost?"""

from collections.abc import Iterator

from phaseout.report.grid import wrapped
from phaseout.report.language import Language

WHOLE = 160
"""Characters of a reason that a cell takes whole."""
BEGINNING = 60
"""Characters a cell shows of a longer one, whose whole stands in a note."""
_INDENT = "    "


class Notes:
    """Numbers long reasons: each is said once, after the first list that it belongs to."""

    def __init__(self, *, is_needed: bool) -> None:
        """Take whether there are columns at all; a row written as a list has room for anything."""
        self._is_needed = is_needed
        self._numbers: dict[str, int] = {}
        self._said = 0

    def in_cell(self, text: str, language: Language) -> str:
        """Return a text as a cell shows it: whole, or its beginning with the number of its note."""
        if not self._is_needed or len(text) <= WHOLE:
            return text
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        beginning = text[:BEGINNING].rpartition(" ")[0] or text[:BEGINNING]
        return language.text("why.note", f"{beginning}…", language.number(number))

    def lines(self, width: int, language: Language) -> Iterator[str]:
        """Yield the notes that have not been printed yet, each wrapped to the terminal."""
        for text, number in list(self._numbers.items())[self._said :]:
            said = language.text("why.in-note", language.number(number), language.colon, text)
            yield from (
                f"{'  ' if index == 0 else _INDENT}{line}"
                for index, line in enumerate(wrapped(said, width - len(_INDENT)))
            )
        self._said = len(self._numbers)
