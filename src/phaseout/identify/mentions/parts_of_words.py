"""Which words of a line are only parts of others?"""

import re
from collections.abc import Sequence

from phaseout.domain.folding import fold
from phaseout.domain.phrase import Found
from phaseout.domain.wording import Cue, Stance, Task
from phaseout.identify.mentions.articles import Word
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.mentions.reading import Span

_TAKES_AWAY = frozenset({Task.REMOVAL, Task.DISPOSAL})


def is_part_of_article(cue: Found[Cue], words: Sequence[Word]) -> bool:
    """Return whether a cue is only a part of a longer word: 路 in 路由器, *crédit* in *crédit-bail*."""
    return any(
        word.start <= cue.start
        and cue.end <= word.end
        and word.end - word.start > cue.end - cue.start
        and (
            word.value.kind not in NO_EQUIPMENT
            or word.value.task is Task.RENTAL
            or (word.value.kind == "accessory" and word.value.language is not cue.value.language)
            or (word.value.task in _TAKES_AWAY and cue.value.stance is Stance.BOUGHT)
        )
        for word in words
    )


def is_in_cue(word: Word, cues: Sequence[Found[Cue]]) -> bool:
    """Return whether a service is only part of another word: *in replacement of*, *repair shop*."""
    return any(
        cue.start <= word.start
        and word.end <= cue.end
        and (
            (word.value.task is Task.REPLACEMENT and cue.start < word.start)
            or (says_bought(cue) and word.start == cue.start and word.end < cue.end)
        )
        for cue in cues
    )


def says_bought(cue: Found[Cue]) -> bool:
    """Return whether a cue says by itself that something is bought."""
    return cue.value.stance is Stance.BOUGHT and not cue.value.after


def spans_of(name: str, folded: str) -> list[Span]:
    """Return where the name of a brand stands in a folded text."""
    words = r"[\s-]+".join(map(re.escape, fold(name).text.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", folded)]
