"""What does a reader see of a text in which something is hidden: letter by letter, and whence each comes?"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from phaseout.domain.invisible import CONTROLS, INVISIBLE, MARKS, OVERRIDE
from phaseout.domain.two_scripts import of_one_script

_SIGNS = "[ ._*/-]"
HIDING = (
    rf"[{CONTROLS}]|&(?:amp;)*#[0-9xX]|&[A-Za-z][0-9A-Za-z]{{1,31}};"
    rf"|(?:\b|_)[A-Za-z](?:{_SIGNS}[A-Za-z]){{4}}(?:\b|_)"
)
"""A pattern that catches every text of ASCII that hides something, and a few others."""
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z][0-9A-Za-z]{1,31};)")
_AGAIN = re.compile("^&(?:amp;)+(?!$)")
_UNSEEN = re.compile(f"[{CONTROLS}{OVERRIDE}]")
_MAYBE_APART = re.compile(rf"({_SIGNS})[^\W\d_]\1[^\W\d_](?![^\W_])")
_APART = re.compile(rf"(?<![^\W_])[^\W\d_]({_SIGNS})[^\W\d_](?:\1[^\W\d_])+(?![^\W_])")
"""Letters that stand alone, all with the same sign between."""
_FEWEST_LATIN, _FEWEST = 5, 3
"""Letters that stand apart and are one word: of an alphabet, and of Chinese characters."""
_IDEOGRAPHS = "\u3000"
_ENDS = frozenset("\u202a\u202b\u202c\u202d\u202e\n")
_PIECE = re.compile(rf"(?P<entity>{_ENTITY.pattern})|{INVISIBLE.pattern}")


class Letter(NamedTuple):
    """What is seen in one place, and where that begins in the original and ends."""

    seen: str
    start: int
    end: int


def hides(text: str) -> bool:
    """Return whether a reader may see something else than the letters, but for accents and blanks."""
    return (
        (not text.isprintable() and _UNSEEN.search(text) is not None)
        or ("&" in text and _ENTITY.search(text) is not None)
        or (_MAYBE_APART.search(text) is not None and any(map(_is_word, _APART.finditer(text))))
    )


def as_seen(text: str) -> str:
    """Return a text as a reader sees it: words of several scripts in one, without what nobody sees."""
    if text.isascii() and not hides(text):
        return text
    return of_one_script("".join(one.seen for one in letters(text)))


def letters(text: str) -> list[Letter]:
    """Return what is seen: a letter with its accents is one, what nobody sees is left out."""
    found = [one for one in _turned(_pieces(text)) if INVISIBLE.fullmatch(one.seen) is None]
    line = "".join(one.seen[:1] for one in found)
    gaps = {place for word in _APART.finditer(line) if _is_word(word) for place in _gaps(word)}
    return [one for place, one in enumerate(found) if place not in gaps]


def _is_word(word: re.Match[str]) -> bool:
    count = (word.end() - word.start() + 1) // 2
    return count >= (_FEWEST_LATIN if word[0] < _IDEOGRAPHS else _FEWEST)


def _gaps(word: re.Match[str]) -> range:
    return range(word.start() + 1, word.end(), 2)


def _pieces(text: str) -> Iterator[Letter]:
    done = 0
    for piece in _PIECE.finditer(text):
        yield from _clusters(text, done, piece.start())
        done = piece.end()
        if not piece["entity"]:
            yield Letter(piece[0], *piece.span())
            continue
        read = _read(piece[0])
        if read == piece[0]:
            yield from _clusters(text, *piece.span())
        else:
            yield from (Letter(char, *piece.span()) for char in unicodedata.normalize("NFC", read))
    yield from _clusters(text, done, len(text))


def _read(entity: str) -> str:
    """Return what an entity stands for, be it written as ``&amp;#72;``."""
    return unescape(_AGAIN.sub("&", entity))


def _clusters(text: str, start: int, end: int) -> Iterator[Letter]:
    first = start
    for place in range(start + 1, end + 1):
        if place == end or not unicodedata.combining(text[place]):
            yield Letter(MARKS.sub("", unicodedata.normalize("NFC", text[first:place])), first, place)
            first = place


def _turned(found: Iterable[Letter]) -> Iterator[Letter]:
    """Yield the letters in the order they are shown in, behind a sign that turns it."""
    turned: list[Letter] | None = None
    for one in found:
        if turned is not None and one.seen in _ENDS:
            yield from reversed(turned)
            turned = None
        if one.seen == OVERRIDE:
            turned = []
        elif turned is not None:
            turned.append(one)
        else:
            yield one
    yield from reversed(turned or ())
