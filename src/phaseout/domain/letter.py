"""As what is a letter compared, whatever its accent and width?"""

import unicodedata

from phaseout.domain.invisible import INVISIBLE
from phaseout.domain.two_scripts import without_stroke

_UNSEEN = frozenset(("Cf", "Mn", "Me"))
"""Format characters, and marks that make no letter with the one before."""
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"}


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
    if kind in _UNSEEN or INVISIBLE.match(char):
        return ""
    return "".join(map(_without_accent, unicodedata.normalize("NFKC", char).lower()))


def _without_accent(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else without_stroke(char)


FOLD = _Fold()
