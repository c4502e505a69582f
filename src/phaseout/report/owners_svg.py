"""How is the chain above a party drawn as SVG, with what it holds and whom it depends on below?"""

from collections.abc import Iterable, Sequence

from phaseout.report.owners_cards import WIDTH, Card, dependency_cards, holding_cards
from phaseout.report.owners_layout import GAP, drawn, placed
from phaseout.report.owners_text import Owners, owners_lines, standing_lines
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.svg import Attributes, element, number, words, wrapped

_EDGE, _TOP, _BETWEEN = 24.0, 84.0, 34.0
_HEAD, _HEADING, _NOTE = 17.0, 13.0, 11.5
_STYLE = """
text{font-family:"Liberation Sans",Arial,Helvetica,"DejaVu Sans",sans-serif;fill:#1c2128}
.paper{fill:#fffefb}.strong{font-weight:bold}.soft{fill:#57606a}
.card{fill:#fff;stroke:#57606a}.card.root{stroke:#1d4f91;stroke-width:2.5}
.card.past{fill:#f6f5f0;stroke-dasharray:5 4}.card.lead{stroke-dasharray:1.5 3}
.card.depends{stroke:#96600a;stroke-dasharray:2 3}
.line{fill:none;stroke:#57606a;stroke-width:1.3}.line.past{stroke-dasharray:5 4}
.line.lead{stroke-dasharray:1.5 3}
@media (prefers-color-scheme:dark){text{fill:#e6e8eb}.paper{fill:#14171b}.soft{fill:#a8b0ba}
.card{fill:#1d2229;stroke:#a8b0ba}.card.root{stroke:#8fbdf5}.card.past{fill:#181c21}
.card.depends{stroke:#e0a950}.line{stroke:#a8b0ba}}
"""


def owners_svg(owners: Owners, spoken: OwnershipWords) -> str:
    """Return the drawing as an SVG document; its description says all that it shows, line by line."""
    root = placed(owners.tree, spoken)
    room = max(root.room, 3 * WIDTH + 2 * GAP)
    cards, foot = drawn(root, _EDGE + (room - root.room) / 2, _TOP)
    party = owners.tree.party
    below = _Below(room=room, y=foot + _BETWEEN)
    for heading, listed in (
        ("owners.holdings", holding_cards(owners.holdings, spoken)),
        ("owners.dependencies", dependency_cards(owners.dependencies, party, spoken)),
        ("owners.dependents", dependency_cards(owners.dependents, party, spoken)),
    ):
        if listed:
            below.add(spoken.language.text(heading), listed)
    if not owners.tree.above:
        below.note(spoken.language.text("owners.nobody"))
    if owners.standings:
        below.note(spoken.language.text("owners.chain"))
    for standing in owners.standings:
        below.listed(standing_lines(standing, spoken))
    below.note(spoken.language.text("owners.marks"))
    below.note(spoken.language.text("owners.grades"))
    return _document(owners, spoken, (room + 2 * _EDGE, below.y), "".join((*cards, *below.drawn)))


class _Below:
    """What stands under the party, one section after the other; ``y`` is where the next begins."""

    def __init__(self, *, room: float, y: float) -> None:
        self.drawn: list[str] = []
        self.y = y
        self._room = room

    def add(self, heading: str, cards: Sequence[Card]) -> None:
        """Add a section: a heading, and cards in rows."""
        self._lines(heading, _HEADING, "strong")
        self.y += 6
        columns = int((self._room + GAP) // (WIDTH + GAP))
        for start in range(0, len(cards), columns):
            row = cards[start : start + columns]
            for place, card in enumerate(row):
                self.drawn.append(card.drawn(_EDGE + place * (WIDTH + GAP), self.y))
            self.y += max(card.height for card in row) + GAP
        self.y += _BETWEEN - GAP

    def listed(self, lines: Iterable[str]) -> None:
        """Add an entry of a list: its first line, and what belongs to it."""
        for index, line in enumerate(lines):
            self._lines(line.strip(), _NOTE, "soft" if index else "plain")
        self.y += _NOTE / 2

    def note(self, text: str) -> None:
        """Add a note over the whole width."""
        self._lines(text, _NOTE, "soft")
        self.y += _NOTE

    def _lines(self, text: str, size: float, kind: str) -> None:
        for line in wrapped(text, self._room, size * 1.1):
            self.drawn.append(_text(line, self.y, size, kind))
            self.y += size * 1.4


def _document(owners: Owners, spoken: OwnershipWords, size: tuple[float, float], drawing: str) -> str:
    width, height = size
    language = spoken.language
    title = language.text("owners.title", spoken.name(owners.tree.party), language.day(spoken.day))
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": width, "height": height, "lang": language.code, "role": "img",
        "aria-labelledby": "owners-title owners-about",
    }  # fmt: skip
    lines = wrapped(title, width - 2 * _EDGE, _HEAD * 1.1)
    return element(
        "svg",
        root,
        element("title", {"id": "owners-title"}, words(title)),
        element("desc", {"id": "owners-about"}, words("\n".join(owners_lines(owners, spoken)))),
        element("style", {}, _STYLE.replace("\n", "")),
        element("rect", {"width": width, "height": height, "class": "paper"}),
        *(_text(line, _EDGE + index * _HEAD * 1.3, _HEAD, "strong") for index, line in enumerate(lines)),
        drawing,
    )


def _text(text: str, y: float, size: float, kind: str) -> str:
    place: Attributes = {"x": _EDGE, "y": y + size, "font-size": size, "class": kind}
    return element("text", place, words(text))
