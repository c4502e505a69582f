"""Why do two names compare as they do, sign by sign?"""

from collections.abc import Sequence

from phaseout.identify.suppliers.alignment import Pair
from phaseout.identify.suppliers.comparison import Comparison
from phaseout.identify.suppliers.difference import Difference, Sign
from phaseout.identify.suppliers.leftover import Left
from phaseout.identify.suppliers.lexicon import Word
from phaseout.identify.suppliers.reading import Reading

_SAID = (
    (Difference.MISSING, Difference.OTHER_WORD),
    (Difference.TRADE_WORD, Difference.TRADE_WORDS),
    (Difference.PLACE, Difference.OTHER_PLACE),
    (Difference.NUMBER, Difference.OTHER_NUMBER),
)


def explained(found: Comparison, ours: Reading, theirs: Reading) -> tuple[Sign, ...]:
    """Return what agrees, then what differs, then what the legal forms say."""
    if found.whole is None:
        signs = (*_agreeing(found.pairs), *_differing(found.left, found.right))
    else:
        signs = (Sign(found.whole, _said(ours.words), _said(theirs.words)),)
        if found.whole is Difference.SAME_WORDS and ours.squashed != theirs.squashed:
            signs += (Sign(Difference.ORDER),)
    return (*signs, *_forms(ours, theirs))


def _forms(ours: Reading, theirs: Reading) -> Sequence[Sign]:
    signs = []
    if ours.is_branch != theirs.is_branch:
        signs.append(Sign(Difference.BRANCH))
    if ours.bound and theirs.bound and ours.bound.isdisjoint(theirs.bound):
        signs.append(Sign(Difference.OTHER_FORM, _listed(ours.bound), _listed(theirs.bound)))
    elif ours.forms != theirs.forms:
        signs.append(Sign(Difference.FORM, _listed(ours.forms), _listed(theirs.forms)))
    return signs


def _agreeing(pairs: Sequence[Pair]) -> list[Sign]:
    signs: list[Sign] = []
    same: list[Word] = []
    for pair in pairs:
        if pair.how is Difference.SAME_WORDS:
            same += pair.ours
        else:
            signs.append(Sign(pair.how, _said(pair.ours), _said(pair.theirs)))
    return [Sign(Difference.SAME_WORDS, _said(same), _said(same)), *signs] if same else signs


def _differing(left: Left, right: Left) -> list[Sign]:
    return [
        Sign(both if ours and theirs else alone, _said(ours), _said(theirs))
        for ours, theirs, (alone, both) in zip(left, right, _SAID, strict=True)
        if ours or theirs
    ]


def _said(words: Sequence[Word]) -> str:
    return " ".join([word.written for word in words])


def _listed(forms: frozenset[str]) -> str:
    return ", ".join(sorted(forms))
