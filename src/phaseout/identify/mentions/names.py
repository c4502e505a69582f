"""Where in a folded text do names of brands stand, as they are written or one typing error off?"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from phaseout.domain.party import Brand
from phaseout.domain.phrase import HAN, Found, Phrases, words_of
from phaseout.domain.typing_error import is_one_error_off
from phaseout.domain.wording import Spelling, Wording
from phaseout.identify.mentions.disguised import Disguised
from phaseout.identify.mentions.reading import Span, Written, overlaps

_APART = r"[ _.'&/-]{1,3}"
_LETTERS = re.compile(rf"[^\W\d_{HAN}]{{4,}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that may stand in a text."""

    brand: str
    rule: str
    is_own: bool
    """Whether the brand's own file says that the word names it wherever it stands."""
    spelling: Spelling | None = None
    """Where the wording says more of it: that it needs context, and which."""

    @property
    def is_software(self) -> bool:
        """Whether it is the name of a program of the maker's."""
        return self.spelling is not None and self.spelling.is_software

    @property
    def is_product(self) -> bool:
        """Whether it is the name of a single product, or of a program."""
        return self.spelling is not None and (self.spelling.is_product or self.spelling.is_software)

    @property
    def needs_context(self) -> bool:
        """Whether the name is short or common."""
        return self.spelling is not None and self.spelling.needs_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name where it stands."""

    span: Span
    name: Name
    written: Written
    is_in_pieces: bool = False
    is_namesake: bool = False
    """Whether the words it stands among are another firm's."""

    @property
    def needs_context(self) -> bool:
        """Whether it counts only where something else in the line backs it."""
        return self.is_in_pieces or self.name.needs_context


class Names:
    """Finds the names of brands."""

    def __init__(self, brands: Mapping[str, Brand], wording: Wording, false_friends: Iterable[str]) -> None:
        self._names = _names(brands, wording)
        self._phrases: Phrases[Name] = Phrases(self._names.items())
        self._forgiven = {
            word: Name(brand=one.brand, rule=one.id, is_own=False, spelling=one)
            for one in wording.spellings
            for word in one.forgiven
        }
        plain = [word for word in self._names if word.isascii() and word.isalpha()]
        self._disguised = Disguised(plain, list(self._forgiven))
        looks_like = [word for one in wording.lookalikes for word in one.words]
        self._lookalikes = Phrases((word, word) for word in (*looks_like, *false_friends))
        self.phrases = self._phrases, self._lookalikes
        """What is looked for in a whole text."""

    def patterns(self) -> list[str]:
        """Return patterns that catch every text of ASCII with a name in it, and a few without."""
        words = sorted({_latin(name) for name in self._names} - {""})
        plain = [rf"(?:\b|_)(?:{'|'.join(words)})(?:\b|_)"] if words else []
        misspelt = [rf"(?:\b|_)(?:{_misspelt(word)})(?:\b|_)" for word in self.forgiven()]
        return [*plain, *self.disguises(), *misspelt]

    def disguises(self) -> list[str]:
        """Return those of the ``patterns``, right before the last, that catch names by how they look."""
        return self._disguised.patterns()

    def foreign(self) -> list[str]:
        """Return the names that hold letters beyond ASCII, folded; an open ending cut off."""
        parts = (max(words_of(name), key=len).removesuffix("*") for name in self._names)
        return sorted({part for part in parts if not part.isascii()})

    def forgiven(self) -> list[str]:
        """Return the words in which an error is forgiven, in the order of the last ``patterns``."""
        return sorted(self._forgiven)

    def find(self, folded: str, misspelt: Collection[str], *, is_disguised: bool = False) -> list[Named]:
        """Return the names in order.

        Args:
            folded: the text.
            misspelt: words in which an error is forgiven and that may stand in it with one.
            is_disguised: whether a name may stand in it with figures for letters, or in pieces.
        """
        written = list(self._phrases.find(folded))
        if not written and not misspelt and not is_disguised:
            return []
        masked = self.lookalikes(folded)
        found = [
            Named(span=(one.start, one.end), name=one.value, written=Written.AS_IS, is_namesake=is_masked)
            for one in written
            if not (is_masked := _is_within(one, masked)) or not one.value.needs_context
        ]
        taken = [*masked, *(one.span for one in found)]
        if is_disguised:
            found += [one for one in self._by_look(folded) if not overlaps(one.span, taken)]
            taken = [*masked, *(one.span for one in found)]
        found += [
            Named(span=span, name=name, written=Written.ONE_LETTER_OFF)
            for span, name in self._nearly(folded, misspelt)
            if not overlaps(span, taken)
        ]
        return sorted(found, key=lambda one: one.span)

    def lookalikes(self, folded: str) -> list[Span]:
        """Return where words stand that are another firm's or another thing's."""
        return [(one.start, one.end) for one in self._lookalikes.find(folded)]

    def nearly(self, folded: str) -> str | None:
        """Return the brand whose name stands in a text with one typing error or disguised, or None."""
        masked = self.lookalikes(folded)
        found = [
            *self._nearly(folded, self._forgiven),
            *((one.span, one.name) for one in self._by_look(folded)),
        ]
        return next((name.brand for span, name in found if not overlaps(span, masked)), None)

    def _by_look(self, folded: str) -> Iterator[Named]:
        for span, word, is_in_pieces in self._disguised.find(folded):
            name = self._names[word] if word in self._names else self._forgiven[word]
            yield Named(span=span, name=name, written=Written.DISGUISED, is_in_pieces=is_in_pieces)

    def _nearly(self, folded: str, words: Collection[str]) -> Iterator[tuple[Span, Name]]:
        for word in _LETTERS.finditer(folded) if words else ():
            for right in words:
                if _may_be(word[0], right) and is_one_error_off(word[0], right):
                    yield word.span(), self._forgiven[right]


def _may_be(word: str, right: str) -> bool:
    """Return whether a word, of four letters or more, is as long as another and begins or ends like it."""
    return abs(len(word) - len(right)) <= 1 and (word[0] == right[0] or word[-1] == right[-1])


def _is_within(one: Found[Name], spans: Iterable[Span]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)


def _names(brands: Mapping[str, Brand], wording: Wording) -> dict[str, Name]:
    """Return phrase → name. The wording may say that a brand's own word needs context."""
    found: dict[str, Name] = {}
    for brand in brands.values():
        for word in brand.words:
            found.setdefault(word.lower(), Name(brand=brand.id, rule=f"brand/{brand.id}", is_own=True))
    for one in wording.spellings:
        if one.brand in brands:
            for word in one.words:
                is_own = word in found
                found[word] = Name(brand=one.brand, rule=one.id, is_own=is_own, spelling=one)
    return found


def _latin(name: str) -> str:
    """Return a name of ASCII as a pattern, nothing for another."""
    words: Sequence[str] = words_of(name)
    if not all(word.isascii() for word in words):
        return ""
    return _APART.join(
        re.escape(word.removesuffix("*")) + (r"\w{0,20}" if word.endswith("*") else "") for word in words
    )


def _misspelt(word: str) -> str:
    """Return a pattern that catches the word with one error anywhere."""
    wrong = [rf"{word[:place]}\w{{0,2}}{word[place + 1 :]}" for place in range(len(word))]
    swapped = [
        f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}" for place in range(len(word) - 1)
    ]
    return "|".join((*wrong, *swapped, rf"{word}\w"))
