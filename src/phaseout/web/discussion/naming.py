"""Whom does a comment name? ``@`` and somebody's name, whatever the capitals and accents."""

import re
from collections.abc import Iterable, Iterator

from phaseout.web.frame.folded import folded
from phaseout.web.people.models import Person

_AT = re.compile(r"(?<![^\s(\[«“\"'’])@(?=\w)")
MOST_WORDS = 8
"""Words that a name has at most."""


def named(text: str, people: Iterable[Person]) -> list[Person]:
    """Return the people a text names, each once; all who share a name are meant by it.

    Args:
        text: plain text.
        people: those who may be named: who may see what is spoken of.
    """
    known = list(people)
    found = [one for said in _after_each_at(text) for one in _called(said, known)]
    return list({one.pk: one for one in found}.values())


def nobody(text: str, people: Iterable[Person]) -> list[str]:
    """Return the words after an ``@`` that are nobody's name."""
    known = list(people)
    return [said.split()[0] for said in _after_each_at(text) if not _called(said, known)]


def _after_each_at(text: str) -> Iterator[str]:
    for match in _AT.finditer(text):
        yield " ".join(text[match.end() : match.end() + 400].split()[:MOST_WORDS])


def _called(said: str, people: list[Person]) -> list[Person]:
    """Return those with the longest name that a text begins with."""
    sought = folded(said)
    met = [(folded(one.name), one) for one in people if one.name]
    met = [(name, one) for name, one in met if _begins(sought, name)]
    longest = max((len(name) for name, _ in met), default=0)
    return [one for name, one in met if len(name) == longest]


def _begins(sought: str, name: str) -> bool:
    after = sought[len(name) :][:1]
    return bool(name) and sought.startswith(name) and not after.isalnum()
