"""Where in a folded text do phrases of plain language stand?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from phaseout.domain.folding import fold

T = TypeVar("T")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters, as the inside of a class: each is a word of its own."""
_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_APART = re.compile(r"[\s\-_.'&/]{1,3}")
"""What may stand between two words of a phrase."""
_BLANK, _OPEN, _EDGE = 16, 18, 19
"""How many letters a blank, an open ending and the end of letters are worth, the longest tried first."""
_KEY = 2
_REMEMBERED = 100_000
"""Words of texts kept with what may begin with them."""


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
        self._alone = _Together([self])
        self._among = self._alone, 0
        """With which others they are looked for, and which of them they are."""

    @cached_property
    def openings(self) -> "_Openings[T]":
        """The phrases by the word they begin with."""
        return _Openings(self._entries)

    def find(self, folded: str) -> Iterator[Found[T]]:
        """Yield the phrases in order; what lies within a longer one is left out."""
        together, place = self._among
        return iter(together.found(folded)[place])

    def join(self, together: "_Together", place: int) -> None:
        """Be looked for with others from now on."""
        self._among = together, place

    def catches(self, text: str) -> bool:
        """Return whether any of the phrases stands in a text as written."""
        return bool(self._alone.found(fold(text).text)[0])


def search_together(several: Sequence[Phrases[Any]]) -> None:
    """Look for the phrases of several at once, since the same texts are searched for all of them."""
    together = _Together(several)
    for place, one in enumerate(several):
        one.join(together, place)


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text; each Chinese character is one."""
    return _TOKEN.findall(folded)


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase, folded, with the ``*`` of open endings."""
    return re.findall(rf"[{HAN}]+|[^\W_{HAN}]+\*?", fold(phrase).text)


def _key(word: str) -> str:
    return word[0] if re.match(rf"[{HAN}]", word) else word


class _Openings(Generic[T]):
    """Word of a text → the phrases that may begin with it, few or none, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, dict[tuple[str, ...], list[T]]] = {}
        self._by_stem: dict[str, dict[tuple[str, ...], list[T]]] = {}
        self._stems: dict[str, set[str]] = {}
        """First letters of stems → the stems, the word's beginning before an open ending."""
        self._beginning: dict[tuple[str, ...], tuple[_Beginning, ...]] = {}
        self._order: dict[tuple[str, ...], int] = {}
        for phrase, value in entries:
            words = tuple(words_of(phrase))
            if not words:
                continue
            first = _key(words[0])
            stem = first.removesuffix("*")
            if stem != first:
                self._stems.setdefault(stem[:_KEY], set()).add(stem)
            by_first = self._by_word if stem == first else self._by_stem
            self._order.setdefault(words, len(self._order))
            by_first.setdefault(stem, {}).setdefault(words, []).append(value)

    @property
    def known(self) -> Iterator[str]:
        """First words of phrases, and first letters of those with an open ending."""
        yield from self._by_word
        yield from self._stems

    def beginning_with(self, word: str) -> "tuple[_Beginning, ...]":
        """Return the phrases that may begin with a word of a text."""
        is_first, stems = word in self._by_word, self._stems.get(word[:_KEY])
        if not is_first and stems is None:
            return ()
        found = (word if is_first else "", *(one for one in stems or () if _is_opened(word, one)))
        if found not in self._beginning:
            values = dict(self._by_word.get(found[0], {}))
            for stem in found[1:]:
                values |= self._by_stem[stem]
            in_order = sorted(values, key=lambda words: (-_length(words), self._order[words]))
            self._beginning[found] = tuple(_beginning(words, values[words]) for words in in_order)
        return self._beginning[found]


class _Following(NamedTuple):
    """A word behind the first of a phrase; each Chinese character is one."""

    word: str
    is_open: bool
    """Whether any ending may follow."""
    is_joined: bool
    """Whether nothing stands between it and the word before; else what looks like a blank must."""


