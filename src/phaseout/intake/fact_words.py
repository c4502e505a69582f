"""Which word does somebody mean, and if none, which could be meant?

A word that means nothing is refused: a misspelt purpose would quietly answer "does not apply".
"""

import difflib
from collections.abc import Mapping

FEW = 50
"""Words that are listed in a fault; of roles, makers and brands there are too many."""
LIKE = 0.6

Words = Mapping[str, Mapping[str, str]]
"""Fact → every spelling of its words, in small letters → the word. ``role`` for the organisation's."""


def meant(fact: str, text: str, words: Words) -> str | None:
    """Return the word that a text is, None if it is none."""
    return words.get(fact, {}).get(text.strip().casefold())


def no_word(fact: str, text: str, words: Words) -> str:
    """Return what is to be said of a text that is no word of a fact: the nearest words, and all of few."""
    known = words.get(fact, {})
    close = [
        known[one] for one in difflib.get_close_matches(text.strip().casefold(), known, n=3, cutoff=LIKE)
    ]
    said = f"{text!r} is no word this register knows"
    if close:
        said += f"; perhaps {' or '.join(dict.fromkeys(close))}"
    every = list(dict.fromkeys(known.values()))
    return f"{said}; known are {', '.join(every)}" if 0 < len(every) <= FEW else said
