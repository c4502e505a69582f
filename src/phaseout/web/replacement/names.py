"""Do two names, as people typed them, mean one person?

Blanks, punctuation, capitals, accents, letters that nobody sees and the order of the words make nobody
another. Namesakes are taken for one: then somebody else still has to be found.
"""

import re
import unicodedata
from collections.abc import Iterable

from phaseout.domain.folding import fold

_APART = re.compile(r"[\W_]+")


def plain_name(text: str) -> str:
    """Return a name as it is compared; empty where it has no letter or figure."""
    return "".join(_words(text))


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names mean one person; no empty name does."""
    first, second = _words(one), _words(other)
    return bool(first) and ("".join(first) == "".join(second) or sorted(first) == sorted(second))


def called(name: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Return who of some people goes by a name, in their order.

    Args:
        name: as somebody typed it.
        people: primary key and name.
    """
    return [person for person, known in people if is_same_name(name, known)]


def _words(text: str) -> list[str]:
    whole = unicodedata.normalize("NFKC", fold(text).text)
    return [word for word in _APART.split(whole) if word]
