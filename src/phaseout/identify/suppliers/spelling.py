"""Which plain words is a name written in, whatever its script, case and accents?"""

import re
import unicodedata
from collections.abc import Mapping

from anyascii import anyascii

from phaseout.domain.shown import as_seen

LONGEST = 400
"""Characters of a name that are looked at; what is longer is no name."""
_JOINING = re.compile(r"['’‘`´ʼ]")
_WORD = re.compile(r"[a-z0-9]+")
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9][ ./-]{1,2}){1,}[a-z](?![a-z0-9])")
"""Letters that stand apart: ``s. a. r. l.``, ``I B M``, ``a/s``."""
_APART = re.compile(r"[ ./-]+")
_MARKED = frozenset("'`&")
"""What a plain text does not have, of ASCII."""
_UNSPACED = "\u0e00"
"""From here on (Thai, Hangul, Chinese) scripts do not part words by blanks, or not always."""
# Sounds that transliterations and languages write in several ways; the order matters.
_SOUNDS = (
    ("shch", "sh"), ("sch", "sh"), ("oye", "oe"), ("oje", "oe"), ("aya", "aia"), ("iye", "ie"),
    ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("ts", "c"), ("tz", "c"),
    ("zh", "j"), ("dj", "j"), ("ya", "ia"), ("yu", "iu"), ("yo", "io"), ("iy", "i"), ("yy", "i"), ("ij", "i"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("w", "v"), ("y", "i"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script that does not part words by blanks."""
    return not text.isascii() and any(char >= _UNSPACED for char in text)


def plain(text: str) -> str:
    """Return a text in small Latin letters without accents; apostrophes join, and so do single letters."""
    text = text[:LONGEST]
    text = as_seen(text)
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFKC", text))
    text = _JOINING.sub("", text.lower()).replace("&", " and ")
    return _SPACED.sub(_together, text)


def words_of(text: str) -> list[str]:
    """Return the words of a plain text, in order."""
    return _WORD.findall(text)


def plain_words(text: str) -> list[str]:
    """Return ``words_of(plain(text))``, sooner where a text is plain but for its case."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST and _MARKED.isdisjoint(text):
        words = _WORD.findall(text.lower())
        if [*map(len, words)].count(1) <= 1:
            return words  # one letter alone stands apart from no other
    return words_of(plain(text))


def sound_of(word: str) -> str:
    """Return a word in one spelling for all that transliteration writes differently."""
    for written, heard in _SOUNDS:
        if written in word:
            word = word.replace(written, heard)
    return _TWICE.sub(r"\1", word)


class Phrases:
    """Puts a word with blanks about it in the place of each known phrase of an unspaced script."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._words = phrases
        longest_first = sorted(phrases, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if phrases else None

    def parted(self, text: str) -> str:
        """Return the text with the known phrases said in Latin words."""
        if self._pattern is None or not is_unspaced(text):
            return text
        return self._pattern.sub(lambda match: f" {self._words[match[0]]} ", text)


def _together(match: re.Match[str]) -> str:
    return _APART.sub("", match[0])
