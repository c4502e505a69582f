"""Which facts, the fewest possible, would settle an undetermined answer?

A set of facts settles an answer where the answer is known however they turn out. Where something stands
open that no fact can settle (a text that is silent, a state nobody has checked), the smallest set is
named that still could settle it, or none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product

from phaseout.decide.code import ASKING, ONE_SUFFICES, OPPOSITE, Code
from phaseout.domain.facts import FACTS
from phaseout.domain.truth import Reason, Truth

_FIRST = ("maker", "kind", "brand")
_ORDER = {fact: rank for rank, fact in enumerate(dict.fromkeys((*_FIRST, *FACTS)))}
"""What the thing is comes before what it is used for: it settles more measures."""
_MOST_LEAVES = 12
"""Above this the exact search (2 to the number of leaves) is not tried and every open fact is asked."""

_Answers = Mapping["_Open", Truth]
_Check = Callable[[Iterable[bool]], bool]


class _Open:
    """A leaf that a fact would settle; leaves that ask the same thing are one."""

    __slots__ = ("can_be", "fact", "key")

    def __init__(self, reason: Reason) -> None:
        self.fact = reason.fact or ""
        self.can_be = ASKING[Code(reason.code)]
        self.key = (reason.code, self.fact, *sorted(reason.params.items()))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Open) and self.key == other.key


def smallest_questions(reason: Reason) -> tuple[str, ...]:
    """Return the facts to ask for, empty where no fact could settle it."""
    leaves = tuple(dict.fromkeys(_open_leaves(reason)))
    facts = sorted({leaf.fact for leaf in leaves}, key=lambda fact: _ORDER.get(fact, len(_ORDER)))
    if len(leaves) > _MOST_LEAVES:
        return tuple(facts)
    for check in (all, any):
        for size in range(1, len(facts) + 1):
            for asked in combinations(facts, size):
                if _settles(reason, leaves, asked, check):
                    return asked
    return ()


def _settles(reason: Reason, leaves: tuple[_Open, ...], asked: tuple[str, ...], check: _Check) -> bool:
    """Whether the answer is known for all, or for any, of the ways the asked facts may turn out."""
    known = [leaf for leaf in leaves if leaf.fact in asked]
    ways = product(*(leaf.can_be for leaf in known))
    return check(_truth(reason, dict(zip(known, way, strict=True))) is not Truth.UNKNOWN for way in ways)


def _truth(reason: Reason, answers: _Answers) -> Truth:
    if reason.truth is not Truth.UNKNOWN:
        return reason.truth
    if reason.code in OPPOSITE:
        return _truth(reason.because[0], answers).negated()
    if reason.because:
        parts = (_truth(part, answers) for part in reason.because)
        return Truth.any(parts) if reason.code in ONE_SUFFICES else Truth.all(parts)
    return answers.get(_Open(reason), Truth.UNKNOWN) if reason.code in ASKING else Truth.UNKNOWN


def _open_leaves(reason: Reason) -> Iterator[_Open]:
    if reason.truth is not Truth.UNKNOWN:
        return
    if reason.code in ASKING:
        yield _Open(reason)
    for part in reason.because:
        yield from _open_leaves(part)