class _Beginning(NamedTuple):
    """A phrase that may begin with a word."""

    second: str
    """The word behind the first; nothing where there is none, or any ending may follow."""
    following: tuple[_Following, ...]
    values: list[Any]


class _Together(dict[str, "tuple[tuple[int, tuple[_Beginning, ...]], ...]"]):
    """Several sets of phrases looked for at once: word of a text → (number of a set, its phrases)."""

    def __init__(self, several: Sequence[Phrases[Any]]) -> None:
        super().__init__()
        self._several = several
        self._last: tuple[str, list[list[Found[Any]]]] = "", [[] for _ in several]

    @cached_property
    def _known(self) -> frozenset[str]:
        """First words of phrases, and first letters of those with an open ending."""
        return frozenset().union(*(one.openings.known for one in self._several))

    def __missing__(self, word: str) -> "tuple[tuple[int, tuple[_Beginning, ...]], ...]":
        """Return the phrases of each set that may begin with a word."""
        if word not in self._known and word[:_KEY] not in self._known:
            return ()
        if len(self) >= _REMEMBERED:
            self.clear()
        each = ((place, one.openings.beginning_with(word)) for place, one in enumerate(self._several))
        found = self[word] = tuple((place, beginning) for place, beginning in each if beginning)
        return found

    def found(self, folded: str) -> list[list[Found[Any]]]:
        """Return what is found of each set; of the text that was asked about last, what was found then."""
        last, found = self._last
        if last != folded:
            found = self._found(folded)
            self._last = folded, found
        return found

    def _found(self, folded: str) -> list[list[Found[Any]]]:
        found: list[list[Found[Any]]] = [[] for _ in self._several]
        words = [*tokens(folded), ""]
        telling = [(number, each) for number, word in enumerate(words[:-1]) if (each := self[word])]
        spans = [token.span() for token in _TOKEN.finditer(folded)] if telling else []
        for number, each in telling:
            start, ends = spans[number]
            following_word = words[number + 1]
            for place, beginnings in each:
                own = found[place]
                if own and start < own[-1].end:
                    continue
                for second, following, values in beginnings:
                    if second and second != following_word:
                        continue
                    end = _end(following, folded, words, spans, number) if following else ends
                    if end:
                        own += [Found(start, end, value) for value in values]
                        break
        return found


def _end(
    following: Sequence[_Following],
    folded: str,
    words: Sequence[str],
    spans: Sequence[tuple[int, int]],
    number: int,
) -> int:
    """Return where a phrase ends that begins with a word of a text; 0 where the rest does not follow."""
    if number + len(following) >= len(spans):
        return 0
    for one in following:
        before = spans[number][1]
        number += 1
        start, _ = spans[number]
        if words[number] != one.word and not (one.is_open and _is_opened(words[number], one.word)):
            return 0
        if start != before if one.is_joined else not _APART.fullmatch(folded, before, start):
            return 0
    return spans[number][1]


def _is_opened(word: str, stem: str) -> bool:
    """Return whether a word is a stem with letters behind it."""
    return word.startswith(stem) and not any(map(str.isdecimal, word[len(stem) :]))


def _beginning(words: Sequence[str], values: list[Any]) -> _Beginning:
    """Return what follows the first word of a phrase, or its first Chinese character."""
    found: list[_Following] = []
    for word in words:
        if re.match(rf"[{HAN}]", word):
            found += [_Following(char, is_open=False, is_joined=place > 0) for place, char in enumerate(word)]
        else:
            found.append(_Following(word.removesuffix("*"), word.endswith("*"), is_joined=False))
    following = tuple(found[1:])
    return _Beginning(following[0].word if following and not following[0].is_open else "", following, values)


def _length(words: Sequence[str]) -> int:
    """Return by how much a phrase is tried before others."""
    is_chinese = re.match(rf"[{HAN}]", words[-1]) is not None
    endings = sum(word.endswith("*") for word in words)
    letters = sum(map(len, words)) - endings
    return letters + _OPEN * endings + _BLANK * (len(words) - 1) + (0 if is_chinese else _EDGE)
