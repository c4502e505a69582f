"""Is what a line buys another maker's, and what it names only what that is for?"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from phaseout.domain.phrase import Found
from phaseout.domain.wording import Joint, JointKind, OtherMake, Stance, Task
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.clause import Standing
from phaseout.identify.mentions.clauses import clause_of, clauses, words_in
from phaseout.identify.mentions.reading import CODE, Span, overlaps

_APART = re.compile(r"[,;:、，；：]|\s-\s|\s[+/]\s")
_ACCESSORY, _SERVICE = "accessory", "service"
_BOUND = re.compile(r"[+&→]|->|=>|\b(?:and|et|y|e|та|і|й)\b|[和及与]")
_CHANGES = frozenset({Task.REPLACEMENT, Task.REMOVAL, Task.DISPOSAL, Task.SUPPLY})
_COUNTED = re.compile(
    r"^\s*\d|\bx\s?\d|\b\d+\s?(?:x|pcs?|ea|each|units?|nos?|qty|un|uds?|pzas?|unites?|шт|台|个|個|只)\b|\bqty"
)
_SAYS_MODEL = frozenset({"", "model", "type", "mod.", "modele", "modelo", "модель", "型号"})
_BRACKET = re.compile(r"[(（]")


class Others(NamedTuple):
    """The other makers of a line."""

    line: str
    makes: Sequence[Found[OtherMake]]
    joints: Sequence[Found[Joint]]
    words: Sequence[Word]
    names: Sequence[Span]
    """Names that are looked for: a maker may be among them."""

    def standing(self, name: Span, standing: Standing) -> Standing:
        """Return the standing of a name: *Synology NAS for Hikvision*, *Milestone licence (Hikvision)*.

        What some words gave already is left.
        """
        if standing.cue is not None:
            return standing
        start, end = clause_of(name, clauses(self.line))
        is_licence = any(start <= w.start < end and w.value.task is Task.LICENCE for w in self.words)
        for make in self.makes:
            if not start <= make.start < name[0] or make.start == name[0]:
                continue
            if self._is_its_code(make, name) or self._is_under_its_item(make, name, end):
                return Standing(Stance.BESIDE, make.value.id, make.start)
            if make.end <= name[0] and (is_licence or make.value.is_program or self._is_for(make, name)):
                return Standing(Stance.BESIDE, make.value.id, make.start)
        return standing

    def _is_its_code(self, make: Found[OtherMake], name: Span) -> bool:
        """Return whether a designation stands right behind another maker's name: it is that maker's."""
        if make.end > name[0] or overlaps((make.start, make.end), self.names):
            return False
        is_code = CODE.fullmatch(self.line, *name) is not None
        return is_code and self.line[make.end : name[0]].strip() in _SAYS_MODEL

    def _is_under_its_item(self, make: Found[OtherMake], name: Span, end: int) -> bool:
        """Return whether another maker's item, and no thing, leads the line and the name only says for what.

        *WD Purple 6 TB, A recorder*; *Otterbox A phone*. A number of its own makes the name an item too.
        """
        is_looked_for = overlaps((make.start, make.end), self.names)
        if make.end > name[0] or (is_looked_for and words_in(self.line[: make.start])):
            return False
        if any(word.start < name[0] and word.value.task in _CHANGES for word in self.words):
            return False  # what goes stands first then: replacement of a broken B - camera A
        if _APART.search(self.line, 0, make.start) is not None or self._leads_on(make.end, name[0]):
            return False
        parted = list(_APART.finditer(self.line, make.end, name[0]))
        if len(parted) > 1:
            return False
        first = parted[0].start() if parted else make.end
        things = (word for word in self.words if word.value.kind not in (_ACCESSORY, _SERVICE))
        own = self.line[parted[0].end() if parted else name[0] : end]
        return not any(word.start < first for word in things) and _COUNTED.search(own) is None

    def _leads_on(self, start: int, end: int) -> bool:
        """Return whether what stands between binds two items: *and*, *with*, *plus*."""
        if _BOUND.search(self.line, start, end) is not None:
            return True
        return any(start <= one.start < end and one.value.kind is JointKind.WITH for one in self.joints)

    def _is_for(self, make: Found[OtherMake], name: Span) -> bool:
        gap = self.line[make.end : name[0]]
        if _BRACKET.search(gap) is not None:
            return True
        if _APART.search(gap) is not None:
            return False
        return any(
            make.end <= joint.start < name[0] and joint.value.kind in (JointKind.OF, JointKind.BESIDE)
            for joint in self.joints
        )
