"""What does a name stand for in a line that also buys a service, or that names its thing twice?"""

import re
from collections.abc import Mapping, Sequence

from phaseout.domain.wording import Stance, Task
from phaseout.identify.mentions.articles import Head, Word
from phaseout.identify.mentions.clause import Standing
from phaseout.identify.mentions.clauses import clause_of
from phaseout.identify.mentions.names import Named
from phaseout.identify.mentions.reading import Span
from phaseout.identify.mentions.renting import is_rented
from phaseout.identify.mentions.typed import Typed

_SERVICE = "service"
_SERIES = re.compile(r"\s*(?:[/&+,]|and|et|y|та|і)\s*")
"""What stands between two tasks of one job."""
_ON_WHAT_ONE_HAS = frozenset(Task) - {Task.INSTALLATION, Task.REPLACEMENT, Task.LICENCE}
"""Services that, also where they are *supplied* or *provided*, bring no thing."""


def settled(
    one: Named | Typed,
    standing: Standing,
    head: Head | None,
    words: Sequence[Word],
    line: str = "",
    rented: Head | None = None,
) -> Standing:
    """Return the standing of a name: who buys a service on a thing does not thereby buy the thing.

    A licence for a program of the maker's own is how one buys that program. A designation beside the denial
    of its maker (*non-Hikvision, DS-2CD2143G2-I*) contradicts it, so it asks. ``rented`` is what is bought
    but for words for a rental.
    """
    if isinstance(one, Typed) and standing.stance is Stance.EXCLUDED:
        return Standing(Stance.BESIDE, standing.cue, standing.start)
    if (
        isinstance(one, Named)
        and one.name.is_software
        and _is_licence(head)
        and standing.stance is Stance.BESIDE
        and standing.start < one.span[0]
    ):
        return Standing(Stance.BOUGHT, standing.cue)
    if (
        _is_supplied(standing, head, words)
        or _is_in_series(one, standing, words, line)
        or is_rented(one.span, standing, rented, words, line)
    ):
        return Standing(Stance.BOUGHT, standing.cue)
    if head is None or head.word.value.kind != _SERVICE:
        return standing
    task = head.task.value.task if head.task else None
    is_on_it = standing.stance is Stance.BOUGHT and task in _ON_WHAT_ONE_HAS and head.word.start < one.span[0]
    is_early = standing.cue is not None and standing.start <= head.word.start
    if standing.cue is None or (is_on_it and is_early):
        return Standing(Stance.BESIDE, head.word.value.id)
    return standing


def _is_supplied(standing: Standing, head: Head | None, words: Sequence[Word]) -> bool:
    """Return whether a thing is supplied before it is installed: *supply and installation of*."""
    supplied = next((word.start for word in words if word.value.task is Task.SUPPLY), None)
    if supplied is None or (standing.stance is not Stance.BESIDE and standing.cue is not None):
        return False
    installed = [word.start for word in words if word.value.task is Task.INSTALLATION]
    start = head.word.start if standing.cue is None and head is not None else standing.start
    return supplied < start and start in installed


def _is_in_series(one: Named | Typed, standing: Standing, words: Sequence[Word], line: str) -> bool:
    """Return whether the service is one of several that begin with a supply: *supply/fix/test 20 cameras*."""
    if standing.cue is None or standing.stance is not Stance.BESIDE:
        return False
    return any(
        word.value.task is Task.SUPPLY
        and word.end <= standing.start < one.span[0]
        and _SERIES.fullmatch(line, word.end, standing.start) is not None
        for word in words
    )


def shared(
    found: Sequence[Named | Typed], standings: Mapping[Span, Standing], whole: Sequence[Span]
) -> dict[Span, Standing]:
    """Return the standings; of a brand whose thing is beside, what follows in the clause is beside too.

    *Bracket for DS-2CD2143G2-I dome by Hikvision* names one thing twice.
    """
    shared = dict(standings)
    of_brand: dict[tuple[str, Span], Standing] = {}
    for one in found:
        key = _brand(one), clause_of(one.span, whole)
        standing = shared[one.span]
        if standing.cue is None and key in of_brand:
            shared[one.span] = of_brand[key]
        elif standing.cue is not None and standing.stance in (Stance.BESIDE, Stance.REPLACED):
            of_brand[key] = standing
        else:
            of_brand.pop(key, None)
    return shared


def _brand(one: Named | Typed) -> str:
    return one.name.brand if isinstance(one, Named) else one.model.brand


def _is_licence(head: Head | None) -> bool:
    return head is not None and head.word.value.kind == "software"
