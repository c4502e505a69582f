"""As what is a text compared, whatever its script, accents and width, and where was each letter written?

Small letters, Latin ones without accents, full-width forms as plain ones, dashes and apostrophes as the
keyboard's, a word of several scripts in one, and what nobody sees left out. Other scripts stay as they are.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from phaseout.domain.invisible import INVISIBLE, MARKS
from phaseout.domain.letter import FOLD
from phaseout.domain.shown import hides, letters
from phaseout.domain.two_scripts import of_one_script


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where in the original each of its characters began and ended."""

    text: str
    places: Sequence[tuple[int, int]] | None
    """None where the two are of one length, character for character."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original, in characters."""
        if self.places is None:
            return start, end
        places = self.places[start:end]  # in another order, where the text turns it
        return min(first for first, _ in places), max(last for _, last in places)


def fold(text: str) -> Folded:
    """Return a text as it is compared."""
    if hides(text):
        return _by_letter(text)
    if text.isascii():
        return Folded(text.lower(), None)
    if unicodedata.is_normalized("NFC", text) and all(len(FOLD[ord(char)]) == 1 for char in set(text)):
        return Folded(of_one_script(text).translate(FOLD), None)
    return _by_letter(text)


def fold_together(texts: Sequence[str]) -> list[str]:
    """Return texts folded without their places: in one go, for a column that is only searched."""
    joined = "\x1e".join(texts)
    if not hides(joined):
        composed = unicodedata.normalize("NFC", joined)
        seen = of_one_script(MARKS.sub("", INVISIBLE.sub("", composed)))
        folded = seen.translate(FOLD).split("\x1e")
        if len(folded) == len(texts):
            return folded
    return [fold(text).text for text in texts]


def _by_letter(text: str) -> Folded:
    """Fold a letter with the accents behind it at once, and keep where each began."""
    seen = letters(text)
    one_script = of_one_script("".join(one.seen for one in seen))
    found: list[str] = []
    places: list[tuple[int, int]] = []
    done = 0
    for one in seen:
        piece = one_script[done : done + len(one.seen)].translate(FOLD)
        done += len(one.seen)
        found.append(piece)
        places += [(one.start, one.end)] * len(piece)
    return Folded("".join(found), places)
