"""Which number do the words of a name spell?"""

import re
from collections.abc import Iterator, Sequence

from phaseout.domain.naming import WordSort
from phaseout.identify.suppliers.lexicon import Lexicon

_ORDINAL = re.compile(r"(?:no|nr)?0*(\d+)(?:st|nd|rd|th|er|eme|e|y)?")
_TENS = frozenset(range(20, 100, 10))
_UNITS = frozenset(range(1, 10))
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_LETTERS = 2
_VALUES = {"i": 1, "v": 5, "x": 10}
_HUNDREDS = frozenset({100, 1000})


def in_figures(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield the words with each number in figures: ``twenty first`` and ``21st`` are both ``21``.

    Figures that stand apart stay apart: ``20 1`` is no 21.
    """
    spelled: int | None = None
    for word in words:
        known = lexicon.known.get(word)
        value = int(known.id) if known is not None and known.sort is WordSort.NUMBER else _roman(word)
        if spelled is not None:
            if value is not None and (together := _together(spelled, value)) is not None:
                spelled = together
                continue
            yield str(spelled)
        spelled = value
        if value is None:
            ordinal = None if word.isalpha() else _ORDINAL.fullmatch(word)
            yield ordinal[1] if ordinal else word
    if spelled is not None:
        yield str(spelled)


def _roman(word: str) -> int | None:
    """Return the number that a Roman one from 2 to 39 stands for; a letter alone is a letter."""
    if len(word) < _ROMAN_LETTERS or not _ROMAN.fullmatch(word):
        return None
    values = [_VALUES[letter] for letter in word]
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _together(before: int, value: int) -> int | None:
    """Return the number that two words spell as one, None where they are two."""
    if value in _HUNDREDS:
        return before * value if before < value else None
    if before >= min(_HUNDREDS) and before % value != 0 and before % 100 == 0:
        return before + value
    if before % 100 in _TENS and value in _UNITS:
        return before + value
    return None
