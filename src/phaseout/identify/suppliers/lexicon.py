"""What does each word of a name say, and how much?"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from math import log
from typing import NamedTuple

from phaseout.domain.naming import LegalForm, Naming, WordSort
from phaseout.identify.suppliers.spelling import Phrases, is_unspaced, plain, plain_words, sound_of, words_of

DISTINCTIVE = 0.6
"""From this weight on a word tells a name from others: about one name in five hundred bears it, or fewer."""
_MOST = {
    WordSort.TRADE: 0.45, WordSort.PLACE: 0.35, WordSort.CITY: 0.35, WordSort.FILLER: 0.05,
    WordSort.BRANCH: 0.05, WordSort.REGISTRATION: 0.5, WordSort.TRADING_AS: 0.05, WordSort.NUMBER: 0.5,
}  # fmt: skip
"""What a word of each sort weighs at most."""
_WORTH_LEARNING = 500
"""Names a list has to have before its words tell what is common."""
_FEW_LETTERS = 2
_MANY_LETTERS = 3
_LONG = 8
"""Letters from which on a word of a legal form is known by its sound: transliterations differ."""
Words = tuple[str, ...]


_TENS, _ONES = ("", "x", "xx", "xxx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(_TENS)
    for one, ones in enumerate(_ONES)
    if len(tens + ones) > 1
}
"""Roman numbers up to 39; a letter alone is a letter."""


class Known(NamedTuple):
    """What the naming says of a word."""

    id: str
    """The one spelling for all of them, of a trade word and a number."""
    sort: WordSort
    country: str | None


class Word(NamedTuple):
    """One word of a name."""

    text: str
    """In the one spelling for all languages, of a trade word or a number."""
    written: str
    weight: float
    sort: WordSort | None
    sound: str


class Lexicon:
    """The naming, made ready to be asked for words, and weights learned from lists of names."""

    def __init__(self, naming: Naming, names: Iterable[str] = ()) -> None:
        """Take the naming, and the names compared with: a long list of them teaches what is common there."""
        self.known: dict[str, Known] = {}
        self.separators: dict[str, list[Words]] = {}
        """What parts two names of one person, by its first word."""
        phrases: dict[str, str] = {}
        self._compounds: dict[str, list[Words]] = {}
        self._formal: dict[str, str] = {}
        self._forms: dict[str, list[tuple[Words, LegalForm]]] = {}
        for word in naming.words:
            self._take(word.id, word.sort, word.country, word.words, phrases)
        for form in naming.forms:
            self._take_form(form, phrases)
        for forms in self._forms.values():
            forms.sort(key=lambda one: -len(one[0]))
        for separators in self.separators.values():
            separators.sort(key=len, reverse=True)
        self._phrases = Phrases(phrases)
        self._names = max((counts.names for counts in naming.counts), default=1)
        self._counts = Counter[str]()
        for counts in naming.counts:
            self._count(counts.counts.items(), self._names / max(counts.names, 1))
        self._learn(names)
        self._words: dict[str, Word] = {}

    @cached_property
    def _glued(self) -> frozenset[str]:
        """Legal forms that may be glued to a known word: ``technologyco``."""
        return frozenset(
            first for first, forms in self._forms.items() if any(len(one[0]) == 1 for one in forms)
        )

    def words(self, name: str) -> list[str]:
        """Return the plain words of a name, with words glued together by mistake parted."""
        found: list[str] = []
        for word in self._compounded(plain_words(self._phrases.parted(name))):
            if word in self.known or word in self._counts or word in self._forms:
                found.append(word)
            elif len(word) >= _LONG and (formal := self._formal.get(sound_of(word))) is not None:
                found.append(formal)
            else:
                found += self._parted(word)
        return found

    def form_at(self, words: list[str], place: int) -> tuple[int, LegalForm] | None:
        """Return how many words from a place on are a legal form, and which; None where none begins.

        One of two letters is believed at the end of a name alone: ``AS``, ``SA`` and ``AG`` are also words.
        """
        for spelled, form in self._forms.get(words[place], ()):
            size = len(spelled)
            if tuple(words[place : place + size]) == spelled:
                short = size == 1 and len(spelled[0]) <= _FEW_LETTERS
                if not short or place == 0 or self._ends(words, place + size):
                    return size, form
        return None

    @cached_property
    def _counting(self) -> frozenset[str]:
        """Words that are numbers or announce one."""
        sorts = {WordSort.NUMBER, WordSort.REGISTRATION}
        return frozenset(word for word, known in self.known.items() if known.sort in sorts) | ROMAN.keys()

    def has_numbers(self, words: list[str]) -> bool:
        """Whether one of the plain words is a number, holds one or announces one."""
        return not (self._counting.isdisjoint(words) and "".join(words).isalpha())

    def word(self, written: str) -> Word:
        """Return all there is to know of a plain word."""
        found = self._words.get(written)
        if found is None:
            known = self.known.get(written)
            text = known.id if known else written
            sort = known.sort if known else WordSort.NUMBER if written.isdigit() else None
            self._words[written] = found = Word(text, written, self.weight(text), sort, sound_of(text))
        return found

    def forget(self) -> None:
        """Forget which words were asked for."""
        self._words.clear()

    def weight(self, word: str) -> float:
        """Return what a word weighs, from 0 (everybody bears it) to 1 (nobody is known to)."""
        known = self.known.get(word)
        borne = self._counts.get(word, 0)
        weight = 1 - log(borne + 1) / log(self._names + 2) if borne else 1.0
        if known is not None:
            return min(weight, _MOST[known.sort])
        if word.isdigit():
            return _MOST[WordSort.NUMBER]
        return weight if len(word) > 1 else weight / 2

    def _take(
        self, id_: str, sort: WordSort, country: str | None, spellings: Words, phrases: dict[str, str]
    ) -> None:
        latin = [one for one in spellings if not is_unspaced(one)]
        one_word = id_.rpartition(".")[2] if sort is WordSort.NUMBER else id_
        for spelling in latin:
            words = tuple(words_of(plain(spelling)))
            if sort is WordSort.TRADING_AS:
                self.separators.setdefault(words[0], []).append(words)
            else:
                joined = "".join(words)
                one = one_word if sort in (WordSort.TRADE, WordSort.NUMBER) else joined
                self.known.setdefault(joined, Known(one, sort, country))
                if len(words) > 1:
                    self._compounds.setdefault(words[0], []).append(words)
        said = words_of(plain(latin[0]))[0] if latin else id_
        phrases.update((one, said) for one in spellings if is_unspaced(one) and sort is not WordSort.CITY)
        phrases.update((one, plain(one)) for one in spellings if is_unspaced(one) and sort is WordSort.CITY)
        if sort is WordSort.CITY:
            for one in spellings:
                self.known.setdefault(plain(one), Known(plain(one), sort, country))

    def _take_form(self, form: LegalForm, phrases: dict[str, str]) -> None:
        latin = [one for one in form.spellings if not is_unspaced(one)]
        for spelling in latin:
            words = tuple(words_of(plain(spelling)))
            self._formal.update((sound_of(word), word) for word in words if len(word) >= _LONG)
            self._forms.setdefault(words[0], []).append((words, form))
        if latin:
            phrases.update((one, plain(latin[0])) for one in form.spellings if is_unspaced(one))

    def _ends(self, words: list[str], place: int) -> bool:
        """Whether only legal forms follow from a place on."""
        while place < len(words):
            for spelled, _ in self._forms.get(words[place], ()):
                if tuple(words[place : place + len(spelled)]) == spelled:
                    place += len(spelled)
                    break
            else:
                return False
        return True

    def _compounded(self, words: list[str]) -> list[str]:
        """Put words together that are one: ``hong kong``."""
        if self._compounds.keys().isdisjoint(words):
            return words
        found: list[str] = []
        place = 0
        while place < len(words):
            for whole in self._compounds.get(words[place], ()):
                if tuple(words[place : place + len(whole)]) == whole:
                    found.append("".join(whole))
                    place += len(whole)
                    break
            else:
                found.append(words[place])
                place += 1
        return found

    @cached_property
    def _ends_of_glued(self) -> frozenset[str]:
        """The last letters of what may be glued to a word: most words end otherwise."""
        return frozenset(word[-_FEW_LETTERS:] for word in self._glued)

    def _parted(self, word: str) -> list[str]:
        if word[-_FEW_LETTERS:] not in self._ends_of_glued:
            return [word]
        for size in range(_FEW_LETTERS, len(word) - _MANY_LETTERS):
            if word[-size:] in self._glued and (word[:-size] in self.known or word[:-size] in self._counts):
                return [word[:-size], word[-size:]]
        return [word]

    def _learn(self, names: Iterable[str]) -> None:
        listed = [set(self.words(name)) for name in names]
        if len(listed) >= _WORTH_LEARNING:
            borne = Counter(word for words in listed for word in words)
            scale = self._names / len(listed)
            # One of a list that bears a word is no sign that many do.
            self._count(((word, count - 1) for word, count in borne.items()), scale)

    def _count(self, counts: Iterable[tuple[str, int]], scale: float) -> None:
        own = Counter[str]()
        for word, count in counts:
            known = self.known.get(word)
            own[known.id if known else word] += round(count * scale)
        for word, count in own.items():
            self._counts[word] = max(self._counts[word], count)
