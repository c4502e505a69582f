"""Is what a line buys another maker's, and what it names only what that is for?"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from phaseout.domain.phrase import Found
from phaseout.domain.wording import Joint, JointKind, OtherMake, Stance, Task
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.clauses import clause_of, clauses
from phaseout.identify.mentions.reading import CODE, Span, overlaps
from phaseout.identify.mentions.stances import Standing

_APART = re.compile(r"[,;:、，；：]|\s-\s|\s[+/]\s")
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
            if self._is_its_code(make, name):
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
