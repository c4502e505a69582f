"""Are two names those of one person, perhaps, or not: by rules that say which of them decided?"""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from phaseout.identify.suppliers.alignment import Alignment, Pair, align
from phaseout.identify.suppliers.comparison import Agreement, Comparison, Tier
from phaseout.identify.suppliers.difference import Difference
from phaseout.identify.suppliers.explanation import explained
from phaseout.identify.suppliers.leftover import NOTHING_LEFT, Left, Words, sort_out
from phaseout.identify.suppliers.lexicon import DISTINCTIVE
from phaseout.identify.suppliers.reading import Reading

_SHORT = 4
"""Up to so many agreeing letters are no sign beside a word of its own: ``LTS Landscaping``."""
_FORGIVEN = 6
"""Letters that the only telling word needs for one to be off: Pelco is not Belco."""
_LONG = 8
"""Letters of a whole name in which one that is off leaves little doubt."""
_MUCH = 0.385
"""Likeness that is left where seven tenths of the weights agree and each name has a word of its own."""
_BORNE_BY_ALL = 0.3
"""Up to this weight a word is one that any firm may leave out: technology, systems, electronics."""
_GUESSED = frozenset({Difference.LETTER, Difference.INITIALS, Difference.SHORTENED, Difference.SPELLING})
_OTHER_FORM = 0.7
_WORD_FOR_NUMBER = 0.95
"""Where one name has a word and the other a number: one doubt and not two."""
_DOUBTS = ((0.9, 0.55), (0.95, 0.8), (0.8, 0.65), (0.8, 0.95))
"""What is left of it for own words, trade words, places and numbers: where one name has some alone, and where
each has other ones. Of numbers the second is no misprint: one is often a slip for the other."""


_INCOMPARABLE = Comparison(Tier.NONE, 0.0, None)


def agree(ours: Reading, theirs: Reading) -> Agreement:
    """Compare two names and say why; the answer does not depend on which comes first."""
    found = compare(ours, theirs)
    return Agreement(found.tier, found.likeness, explained(found, ours, theirs))


def compare(ours: Reading, theirs: Reading) -> Comparison:
    """Compare two names."""
    if not ours.words or not theirs.words:
        return _INCOMPARABLE
    if ours.key == theirs.key:
        is_in_order = ours.squashed == theirs.squashed
        found = Comparison(Tier.NAME, 1.0 if is_in_order else 0.99, Difference.SAME_WORDS)
    elif ours.squashed == theirs.squashed:
        found = Comparison(Tier.NAME, 0.98, Difference.JOINED)
    elif _is_a_letter_off(ours.squashed, theirs.squashed):
        # The only telling word there is may be another word: Hivision is no Hikvision.
        is_alone = min(_telling(ours), _telling(theirs)) <= 1
        likeness = 1 - 1 / min(len(ours.squashed), len(theirs.squashed))
        found = Comparison(Tier.POSSIBLE if is_alone else Tier.NAME, likeness, Difference.LETTER)
    else:
        found = _word_by_word(align(ours, theirs), ours, theirs)
    if _is_in_other_form(ours, theirs):
        tier = Tier.POSSIBLE if found.tier is Tier.NAME else found.tier
        return found._replace(tier=tier, likeness=found.likeness * _OTHER_FORM)
    return found


def _telling(reading: Reading) -> int:
    """Return how many words tell the name from others."""
    return sum(word.weight >= reading.cut for word in reading.words)


def _is_a_letter_off(ours: str, theirs: str) -> bool:
    """Whether long names are, without their blanks, one letter off; a figure is no letter."""
    if abs(len(ours) - len(theirs)) > 1 or min(len(ours), len(theirs)) < _LONG:
        return False
    is_off = OSA.distance(ours, theirs, score_cutoff=1) <= 1
    return is_off and ours.isalpha() and theirs.isalpha()


def _is_in_other_form(ours: Reading, theirs: Reading) -> bool:
    """Whether the legal forms cannot be one person's.

    ``Ltd``, ``Inc`` and the like are also translations, so only forms that are bound to countries speak.
    """
    return bool(ours.bound and theirs.bound) and ours.bound.isdisjoint(theirs.bound)


def _word_by_word(found: Alignment, ours: Reading, theirs: Reading) -> Comparison:
    left, right = sort_out(found.ours, ours.cut), sort_out(found.theirs, theirs.cut)
    firm = [pair for pair in found.pairs if _is_heavy(pair, ours.cut, theirs.cut)]
    if len(found.pairs) == 1 and firm and not _is_heavy(firm[0], DISTINCTIVE, DISTINCTIVE):
        firm = []  # one common word is no name: Telecom Ottawa is not China Telecom
    likeness = _likeness(found.pairs, ours.total + theirs.total, left, right)
    is_branch = ours.is_branch != theirs.is_branch
    tier = _tier(firm, left, right, likeness, is_branch=is_branch) if firm else Tier.NONE
    return Comparison(tier, likeness, None, found.pairs, left, right)


def _tier(firm: Sequence[Pair], left: Left, right: Left, likeness: float, *, is_branch: bool) -> Tier:
    """Go through the rules, the gravest doubt first."""
    if len(firm) == 1 and firm[0].how is Difference.LETTER and len(firm[0].ours[0].text) < _FORGIVEN:
        return Tier.NONE
    if left.own or right.own:
        return Tier.POSSIBLE if _is_perhaps(firm, left, right, likeness) else Tier.NONE
    alone = left.trade or right.trade
    doubts = (
        left.number or right.number,
        (left.place or right.place) and not is_branch,
        left.trade and right.trade,
        any(word.weight > _BORNE_BY_ALL for word in alone),
        _is_guessed(firm),
    )
    return Tier.POSSIBLE if any(doubts) else Tier.NAME


def _is_perhaps(firm: Sequence[Pair], left: Left, right: Left, likeness: float) -> bool:
    """Whether names may be one person's although a telling word stands in one of them alone."""
    letters = sum(len(word.text) for pair in firm for word in pair.ours)
    if letters <= _SHORT or (left.number and right.number):
        return False
    if left.own and right.own:
        return likeness >= _MUCH and len(firm) > 1
    missing = sum(word.weight for word in left.own or right.own)
    return sum(_weight(pair) for pair in firm) >= missing


def _is_heavy(pair: Pair, ours: float, theirs: float) -> bool:
    """Whether a pair is of words of these weights, one in each name."""
    return _has_telling(pair.ours, ours) and _has_telling(pair.theirs, theirs)


def _has_telling(words: Words, cut: float) -> bool:
    return words[0].weight >= cut or (len(words) > 1 and any(word.weight >= cut for word in words))


def _weight(pair: Pair) -> float:
    return max(sum(word.weight for word in pair.ours), sum(word.weight for word in pair.theirs))


def _is_guessed(firm: Sequence[Pair]) -> bool:
    """Whether all that agrees is a guess: one word with a letter off, initials, a beginning."""
    return len(firm) == 1 and firm[0].how in _GUESSED


def _likeness(pairs: Sequence[Pair], total: float, left: Left, right: Left) -> float:
    agreed = 0.0
    for pair in pairs:
        for word in pair.ours:
            agreed += pair.likeness * word.weight
        for word in pair.theirs:
            agreed += pair.likeness * word.weight
    share = agreed / total
    if (left.own and right.number) or (right.own and left.number):
        return share * _WORD_FOR_NUMBER
    if left is NOTHING_LEFT and right is NOTHING_LEFT:
        return share
    for ours, theirs, (alone, both) in zip(left, right, _DOUBTS, strict=True):
        if ours or theirs:
            share *= both if ours and theirs else alone
    return share
