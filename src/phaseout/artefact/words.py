"""What does a paper say in its own words, in English and in French?

``words.json`` holds ``key: [English, French]`` with places ``{0}`` to fill. A number fills its place with its
thousands set apart, and chooses between two forms where the place names them: ``{0} {0:thing|things}``.
Papers of countries whose law speaks one language say their text where they lay it out.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

import orjson

from phaseout.domain.cite import Text
from phaseout.report.language import Language

_SPACE_BEFORE = re.compile(" (?=[:»])")
_SPACE_AFTER = re.compile("(?<=«) ")


def spaced(text: str, lang: str) -> str:
    """Return text of our own with the spaces that may not break, where the language has them."""
    if lang != "fr":
        return text
    return _SPACE_AFTER.sub("\u00a0", _SPACE_BEFORE.sub("\u00a0", text))


def _catalogue() -> Mapping[str, Text]:
    rows = orjson.loads(files("phaseout.artefact").joinpath("words.json").read_bytes())
    return MappingProxyType({key: Text(en=en, fr=spaced(fr, "fr")) for key, (en, fr) in rows.items()})


WORDS = _catalogue()
"""Every text by its key."""


_LANGUAGES = MappingProxyType({code: Language(code) for code in ("en", "fr")})


class Count:
    """A number as a text shows it; a format ``one|many`` is the form that goes with it."""

    def __init__(self, number: int, lang: str) -> None:
        self._number = number
        self._lang = lang

    def __format__(self, forms: str) -> str:
        if not forms:
            return _LANGUAGES[self._lang].number(self._number)
        one, _, many = forms.partition("|")
        is_one = self._number == 1 or (self._number == 0 and self._lang == "fr")
        return one if is_one else many


class Words:
    """The texts of one kind of paper in one language."""

    def __init__(self, lang: str, about: str) -> None:
        self._lang = lang
        self._about = about

    def __call__(self, key: str, *values: str | int) -> str:
        """Return a text with its places filled."""
        shown = (Count(one, self._lang) if isinstance(one, int) else one for one in values)
        return WORDS[f"{self._about}.{key}"].in_language(self._lang).format(*shown)


def word(key: str, lang: str) -> str:
    """Return a text that all papers share."""
    return WORDS[key].in_language(lang)
