"""Is what a line names only a part inside the thing: its chip, or its radio or network module?"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from phaseout.domain.part import PartKind
from phaseout.domain.phrase import Found
from phaseout.domain.wording import Joint, JointKind
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.clauses import words_in
from phaseout.identify.mentions.names import Named
from phaseout.identify.mentions.reading import Span, overlaps
from phaseout.identify.mentions.typed import Typed

PARTS: Mapping[str, PartKind] = MappingProxyType({"chip": PartKind.CHIP, "component": PartKind.MODULE})
"""Kind of an article → what it is inside another thing."""
NO_WHOLE = frozenset((*PARTS, "accessory", "software", "service"))
"""Kinds of articles that nothing is inside of."""
_BETWEEN = 3
"""Words that may stand between a part and the name of who made it: Huawei *ME909s LTE* module."""
_APART = re.compile(r"[,;|、，；\r\n]|\s-\s|\s[+/&]\s")
_AND = r"\b(?:and|et|y|та|і|й)\b|[和及与]"
_BOUND = re.compile(rf"{_APART.pattern}|{_AND}")
"""Over what the words for a part do not reach."""
_ITEM = re.compile(rf"[+&]|{_AND}|[,;]\s*\d+\s*(?:x\b|pcs\b|ea\b|units?\b|[a-z]{(4,)}\b)")
"""What makes of the words behind it an item of its own."""


class Part(NamedTuple):
    """A word, or a name, that says that a chip or a module is meant."""

    span: Span
    kind: PartKind
    word: Word | None
    """None where the name itself says it."""


class Inside(NamedTuple):
    """A line whose parts are looked for."""

    line: str
    found: Sequence[Named | Typed]
    """Names and designations, in order."""
    words: Sequence[Word]
    joints: Sequence[Found[Joint]]
    makes: Sequence[Span]
    """Where other makers are named."""
    chipmakers: Collection[str]
    """Brands of whose names and products each is a chip's."""
    related: Mapping[str, frozenset[str]]
    """Brand → brands of the same house."""

    def parts(self) -> tuple[Mapping[Span, PartKind], frozenset[Span]]:
        """Return the names that are a part's with its kind, and the words for parts inside something."""
        names: dict[Span, PartKind] = {}
        words: set[Span] = set()
        for part in self._said():
            of_part = self._names_of(part)
            start = min((part.span[0], *(one.span[0] for one in of_part)))
            end = max((part.span[1], *(one.span[1] for one in of_part)))
            if (of_part or part.kind is PartKind.CHIP) and self._is_inside(part, of_part, (start, end)):
                names |= {one.span: part.kind for one in of_part}
                words.add(part.span)
        return names, frozenset(words)

    def _said(self) -> Iterator[Part]:
        for word in self.words:
            if word.value.kind in PARTS:
                yield Part((word.start, word.end), PARTS[word.value.kind], word)
        for one in self.found:
            if _brand(one) in self.chipmakers and (_is_product(one) or self._joint_before(one.span[0], 0)):
                yield Part(one.span, PartKind.CHIP, None)

    def _names_of(self, part: Part) -> list[Named | Typed]:
        """Return who made the part: the name nearest to it in its phrase, and others of the same house."""
        first, last = self._phrase(part)
        here = [one for one in self.found if first <= one.span[0] and one.span[1] <= last]
        itself = [one for one in here if one.span == part.span]
        before = [one for one in here if one.span[1] <= part.span[0]]
        behind = [one for one in here if part.span[1] <= one.span[0]]
        if itself:
            chosen = itself
        elif before and self._gap(before[-1].span[1], part.span[0]) <= _BETWEEN:
            chosen = [before[-1]]
        elif behind and self._gap(part.span[1], behind[0].span[0]) <= _BETWEEN:
            chosen = [behind[0]]
        else:
            return []
        house = self.related.get(_brand(chosen[0]), frozenset()) | {_brand(chosen[0])}
        return [one for one in here if one in chosen or _brand(one) in house]

    def _phrase(self, part: Part) -> Span:
        """Return from where to where the words for a part reach: not over commas, nor another thing."""
        ends = [0, *(match.end() for match in _BOUND.finditer(self.line, 0, part.span[0]))]
        starts = [match.start() for match in _BOUND.finditer(self.line, part.span[1])]
        for joint in self.joints:
            if joint.value.kind is JointKind.WITH:
                ends.append(joint.end)
                starts.append(joint.start)
        for start, end in self._wholes():
            ends.append(end)
            starts.append(start)
        first = max(end for end in ends if end <= part.span[0])
        return first, min((start for start in starts if start >= part.span[1]), default=len(self.line))

    def _wholes(self) -> list[Span]:
        return [(word.start, word.end) for word in self.words if word.value.kind not in NO_WHOLE]

    def _is_inside(self, part: Part, of_part: Sequence[Named | Typed], reach: Span) -> bool:
        """Return whether the line is about another thing, in which the part is."""
        things = [span for span in self._wholes() if not overlaps(span, [part.span])]
        own = [one.span for one in of_part]
        others = [one.span for one in self.found if one.span not in own]
        makes = [span for span in self.makes if not overlaps(span, own)]
        return (
            any(self._holds(part, span, reach) for span in things)
            or any(self._leads(part, span, reach) for span in (*others, *makes))
            or any(self._ends(part, span, reach) for span in things)
        )

    def _holds(self, part: Part, thing: Span, reach: Span) -> bool:
        """Return whether a thing stands before the part: *camera with*, *camera, chipset*."""
        if thing[1] > reach[0]:
            return False
        if self._joint_before(reach[0], thing[1]):
            return True
        gap = self.line[thing[1] : reach[0]]
        is_compound = (
            part.word is not None
            and part.word.value.language.puts_the_thing_last
            and part.span[0] == reach[0]
            and not gap.strip()
        )
        return part.kind is PartKind.CHIP and not is_compound and not self._is_apart(gap, reach[0])

    def _leads(self, part: Part, name: Span, reach: Span) -> bool:
        """Return whether another's name stands before the part: *Pelco Sarix, HiSilicon SoC*."""
        if name[1] > reach[0]:
            return False
        gap = self.line[name[1] : reach[0]]
        return self._joint_before(reach[0], name[1]) or (
            part.kind is PartKind.CHIP and _APART.search(gap) is None and not self._is_apart(gap, reach[0])
        )

    def _ends(self, part: Part, thing: Span, reach: Span) -> bool:
        """Return whether the thing stands right behind the part: *HiSilicon SoC camera*."""
        gap = self.line[reach[1] : thing[0]]
        is_last = all(
            word.value.language.puts_the_thing_last for word in self.words if (word.start, word.end) == thing
        )
        return (
            part.kind is PartKind.CHIP
            and is_last
            and thing[0] >= reach[1]
            and words_in(gap) <= _BETWEEN
            and _APART.search(gap) is None
            and not self._has_joint(reach[1], thing[0])
        )

    def _is_apart(self, gap: str, start: int) -> bool:
        """Return whether what begins behind a gap is an item of its own, or what stands before is for it."""
        return _ITEM.search(gap) is not None or self._has_joint(start - len(gap), start)

    def _has_joint(self, start: int, end: int) -> bool:
        kinds = (JointKind.OF, JointKind.BESIDE)
        return any(start <= one.start < end and one.value.kind in kinds for one in self.joints)

    def _joint_before(self, place: int, start: int) -> bool:
        """Return whether *with*, or a word like it, stands between, near before a place."""
        return any(
            start <= one.start
            and one.end <= place
            and self._gap(one.end, place) <= _BETWEEN
            and _APART.search(self.line, one.end, place) is None
            for one in self.joints
            if one.value.kind is JointKind.WITH
        )

    def _gap(self, start: int, end: int) -> int:
        return words_in(self.line[start:end])


def _brand(one: Named | Typed) -> str:
    return one.name.brand if isinstance(one, Named) else one.model.brand


def _is_product(one: Named | Typed) -> bool:
    return isinstance(one, Typed) or one.name.is_product
