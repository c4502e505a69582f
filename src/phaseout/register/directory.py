"""Which institution does a name mean, however it is spelled?"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from phaseout.domain.institution import Institution

SHORTEST_BEGINNING = 3
"""Letters of a word that count as its beginning: two are the beginning of nearly anything."""
ENOUGH = 0.5
"""Share of a name's words that a part of it must have to stand for the whole: "Québec" alone is no agency."""
OFFERED = 5
"""Names offered in place of one that is not known."""
ALIKE = 0.6
"""Likeness, as difflib measures it, below which a name is not offered."""
_WORD = re.compile(r"[a-z0-9]+")
_NOISE = frozenset(
    ("of", "the", "for", "and", "in", "at", "a", "an", "de", "du", "des", "d", "la", "le", "les", "l", "et",
     "en", "au", "aux", "pour")
)  # fmt: skip
"""Articles and small words of both languages. ``à`` folds to ``a``."""

Spelling = tuple[str, ...]
"""The words of a name, folded."""


class How(StrEnum):
    """How a name led to what was found."""

    EXACT = "exact"
    PART = "part"
    """It is the beginning of the name, or some of its words."""
    ALIKE = "alike"
    """It is none of the names; these are like it and are only offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name may mean, in the order of the register; empty where nothing is like it."""

    how: How
    institutions: tuple[Institution, ...]
    is_enough: bool = True
    """Whether so much of the name was given that it stands for the whole."""

    @property
    def one(self) -> Institution | None:
        """The institution that is meant; None where it is not certain."""
        is_certain = self.how is not How.ALIKE and self.is_enough and len(self.institutions) == 1
        return self.institutions[0] if is_certain else None


class Directory:
    """Finds institutions by id, name in either language, applied title or abbreviation."""

    def __init__(self, institutions: Mapping[str, Institution]) -> None:
        self._institutions = institutions

    def find(self, name: str) -> Found:
        """Return what a name means: exactly, else as a part of one, else what is most like it."""
        if (same := self._institutions.get(name.strip().lower())) is not None:
            return Found(how=How.EXACT, institutions=(same,))
        words = folded(name)
        if not words:
            return Found(how=How.ALIKE, institutions=())
        if words in self._by_spelling:
            return Found(how=How.EXACT, institutions=tuple(self._by_spelling[words]))
        if shares := self._parts(words):
            is_enough = max(shares.values()) >= ENOUGH
            return Found(how=How.PART, institutions=self._of(shares), is_enough=is_enough)
        return Found(how=How.ALIKE, institutions=self._of(self._alike(words)))

    def _of(self, ids: Iterable[str]) -> tuple[Institution, ...]:
        return tuple(self._institutions[id_] for id_ in ids)

    @cached_property
    def _by_spelling(self) -> Mapping[Spelling, list[Institution]]:
        found: dict[Spelling, list[Institution]] = defaultdict(list)
        for institution in self._institutions.values():
            for spelling in dict.fromkeys(map(folded, names_of(institution))):
                found[spelling].append(institution)
        return dict(found)

    def _parts(self, words: Spelling) -> dict[str, float]:
        """Return the institutions of whose names these words are a part, with the share they have."""
        shares: dict[str, float] = {}
        for spelling, institutions in self._by_spelling.items():
            if _begins(spelling, words) or set(words) <= set(spelling):
                for one in institutions:
                    shares[one.id] = max(shares.get(one.id, 0.0), len(words) / len(spelling))
        return {id_: shares[id_] for id_ in self._institutions if id_ in shares}

    def _alike(self, words: Spelling) -> Iterator[str]:
        """Yield the institutions with the most similar names, the most similar first."""
        by_text = {" ".join(spelling): found for spelling, found in self._by_spelling.items()}
        close = difflib.get_close_matches(" ".join(words), by_text, n=OFFERED, cutoff=ALIKE)
        yield from dict.fromkeys(one.id for text in close for one in by_text[text])


def folded(name: str) -> Spelling:
    """Return the words of a name without case, accents, punctuation, articles and small words."""
    bare = unicodedata.normalize("NFKD", name).casefold().replace("œ", "oe").replace(".", "")
    words = _WORD.findall("".join(char for char in bare if not unicodedata.combining(char)))
    return tuple(word for word in words if word not in _NOISE) or tuple(words)


def names_of(institution: Institution) -> Iterator[str]:
    """Yield every name of an institution: both of the law, then the others."""
    yield institution.name.en
    yield institution.name.in_language("fr")
    for other in institution.also:
        yield from other.names


def _begins(spelling: Spelling, words: Spelling) -> bool:
    """Return whether a name begins with these words, of which the last may itself be a beginning."""
    *whole, last = words
    if tuple(whole) != spelling[: len(whole)] or len(words) > len(spelling):
        return False
    following = spelling[len(whole)]
    return following == last or (len(last) >= SHORTEST_BEGINNING and following.startswith(last))
