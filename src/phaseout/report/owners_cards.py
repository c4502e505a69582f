"""Which cards show a party, what it holds and what is left open, and how tall is each?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.party import Dependency, Interest
from phaseout.domain.truth import Truth
from phaseout.ownership.ancestry import Owner, Place
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.svg import Attributes, element, number, words, wrapped

WIDTH = 244.0
_PAD, _TITLE, _PLAIN = 12.0, 13.0, 11.5
_LEADING = 1.35
_BLANKS = re.compile(r"[ \t\r\n]+")
"""What may be broken: a no-break space holds a figure and its per cent sign together."""
_MANNERS = {Truth.YES: "party", Truth.UNKNOWN: "lead", Truth.NO: "past"}
_MARKED = {Place.ELSEWHERE: "owners.elsewhere", Place.RING: "owners.ring"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of text on a card."""

    text: str
    size: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A box with lines of text; its kind is a class of the style."""

    kind: str
    lines: tuple[_Line, ...]

    @property
    def height(self) -> float:
        """Return the height, in units of the drawing."""
        return 2 * _PAD + sum(line.size * _LEADING for line in self.lines)

    def drawn(self, x: float, y: float) -> str:
        """Return the card with its upper left corner at a place."""
        box: Attributes = {"width": WIDTH, "height": self.height, "rx": 6, "class": f"card {self.kind}"}
        return element(
            "g",
            {"transform": f"translate({number(x)} {number(y)})"},
            element("rect", box),
            *self._texts(),
        )

    def _texts(self) -> Iterator[str]:
        y = _PAD
        for line in self.lines:
            place: Attributes = {"x": _PAD, "y": y + line.size, "font-size": line.size, "class": line.kind}
            yield element("text", place, words(line.text))
            y += line.size * _LEADING


def owner_card(owner: Owner, spoken: OwnershipWords, *, kind: str) -> Card:
    """Return the card of a party in the tree: who it is, what it holds below, what of its own is open."""
    card = _card(kind, owner.party, map(spoken.interest, owner.interests), spoken)
    notes = [spoken.language.text(_MARKED[owner.place])] if owner.place in _MARKED else []
    if owner.unrecorded is not None and owner.unrecorded.highest > 0:
        notes.append(spoken.unrecorded(owner.unrecorded))
    soft = (line for note in notes for line in _wrapped(note, _PLAIN, "soft"))
    return Card(kind=kind, lines=(*card.lines, *soft))


def manner(interests: Iterable[Interest], spoken: OwnershipWords) -> str:
    """Return the kind of card for what is held: whether anything of it counts, or counts as a link only."""
    return _MANNERS[spoken.standing(interests)]


def holding_cards(holdings: Iterable[Interest], spoken: OwnershipWords) -> list[Card]:
    """Return one card for each party held, with all that is held in it."""
    held: dict[str, list[Interest]] = {}
    for one in holdings:
        held.setdefault(one.held, []).append(one)
    return [
        _card(manner(found, spoken), party, map(spoken.interest, found), spoken)
        for party, found in held.items()
    ]


def dependency_cards(dependencies: Iterable[Dependency], party: str, spoken: OwnershipWords) -> list[Card]:
    """Return one card for each party on the other side of dependencies of or on ``party``."""
    others: dict[str, list[str]] = {}
    for one in dependencies:
        other = one.on if one.party == party else one.party
        others.setdefault(other, []).append(f"· {spoken.dependency(one)}")
    return [_card("depends", other, details, spoken) for other, details in others.items()]


def _card(kind: str, party: str, details: Iterable[str], spoken: OwnershipWords) -> Card:
    known = spoken.parties.get(party)
    about = " · ".join(filter(None, (party, known.country if known else None)))
    lines = (
        *_wrapped(spoken.name(party), _TITLE, "strong"),
        *_wrapped(about, _PLAIN, "soft"),
        *(line for detail in details for line in _wrapped(detail, _PLAIN, "plain")),
    )
    return Card(kind=kind, lines=lines)


def _wrapped(text: str, size: float, kind: str) -> tuple[_Line, ...]:
    lines = wrapped(_BLANKS.sub(" ", text), WIDTH - 2 * _PAD, size * (1.1 if kind == "strong" else 1))
    return tuple(_Line(text=line, size=size, kind=kind) for line in lines)
