"""What are the words of a name that stand for none of the other?"""

from collections.abc import Sequence
from typing import NamedTuple

from phaseout.domain.naming import WordSort
from phaseout.identify.suppliers.lexicon import Word

_PLACES = frozenset({WordSort.PLACE, WordSort.CITY})
Words = tuple[Word, ...]


class Left(NamedTuple):
    """Words of one name that stand for none of the other, by what they are."""

    own: Words = ()
    """Those that tell the name from others."""
    trade: Words = ()
    place: Words = ()
    number: Words = ()


NOTHING_LEFT = Left()


def sort_out(words: Sequence[Word], cut: float) -> Left:
    """Sort words; from the weight ``cut`` on one is the name's own."""
    if not words:
        return NOTHING_LEFT
    own: list[Word] = []
    trade: list[Word] = []
    place: list[Word] = []
    number: list[Word] = []
    for word in words:
        if word.sort is WordSort.NUMBER:
            number.append(word)
        elif word.sort in _PLACES:
            place.append(word)
        elif word.weight >= cut:
            own.append(word)
        else:
            trade.append(word)
    return Left(tuple(own), tuple(trade), tuple(place), tuple(number))
