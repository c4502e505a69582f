"""Is what a line rents or leases the thing it names?

Whoever rents a thing obtains it for a while. A machine or a crew that is rented to work on a thing (*crane to
lower it*) brings none of it, nor does work on a thing that is rented already.
"""

from collections.abc import Sequence

from phaseout.domain.wording import Stance, Task
from phaseout.identify.mentions.articles import Head, Word
from phaseout.identify.mentions.backing import NO_EQUIPMENT
from phaseout.identify.mentions.clause import Standing
from phaseout.identify.mentions.clauses import words_in
from phaseout.identify.mentions.reading import CODE, Span

_SERVICE = "service"
_PARTS = NO_EQUIPMENT | {"component"}
_OF_THE_DEAL = frozenset({Task.RENTAL, Task.SUPPLY, Task.PAYMENT})
_FEW = 3
"""Words between a rental and what is rented, where no word of the line says what kind of thing it is."""


def is_rented(name: Span, standing: Standing, rented: Head | None, words: Sequence[Word], line: str) -> bool:
    """Return whether a name is of what is rented: the rental governs it, and nothing else does.

    Args:
        name: where the name stands.
        standing: what its cues say of it.
        rented: what the line buys but for its words for a rental.
        words: the words for articles in it.
        line: the folded text.
    """
    rentals = [word for word in words if word.value.task is Task.RENTAL]
    if not rentals or (rented is not None and rented.word.value.kind in _PARTS - {_SERVICE}):
        return False
    if standing.cue is None:
        governs = [rentals[0]] if standing.stance is Stance.BOUGHT else []
    else:
        # The words of the cue begin with the one for the rental: *rental of*, *lease*.
        is_for_it = standing.stance is Stance.BESIDE
        governs = [word for word in rentals if is_for_it and word.start == standing.start]
    if not governs:
        return False
    until = max(name[1], governs[0].end)
    work = (word for word in words if word.value.kind == _SERVICE and word.value.task not in _OF_THE_DEAL)
    if any(word.start < until for word in work):
        return False
    return (
        any(word.value.kind not in _PARTS for word in words)
        or CODE.search(line) is not None
        or (governs[0].end <= name[0] and words_in(line[governs[0].end : name[0]]) <= _FEW)
    )
