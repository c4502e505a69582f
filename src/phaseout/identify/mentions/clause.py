"""Which of the cues in a clause speaks of a name?

A cue before a name governs it, and every further member of a list; so does one behind. Between several,
the nearest before the name speaks, unless it only says that the thing is bought: then one behind is heard.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from phaseout.domain.phrase import Found, Phrases, tokens
from phaseout.domain.wording import AfterArticle, Cue, Side, Stance
from phaseout.identify.mentions.clauses import parts, words_in
from phaseout.identify.mentions.codes import is_number_sign
from phaseout.identify.mentions.reading import CODE, Span

_NAME = "\x01"
"""Stands in a gap for another name."""
_AFTER_OR = 4
"""Words among which the *or* stands before a word for what is alike."""
_OF_ANOTHER = re.compile(f"{_NAME}[^{_NAME}:]*:\\s*$")
"""A colon behind one name and right before another begins something new: *substitute for A: B*."""
_LONGEST_MEMBER = 2
"""Words that a member of a list may have where it is no name the register knows."""


class Place(NamedTuple):
    """Where a word for an article stands."""

    start: int
    is_part: bool
    """Whether it is for something else: an accessory, software, a service."""


class Standing(NamedTuple):
    """The stance of a name, and what gave it, if anything did."""

    stance: Stance
    cue: str | None = None
    """Id of the words that gave it."""
    start: int = 0
    """Where these begin."""


PLAINLY_BOUGHT = Standing(Stance.BOUGHT)


class Clause(NamedTuple):
    """A clause with what stands in it."""

    folded: str
    names: Sequence[Span]
    cues: Sequence[Found[Cue]]
    articles: Sequence[Place]
    lists: Collection[str]
    """Small words between the members of a list."""
    comes_with: Phrases[None]
    """Small words behind which stands what comes with a thing."""
    start: int = 0
    follows_removal: bool = False
    """Whether a clause before says what goes: *remove A; install B*."""

    def standing(self, name: Span) -> Standing:
        """Return the standing of a name of this clause."""
        if (cue := self._over_commas(name, by_trade=False)) is not None:
            return Standing(cue.value.stance, cue.value.id, cue.start)
        before = self._before(name)
        if before is not None and before.value.stance is not Stance.BOUGHT:
            return Standing(before.value.stance, before.value.id, before.start)
        cue = self._behind(name) or before or self._over_commas(name, by_trade=True)
        return Standing(cue.value.stance, cue.value.id, cue.start) if cue else PLAINLY_BOUGHT

    def _over_commas(self, name: Span, *, by_trade: bool) -> Found[Cue] | None:
        """Return the cue that speaks over commas; the trade of a line is heard where no other speaks."""
        for cue in self.cues:
            is_of_trade = cue.value.after_article is AfterArticle.NONE
            if not cue.value.over_commas or is_of_trade is not by_trade or not self._counts(cue):
                continue
            is_before = cue.value.side is Side.BEFORE
            gap = self._gap(cue.end, name[0]) if is_before else self._gap(name[1], cue.start)
            is_there = cue.end <= name[0] if is_before else cue.start >= name[1]
            if is_there and words_in(gap) <= cue.value.reach and self._is_apart(cue, gap):
                return cue
        return None

    def _is_apart(self, cue: Found[Cue], gap: str) -> bool:
        """Return whether what a cue over commas says is not what comes with the thing: *incl. repair*."""
        if cue.value.after_list_word:
            return any(word in self.lists for word in tokens(gap)[-_AFTER_OR:])
        is_service = any(cue.start <= one.start < cue.end and one.is_part for one in self.articles)
        with_it = (one for one in self.comes_with.find(gap) if not is_number_sign(gap, one.start))
        return not is_service or next(with_it, None) is None

    def _before(self, name: Span) -> Found[Cue] | None:
        for cue in sorted(self.cues, key=_nearest_first):
            if cue.value.after_article is AfterArticle.NONE:
                continue
            if cue.end <= name[0] and self._closes(cue):
                return None
            if cue.value.side is Side.BEFORE and cue.end <= name[0] and self._counts(cue):
                return cue if self._reaches(cue, name) else None
        return None

    def _closes(self, cue: Found[Cue]) -> bool:
        """Return whether a cue says right behind a name that it goes: after *old A out* comes no old B."""
        return (
            cue.value.side is Side.BEHIND
            and not cue.value.reach
            and cue.value.stance is Stance.REPLACED
            and any(other[1] <= cue.start and self._reaches_back(cue, other) for other in self.names)
        )

    def _behind(self, name: Span) -> Found[Cue] | None:
        for cue in self.cues:
            if cue.start < name[1] or cue.value.after_list_word or not self._counts(cue):
                continue
            if cue.value.after_article is AfterArticle.NONE:
                continue
            if cue.value.side is Side.BEFORE:
                if any(cue.start == other.start and other.value.side is Side.BEHIND for other in self.cues):
                    continue  # the same words speak both ways: replaced by
                return None
            return cue if self._reaches_back(cue, name) else None
        return None

    def _counts(self, cue: Found[Cue]) -> bool:
        if cue.value.after and not self._follows(cue):
            return False
        before = [place for place in self.articles if place.start < cue.start]
        match cue.value.after_article:
            case None:
                return True
            case AfterArticle.THING:
                return bool(before)
            case AfterArticle.PART:
                return any(place.is_part for place in before)
            case AfterArticle.NONE:
                return all(place.is_part for place in self.articles) and not CODE.search(self.folded)

    def _follows(self, cue: Found[Cue]) -> bool:
        """Return whether something goes before: *remove A and install*, not *remove and install*."""
        if self.follows_removal and not words_in(self.folded[self.start : cue.start]):
            return Stance.REPLACED in cue.value.after
        earlier = [
            other for other in self.cues if other.start < cue.start and other.value.stance in cue.value.after
        ]
        return any(
            other.end > cue.start or words_in(gap) > self._listed(gap) or _NAME in gap
            for other in earlier
            for gap in (self._gap(other.end, cue.start),)
        )

    def _reaches(self, cue: Found[Cue], name: Span) -> bool:
        gap = self._gap(cue.end, name[0])
        if gap.count(")") > gap.count("(") or (cue.value.stance is Stance.REPLACED and _turns(gap)):
            return False
        if _OF_ANOTHER.search(gap) or (not cue.value.reach and ":" in gap):
            return False
        *members, last = parts(gap)
        between = last.rpartition(_NAME)
        listed = self._listed(between[2]) if between[1] else 0
        if words_in(between[2]) - listed > cue.value.reach:
            return False
        if not members:
            return True
        if not (
            _NAME in members[0] or (self._is_member(name, last) and words_in(members[0]) <= cue.value.reach)
        ):
            return False
        return all(_NAME in member or words_in(member) <= _LONGEST_MEMBER for member in members[1:])

    def _is_member(self, name: Span, before: str) -> bool:
        """Return whether a list goes through a name: A, *B* or C, or ends with it: A or *B*."""
        following = min((other for other in self.names if other[0] >= name[1]), default=None)
        if self.is_list(before):
            return True
        if following is None:
            return False
        between = self.folded[name[1] : following[0]]
        return words_in(between) <= 1 and (self.is_list(between) or between.strip() in (",", "、"))

    def _reaches_back(self, cue: Found[Cue], name: Span) -> bool:
        gap = self._gap(name[1], cue.start)
        if not cue.value.reach and words_in(gap) > self._listed(gap):
            return False  # of the name right before it alone
        *members, last = parts(gap)
        if words_in(last.rpartition(_NAME)[2]) > cue.value.reach or self._ends_in_list(last):
            return False
        return not members or (
            _NAME in last and all(_NAME in member or not member.strip() for member in members)
        )

    def _listed(self, gap: str) -> int:
        """Return how many words of a gap are small words of a list."""
        return sum(word in self.lists for word in tokens(gap))

    def is_list(self, gap: str) -> bool:
        """Return whether a small word between members of a list stands in a gap."""
        return any(word in self.lists for word in tokens(gap))

    def _ends_in_list(self, gap: str) -> bool:
        """Return whether a joint stands right before the cue: Hikvision *or* equivalent."""
        words = gap.split()
        return bool(words) and self.is_list(words[-1])

    def _gap(self, start: int, end: int) -> str:
        """Return what stands between, every other name as one mark."""
        pieces, place = [], start
        for first, last in sorted(self.names):
            if first >= place and last <= end:
                pieces += [self.folded[place:first], _NAME]
                place = last
        return "".join((*pieces, self.folded[place:end]))


def _turns(gap: str) -> bool:
    """Return whether what comes begins in a gap: *replaced: A*, *instead of A - camera B*."""
    before, colon, _ = gap.partition(":")
    goes, dash, comes = gap.rpartition(" - ")
    return bool(colon and words_in(before)) or bool(dash and _NAME in goes and words_in(comes))


def _nearest_first(cue: Found[Cue]) -> tuple[int, bool]:
    """Order cues backwards; of two meanings of the same words the one that asks for more is tried first."""
    return -cue.start, not cue.value.after
