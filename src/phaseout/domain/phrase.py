"""Where in a text do phrases of plain language stand, whatever its script, accents and width?

Texts are compared folded: small letters, Latin ones without accents, full-width forms as plain ones, dashes
and apostrophes as the keyboard's. Other scripts stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters, as the inside of a class: each is a word of its own."""
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_APART = r"[\s\-_.'&/]{1,3}"
"""What may stand between two words of a phrase."""
_KEY = 2
_REMEMBERED = 100_000
"""Words of texts kept with what may begin with them."""


class _Fold(dict[int, str]):
    """Character → what it is compared as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


def _folded_character(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    kind = unicodedata.category(char)
    if kind == "Pd":
        return "-"
    if kind == "Cf":  # zero-width and soft hyphen
        return ""
    return "".join(map(_without_accent, unicodedata.normalize("NFKC", char).lower()))


def _without_accent(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


_FOLD = _Fold()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where in the original each of its characters began."""

    text: str
    places: Sequence[int] | None
    """None where the two are of one length, character for character."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original, in characters."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]


def fold(text: str) -> Folded:
    """Return a text as it is compared."""
    if text.isascii():
        return Folded(text.lower(), None)
    if unicodedata.is_normalized("NFC", text) and all(len(_FOLD[ord(char)]) == 1 for char in set(text)):
        return Folded(text.translate(_FOLD), None)
    return _by_cluster(text)


def fold_together(texts: Sequence[str]) -> list[str]:
    """Return texts folded without their places: in one go, for a column that is only searched."""
    joined = "\x1e".join(texts)
    folded = unicodedata.normalize("NFC", joined).translate(_FOLD).split("\x1e")
    return folded if len(folded) == len(texts) else [fold(text).text for text in texts]


def _by_cluster(text: str) -> Folded:
    """Fold a letter with the accents behind it at once, and keep where each began."""
    found: list[str] = []
    places: list[int] = []
    for start, end in _clusters(text):
        piece = "".join(_FOLD[ord(char)] for char in unicodedata.normalize("NFC", text[start:end]))
        found.append(piece)
        places += [start] * len(piece)
    return Folded("".join(found), (*places, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
            start = place


class Found(NamedTuple, Generic[T]):
    """A phrase where it stands in a folded text."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """Phrases that are looked for in folded texts, the longest at each place.

    A phrase is words with a blank between; ``*`` behind a word stands for any ending. What looks like a
    blank may be a hyphen, a full stop or an apostrophe in the text. Words of letters end where letters end;
    Chinese ones stand anywhere.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Take (phrase, value); one phrase may have several values. They are made ready when needed."""
        self._entries = entries

    @cached_property
    def _openings(self) -> "_Openings[T]":
        return _Openings(self._entries)

    def find(self, folded: str) -> Iterator[Found[T]]:
        """Yield the phrases in order; what lies within a longer one is left out."""
        done, openings = 0, self._openings
        tried = [
            (start, bucket) for start, word in _beginnings(folded) if (bucket := openings[word]) is not None
        ]
        for start, bucket in tried:
            if start < done:
                continue
            match = bucket.pattern.match(folded, start)
            if match is not None and match.lastindex is not None:
                done = match.end()
                yield from (Found(start, done, value) for value in bucket.values[match.lastindex - 1])

    def catches(self, text: str) -> bool:
        """Return whether any of the phrases stands in a text as written."""
        return next(self.find(fold(text).text), None) is not None


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text; each Chinese character is one."""
    return _TOKEN.findall(folded)


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, folded, with the ``*`` of open endings."""
    return re.findall(rf"[{HAN}]+|[^\W_{HAN}]+\*?", fold(phrase).text)


def _key(word: str) -> str:
    return word[0] if re.match(rf"[{HAN}]", word) else word


class _Openings(dict[str, "_Bucket[T] | None"], Generic[T]):
    """Word of a text → the phrases that may begin with it, few or none; filled as words are met."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        super().__init__()
        self._by_word: dict[str, dict[str, list[T]]] = {}
        self._by_stem: dict[str, dict[str, list[T]]] = {}
        self._stems: dict[str, set[str]] = {}
        """First letters of stems → the stems, the word's beginning before an open ending."""
        self._buckets: dict[tuple[str, ...], _Bucket[T]] = {}
        self._order: dict[str, int] = {}
        for phrase, value in entries:
            words = words_of(phrase)
            if not words:
                continue
            first = _key(words[0])
            stem = first.removesuffix("*")
            if stem != first:
                self._stems.setdefault(stem[:_KEY], set()).add(stem)
            by_first = self._by_word if stem == first else self._by_stem
            written = _written(words)
            self._order.setdefault(written, len(self._order))
            by_first.setdefault(stem, {}).setdefault(written, []).append(value)

    def __missing__(self, word: str) -> "_Bucket[T] | None":
        """Return the phrases that may begin with a word of a text."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._bucket(word)
        return found

    def _bucket(self, word: str) -> "_Bucket[T] | None":
        is_first, stems = word in self._by_word, self._stems.get(word[:_KEY])
        if not is_first and stems is None:
            return None
        found = (word if is_first else "", *(one for one in stems or () if word.startswith(one)))
        if found == ("",):
            return None
        if found not in self._buckets:
            values = dict(self._by_word.get(found[0], {}))
            for stem in found[1:]:
                values |= self._by_stem[stem]
            in_order = sorted(values, key=self._order.__getitem__)
            self._buckets[found] = _Bucket({written: values[written] for written in in_order})
        return self._buckets[found]


class _Bucket(Generic[T]):
    """Phrases that may begin with the same word, the longest tried first."""

    def __init__(self, values: dict[str, list[T]]) -> None:
        self._ordered = sorted(values, key=len, reverse=True)
        self.values = [values[one] for one in self._ordered]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A group for each phrase; compiled when a text has the word."""
        return re.compile("|".join(f"({written})" for written in self._ordered))


@lru_cache(maxsize=16)
def _beginnings(folded: str) -> tuple[tuple[int, str], ...]:
    """Return where each word begins, and the word: the same text is searched several times."""
    return tuple((token.start(), token[0]) for token in _TOKEN.finditer(folded))


def _written(words: Sequence[str]) -> str:
    parts = [
        rf"{re.escape(word.removesuffix('*'))}[^\W\d_{HAN}]*" if word.endswith("*") else re.escape(word)
        for word in words
    ]
    ends_in_letters = not re.search(rf"[{HAN}]$", words[-1])
    return _APART.join(parts) + (rf"(?![^\W_{HAN}])" if ends_in_letters else "")
