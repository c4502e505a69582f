"""Which statements of the register rest on each document, and how well?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phaseout.domain.cite import EvidenceGrade
from phaseout.register.row import Row

WEAK = frozenset(
    {
        EvidenceGrade.WEAK_SECONDARY,
        EvidenceGrade.BACKGROUND,
        EvidenceGrade.INFERENCE,
        EvidenceGrade.NOT_FOUND,
    }
)
"""Grades on which nothing should rest alone."""
_APART = frozenset(
    {"digest", "format", "edition", "base", "sources", "vocabulary", "addresses", "fingerprints", "naming"}
)
"""What cites nothing, or is not kept by id."""
_STANDS_IN = {
    "interests": ("parties", "held"),
    "dependencies": ("parties", "party"),
    "models": ("brands", "brand"),
    "ambiguous": ("ambiguous", "model"),
}
"""Lists whose rows belong to an entry of a noun: that noun, and the key of the entry's id."""
_NAMES = ("id", "role", "on", "list_", "holder", "maker")
"""Keys by which a part of an entry can be named."""


Grades = tuple[EvidenceGrade, ...]
Part = tuple[str, str]
"""Which list of an entry and what in it: ``clauses`` ``new``, ``timeline`` ``2023-12-21``."""
WHOLE: Part = ("", "")
"""The entry as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A part of an entry rests on a document."""

    noun: str
    """``measures``, ``parties`` … as the folders are called."""
    id: str
    part: Part
    source: str
    grade: EvidenceGrade


def supports_of(content: Row) -> tuple[Support, ...]:
    """Return every cite of a compiled register with what it stands for, in the order of the register."""
    return tuple(_supports(content))


def by_source(supports: tuple[Support, ...]) -> Mapping[str, tuple[Support, ...]]:
    """Return document → what rests on it."""
    found: dict[str, list[Support]] = defaultdict(list)
    for support in supports:
        found[support.source].append(support)
    return {source: tuple(rests) for source, rests in found.items()}


def weak_parts(supports: tuple[Support, ...], noun: str) -> Mapping[str, Mapping[Part, Grades]]:
    """Return entry → its parts that rest on weak grades alone, with these grades.

    ``WHOLE`` stands there if nothing in the whole entry rests on more.
    """
    grades: dict[str, dict[Part, list[EvidenceGrade]]] = defaultdict(lambda: defaultdict(list))
    for support in supports:
        if support.noun == noun:
            for part in {support.part, WHOLE}:
                grades[support.id][part].append(support.grade)
    weak = {
        id_: {part: tuple(sorted(set(found))) for part, found in parts.items() if WEAK.issuperset(found)}
        for id_, parts in grades.items()
    }
    return {id_: parts for id_, parts in weak.items() if parts}


def _supports(content: Row) -> Iterator[Support]:
    for noun in content:
        if noun in _STANDS_IN:
            owner, key = _STANDS_IN[noun]
            for row in content.rows(noun):
                yield from _of(owner, row.text(key), _part(noun, row), row)
        elif noun not in _APART:
            for id_, row in content.row(noun).entries():
                yield from _of(noun, id_, WHOLE, row)
    fingerprints = content.row("fingerprints")
    for trait in fingerprints:
        for row in fingerprints.rows(trait):
            yield from _of("fingerprints", row.text("id"), WHOLE, row)
    yield from _of_naming(content)
    for row in content.row("addresses").rows("registrants"):
        yield from _of("addresses", row.text("registrant"), WHOLE, row)


def _of_naming(content: Row) -> Iterator[Support]:
    """Yield what the words of names rest on; an edition from before there were any has none."""
    naming = content.row("naming") if content.has("naming") else Row({}, "naming")
    for noun in naming:
        for id_, row in naming.row(noun).entries():
            yield from _of("naming", id_, WHOLE, row)


def _of(noun: str, id_: str, part: Part, row: Row) -> Iterator[Support]:
    for cite in row.cites():
        yield Support(noun=noun, id=id_, part=part, source=cite.source, grade=cite.grade)
    for key in row:
        for inner in row.objects(key):
            yield from _of(noun, id_, _part(key, inner) if part == WHOLE else part, inner)


def _part(key: str, row: Row) -> Part:
    return key.replace("_", "-"), next((row.text(name) for name in _NAMES if row.has(name)), "")
