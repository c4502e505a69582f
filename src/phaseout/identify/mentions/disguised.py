"""Which names stand in a folded text with figures or other letters for theirs, or in two pieces?"""

import re
from collections.abc import Iterator, Mapping, Sequence

from phaseout.identify.mentions.reading import Span

SHORTEST = 5
"""Letters from which a name is known by what its letters look like."""
_ALIKE: Mapping[str, str] = {
    "a": "4", "b": "8", "e": "3", "g": "69", "i": "1l", "l": "1i", "o": "0", "s": "5", "t": "7", "z": "2",
}  # fmt: skip
"""Letter → what is written for it."""
_TWO_FOR_ONE: Mapping[str, str] = {"w": "vv", "m": "rn"}
_PLAIN = str.maketrans("48369l1057" + "2", "abeggiiost" + "z")
_PARTED = r"[\s._*/|-]{1,3}"
"""What parts a name that is broken off; a blank of a text in columns, too."""
_VOWELS = frozenset("aeiouy")
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[a-z0-9]{5,}")


class Disguised:
    """Finds names by how they look."""

    def __init__(self, words: Sequence[str], whole: Sequence[str]) -> None:
        """Take names of small letters, and those of them that are also found in two pieces."""
        self._words = sorted(word for word in words if len(word) >= SHORTEST)
        self._by_look = {_look(word): word for word in self._words}
        self._whole = sorted(whole)
        pieces = "|".join(piece for word in self._whole for piece in _pieces(word))
        self._pieces = re.compile(rf"(?<![^\W_])(?:{pieces or '(?!)'})(?![^\W_])")

    def patterns(self) -> list[str]:
        """Return patterns that catch every text of ASCII with such a name, and a few without."""
        exchanged = ("|".join(_exchanged(word)) for word in self._words)
        every = (*exchanged, *("|".join(_pieces(word)) for word in self._whole))
        return [rf"(?:\b|_)(?:{one})(?:\b|_)" for one in every if one]

    def find(self, folded: str) -> Iterator[tuple[Span, str, bool]]:
        """Yield where one stands, the name, and whether it stands there in two pieces."""
        for word in _WORD.finditer(folded):
            name = self._by_look.get(_look(word[0]))
            figures = sum(char.isdigit() for char in word[0])
            if name is not None and name != word[0] and 2 * figures < len(word[0]):
                yield word.span(), name, False
        for broken in self._pieces.finditer(folded):
            yield broken.span(), _SIGNS.sub("", broken[0]), True


def _look(word: str) -> str:
    look = word.translate(_PLAIN)
    for one, two in _TWO_FOR_ONE.items():
        look = look.replace(two, one)
    return look


def _exchanged(word: str) -> Iterator[str]:
    """Yield a pattern for each place at which the first letter may be that is exchanged."""
    for place, letter in enumerate(word):
        others = [*_ALIKE.get(letter, ""), *filter(None, (_TWO_FOR_ONE.get(letter),))]
        if others:
            yield f"{word[:place]}(?:{'|'.join(others)}){''.join(map(_any_of, word[place + 1 :]))}"


def _any_of(letter: str) -> str:
    if letter in _TWO_FOR_ONE:
        return f"(?:{letter}|{_TWO_FOR_ONE[letter]})"
    return f"[{letter}{_ALIKE[letter]}]" if letter in _ALIKE else letter


def _pieces(word: str) -> Iterator[str]:
    """Yield the word parted at each place, but not behind a vowel: Da Hua and Hua Wei are people's names."""
    for place in range(1, len(word)):
        if word[place - 1] not in _VOWELS or word[place] in _VOWELS:
            yield f"{word[:place]}{_PARTED}{word[place:]}"
