"""Is what a text names bought, or does it stand there for another reason?"""

from collections.abc import Sequence

from phaseout.domain.phrase import Found, Phrases, tokens, words_of
from phaseout.domain.wording import Cue, JointKind, Side, Stance, Wording
from phaseout.identify.mentions.clause import PLAINLY_BOUGHT, Clause, Place, Standing
from phaseout.identify.mentions.clauses import clause_of, clauses, words_in
from phaseout.identify.mentions.codes import is_number_sign, is_part_of_code
from phaseout.identify.mentions.reading import Span, overlaps


class Stances:
    """Reads the stance of names in folded texts."""

    def __init__(self, wording: Wording) -> None:
        self._cues = Phrases((word, cue) for cue in wording.cues for word in cue.words)
        self.phrases = (self._cues,)
        """What is looked for in a whole text."""
        lists = (joint for joint in wording.joints if joint.kind is JointKind.LIST)
        self._lists = frozenset(part for joint in lists for word in joint.words for part in words_of(word))
        self._comes_with: Phrases[None] = Phrases(
            (word, None) for joint in wording.joints if joint.kind is JointKind.WITH for word in joint.words
        )

    def cues(self, folded: str, names: Sequence[Span]) -> list[Found[Cue]]:
        """Return every cue that is no part of a name, in order."""
        return [
            cue
            for cue in self._cues.find(folded)
            if not overlaps((cue.start, cue.end), names)
            and not is_number_sign(folded, cue.start)
            and not is_part_of_code(folded, (cue.start, cue.end), names)
        ]

    def are_listed(self, folded: str, first: Span, second: Span) -> bool:
        """Return whether nothing but a comma or a small word of a list stands between two names."""
        gap = folded[first[1] : second[0]]
        return set(tokens(gap)) <= self._lists and bool(tokens(gap) or set(gap) & set(",、/"))

    def of(
        self,
        folded: str,
        names: Sequence[Span],
        cues: Sequence[Found[Cue]],
        articles: Sequence[Place] = (),
    ) -> list[Standing]:
        """Return the standing of each name.

        Args:
            folded: the text.
            names: where each name stands, in order.
            cues: the cues in it.
            articles: where words for a kind of article stand.
        """
        if not cues:
            return [PLAINLY_BOUGHT] * len(names)
        whole = clauses(folded)
        found = []
        for name in names:
            start, end = clause_of(name, whole)
            line = Clause(
                folded=folded,
                names=names,
                cues=[
                    cue
                    for cue in cues
                    if start <= cue.start and (cue.end <= end or _follows(cue, folded, end))
                ],
                articles=[place for place in articles if start <= place.start < end],
                lists=self._lists,
                comes_with=self._comes_with,
                start=start,
                follows_removal=_is_removal_before(cues, start),
            )
            found.append(line.standing(name))
        return found


def _follows(cue: Found[Cue], folded: str, end: int) -> bool:
    """Return whether a cue right behind the clause still speaks of it: "; or equal"."""
    return cue.value.over_commas and cue.value.side is Side.BEHIND and not words_in(folded[end : cue.start])


def _is_removal_before(cues: Sequence[Found[Cue]], start: int) -> bool:
    return any(cue.value.stance is Stance.REPLACED and cue.start < start for cue in cues)
