"""Which number do the words of a name spell?"""

import re
from collections.abc import Iterator, Sequence

from phaseout.domain.naming import WordSort
from phaseout.identify.suppliers.lexicon import ROMAN, Lexicon

_ORDINAL = re.compile(r"(?:no|nr)?0*(\d+)(?:st|nd|rd|th|er|eme|e|y)?")
_TENS = frozenset(range(20, 100, 10))
_UNITS = frozenset(range(1, 10))
_HUNDREDS = frozenset({100, 1000})


def in_figures(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield the words with each number in figures: ``twenty first`` and ``21st`` are both ``21``.

    Figures that stand apart stay apart: ``20 1`` is no 21.
    """
    spelled: int | None = None
    for word in words:
        known = lexicon.known.get(word)
        value = int(known.id) if known is not None and known.sort is WordSort.NUMBER else ROMAN.get(word)
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


def _together(before: int, value: int) -> int | None:
    """Return the number that two words spell as one, None where they are two."""
    if value in _HUNDREDS:
        return before * value if before < value else None
    if before % min(_HUNDREDS) == 0 and value < min(_HUNDREDS):
        return before + value
    if before % min(_HUNDREDS) in _TENS and value in _UNITS:
        return before + value
    return None
