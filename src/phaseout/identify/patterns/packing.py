"""How do many texts become one buffer that is scanned in one go, and whose is a place in it?

Each text is a line of the buffer and each letter a byte: a line end within a text is a ``BREAK`` there, and a
letter beyond ASCII one of ``BEYOND``.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from phaseout.identify.patterns.translation import BEYOND, BREAK, RIDDLE

AT_A_TIME = 4_000
"""Texts of one buffer: enough that starting a scan costs nothing, few enough to stay in the cache."""

_LEADS = range(0xC2, 0xF5)
_FOLD = bytes.maketrans(bytes(_LEADS), bytes(BEYOND[-1:]) * len(_LEADS))
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_KIN = ("\u017f", "\u212a")
"""The letters beyond ASCII that are, case ignored, letters of ASCII."""


class Pairs(NamedTuple):
    """Texts and the patterns they match, as two columns in order, no pair twice."""

    texts: Sequence[int]
    """Numbers of texts, from 0."""
    patterns: Sequence[int]
    """Number of a pattern, from 0, for each."""


NONE = Pairs((), ())


class Packed(Protocol):
    """Texts of a column as one buffer."""

    @property
    def numbers(self) -> range:
        """Which texts they are."""

    @property
    def data(self) -> bytes:
        """The buffer."""

    def pairs(self, ends: Sequence[int], patterns: Sequence[int]) -> Pairs:
        """Return what matches say of texts, from where in the buffer each ends and whose it is."""


class Column(Protocol):
    """Texts that can be had one by one, or many as one buffer."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, number: int, /) -> str:
        """Return one."""

    def packed(self) -> Iterator[Packed]:
        """Yield all of them in order, so many at a time."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of Python's texts."""

    texts: Sequence[str]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def __getitem__(self, number: int) -> str:
        """Return one."""
        return self.texts[number]

    def packed(self) -> Iterator[Packed]:
        """Yield all of them in order, so many at a time."""
        for first in range(0, len(self.texts), AT_A_TIME):
            yield _PackedTexts(first, self.texts[first : first + AT_A_TIME])


class _PackedTexts:
    def __init__(self, first: int, texts: Sequence[str]) -> None:
        self.numbers = range(first, first + len(texts))
        self.data = folded("\n".join(_lines(texts)) + "\n")

    def pairs(self, ends: Sequence[int], patterns: Sequence[int]) -> Pairs:
        text, seen, count = self.numbers.start, 0, self.data.count
        found: list[tuple[int, int]] = []
        for end, pattern in sorted(zip(ends, patterns, strict=True)):
            text += count(b"\n", seen, end)
            seen = end
            found.append((text, pattern))
        while found and found[-1][0] == self.numbers.stop:  # behind the last line end no text lies
            found.pop()
        return in_order(found)


def _lines(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts without line ends, the last of which means nothing to a pattern."""
    together = "".join(texts)
    if chr(BREAK) in together:
        texts = [text.replace(chr(BREAK), chr(RIDDLE)) for text in texts]
    if "\n" in together:
        texts = [text.removesuffix("\n").replace("\n", chr(BREAK)) for text in texts]
    return texts


def folded(text: str) -> bytes:
    """Return a text with one byte for each letter."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    for letter in _KIN:
        data = data.replace(letter.encode(), bytes([RIDDLE]))
    return data.translate(_FOLD, _CONTINUATIONS)


def in_order(pairs: Collection[tuple[int, int]]) -> Pairs:
    """Return (text, pattern) as columns."""
    return Pairs(*zip(*sorted(set(pairs)), strict=True)) if pairs else NONE
