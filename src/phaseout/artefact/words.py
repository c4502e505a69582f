"""What does a paper say in its own words, in English and in French?

``words.json`` holds ``key: [English, French]`` with places ``{0}`` to fill. Papers of countries whose law
speaks one language say their text where they lay it out.
"""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

import orjson

from phaseout.domain.cite import Text


def _catalogue() -> Mapping[str, Text]:
    rows = orjson.loads(files("phaseout.artefact").joinpath("words.json").read_bytes())
    return MappingProxyType(
        {key: Text(en=en, fr=fr.replace(" :", "\u00a0:")) for key, (en, fr) in rows.items()}
    )


WORDS = _catalogue()
"""Every text by its key."""


class Words:
    """The texts of one kind of paper in one language."""

    def __init__(self, lang: str, about: str) -> None:
        self._lang = lang
        self._about = about

    def __call__(self, key: str, *values: object) -> str:
        """Return a text with its places filled."""
        return WORDS[f"{self._about}.{key}"].in_language(self._lang).format(*values)


def word(key: str, lang: str) -> str:
    """Return a text that all papers share."""
    return WORDS[key].in_language(lang)
