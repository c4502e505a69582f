"""Is it another firm of that name, or does the line name equipment right behind?"""

from collections.abc import Sequence

from phaseout.domain.wording import Stance
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.mentions.clause import Standing
from phaseout.identify.mentions.names import Named

LOOKALIKE = "lookalike"
"""What stands for the cue where words of the lookalikes make a name another firm's."""
_ANOTHER_TRADE = "/another-trade"
"""In the ids of cues that are signs of another trade or a place."""
_WORDS_BETWEEN = 4
_NOT_SOLD = NO_EQUIPMENT | {"component"}


def may_be_meant(one: Named, line: str, words: Sequence[Word]) -> bool:
    """Return whether equipment is named so near behind a name that its being another firm's is in doubt."""
    return any(
        word.value.kind not in _NOT_SOLD
        and one.span[1] <= word.start
        and len(line[one.span[1] : word.start].split()) <= _WORDS_BETWEEN
        for word in words
    )


def doubted(one: object, standing: Standing, line: str, words: Sequence[Word]) -> Standing:
    """Return the standing; where a sign of another trade would silence a name before equipment, it asks."""
    if not isinstance(one, Named):
        return standing
    if one.is_namesake:
        return Standing(Stance.BESIDE, standing.cue or LOOKALIKE, standing.start)
    is_silenced = standing.stance is Stance.EXCLUDED and _ANOTHER_TRADE in (standing.cue or "")
    if is_silenced and may_be_meant(one, line, words):
        return Standing(Stance.BESIDE, standing.cue, standing.start)
    return standing
