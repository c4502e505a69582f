"""As what is a letter compared, whatever its accent and width?"""

import unicodedata

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
    if kind == "Cf":  # zero-width and soft hyphen
        return ""
    return "".join(map(_without_accent, unicodedata.normalize("NFKC", char).lower()))


def _without_accent(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


FOLD = _Fold()
