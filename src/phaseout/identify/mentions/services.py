"""Which service does a line buy, where it names several, and does it buy goods beside it?

What a service brings counts more than what it takes away: *removal of A and installation of B* installs.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from phaseout.domain.phrase import Found
from phaseout.domain.wording import Cue, Joint, JointKind, Stance, Task
from phaseout.identify.mentions.articles import Head, Word
from phaseout.identify.mentions.clauses import clause_of, clauses, words_in
from phaseout.identify.mentions.reading import Span

_ACCESSORY, _SERVICE = "accessory", "service"
_TAKES_AWAY = frozenset({Task.REMOVAL, Task.DISPOSAL})
_ON_WHAT_IS_THERE = frozenset({Task.REPAIR, Task.MAINTENANCE, Task.WARRANTY, Task.TRAINING, Task.INSPECTION})
_BRINGS = frozenset(Task) - _TAKES_AWAY - _ON_WHAT_IS_THERE - {Task.PAYMENT}
_COUNTED = re.compile(r"\d|[+＋]")
"""What begins an item of its own: a number, a plus."""
_APART = re.compile(r"[,;:()、，；：（）]|\s-\s")
_PARTED = re.compile(r"[,;:、，；：]|\s-\s")
_TOGETHER = re.compile(r"\s*[,/&+、]\s*|\s+(?:and|or|et|ou|y|o|e|та|і|й|або)\s+|\s*[和及与或]\s*")
"""Between two services that are bought together."""


class Line(NamedTuple):
    """What stands in a folded line that buys a service."""

    text: str
    words: Sequence[Word]
    cues: Sequence[Found[Cue]]
    joints: Sequence[Found[Joint]]
    names: Sequence[Span]
    """Names and designations of what is looked for, in order."""
    makes: Sequence[Span]
    """Names of other makers."""

    def service(self, head: Head) -> Word | None:
        """Return the word for the service that is bought; None where goods may be bought beside it.

        Only services on what is there are told apart so: an installation leaves open what comes with it.
        """
        told = head.task or head.word
        if told.value.task not in _TAKES_AWAY | _ON_WHAT_IS_THERE:
            return told
        services = [word for word in self.words if word.value.kind == _SERVICE]
        brings = (word for word in services if word.value.task in _BRINGS and not self._leads(word, head))
        if (more := next(brings, None)) is not None:
            return more if more.value.task is not Task.SUPPLY else None
        if self._has_goods_beside(head.word) or self._has_another_name():
            return None
        is_away = told.value.task in _TAKES_AWAY
        if is_away and (self._is_apart(head.word) or self._has_another_service(services)):
            return None
        works = (word for word in services if word.value.task in _ON_WHAT_IS_THERE)
        return next(works, told) if is_away else told

    def _leads(self, word: Word, head: Head) -> bool:
        """Return whether a supply is that of the service: *provide* maintenance, *supply* of removal."""
        return word.value.task is Task.SUPPLY and word.end <= head.word.start

    def _has_goods_beside(self, service: Word) -> bool:
        """Return whether a thing stands in the line that is not the one the service is on."""
        whole = clauses(self.text)
        here = clause_of(self.names[0], whole)
        first, last = min(service.start, self.names[0][0]), max(service.end, self.names[-1][1])
        if any(make[0] > first and not self._is_name(make) for make in self.makes):
            return True
        things = [word for word in self.words if word.value.kind not in (_ACCESSORY, _SERVICE)]
        return any(
            not here[0] <= word.start < here[1]
            or (word.start >= last and self._begins_anew(last, word.start))
            for word in things
        )

    def _is_apart(self, service: Word) -> bool:
        """Return whether something parts the service from the first name: *camera removal, A recorder*."""
        start, end = self.names[0]
        gap = self.text[service.end : start] if service.end <= start else self.text[end : service.start]
        return _PARTED.search(gap) is not None

    def _has_another_name(self) -> bool:
        """Return whether a name begins an item of its own: removal of A cameras, *B domes mounted*."""
        gaps = (self.text[a[1] : b[0]] for a, b in pairwise(self.names) if a[1] <= b[0])
        return any(_APART.search(gap) is not None and words_in(gap) > 0 for gap in gaps)

    def _has_another_service(self, services: Sequence[Word]) -> bool:
        """Return whether a word nobody knows stands in a list with the removal: *removal and refit*."""
        away = [word for word in services if word.value.task in _TAKES_AWAY]
        for word in away:
            behind = _TOGETHER.match(self.text, word.end)
            if behind and not any(self._is_next(behind.end(), one.start) for one in services):
                return True
            before = [one for one in _TOGETHER.finditer(self.text, 0, word.start) if one.end() == word.start]
            if before and not any(one.end == before[-1].start() for one in services):
                return True
        return False

    def _is_next(self, place: int, service: int) -> bool:
        """Return whether a service begins at a place, or behind one word that says how: *secure* disposal."""
        gap = self.text[place : max(place, service)]
        return place <= service and words_in(gap) <= 1 and _APART.search(gap) is None

    def _is_name(self, make: Span) -> bool:
        return any(make[0] < end and start < make[1] for start, end in self.names)

    def _begins_anew(self, start: int, end: int) -> bool:
        """Return whether what stands between ends what the service is on: *plus 4*, *with*, *new*."""
        if _COUNTED.search(self.text, start, end):
            return True
        within = (one for one in self.joints if start <= one.start < end and one.value.kind is JointKind.WITH)
        comes = (cue for cue in self.cues if start <= cue.start < end and cue.value.stance is Stance.BOUGHT)
        return next(within, None) is not None or next(comes, None) is not None
