"""How is a place in a statute said in either language?"""

import re

_FRENCH = {
    "Schedule": "annexe", "Part": "partie", "s.": "art.", "ss.": "art.", "par.": "al.", "c.": "ch.",
    "SOR": "DORS", "to": "à",
}  # fmt: skip
_WORD = re.compile(r"\b(?:Schedule|Part|ss?\.|par\.|c\.|SOR|to)(?=[\s/])")
_LETTER = re.compile(r"(?<=\))\(([a-z])\)")
"""Paragraphs: 144(4)(b) in English, 144(4)b) in French."""


def pinpoint(place: str, lang: str) -> str:
    """Return a pinpoint of the register in a language: ``Schedule III, Part I``, ``annexe III, partie I``."""
    if lang != "fr":
        return place
    return _LETTER.sub(r"\1)", _WORD.sub(lambda word: _FRENCH[word[0]], place))
