"""Which facts, the fewest possible, would settle an undetermined answer?

A set of facts settles an answer where the answer is known however they turn out. Where something stands
open that no fact can settle (a text that is silent, a state nobody has checked), the smallest set is
named that still could settle it, or none.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from phaseout.decide.code import ASKING, ONE_SUFFICES, OPPOSITE, PLAIN, Code
from phaseout.domain.facts import FACTS, MANIFOLD
from phaseout.domain.truth import Reason, Truth

_FIRST = ("maker", "kind", "brand")
_ORDER = {fact: rank for rank, fact in enumerate(dict.fromkeys((*_FIRST, *FACTS)))}
"""What the thing is comes before what it is used for: it settles more measures."""
_MOST_LEAVES = 16
"""Above this the exact search (2 to the number of leaves) is not tried and every open fact is asked."""


class _Leaf(NamedTuple):
    """A leaf that a fact would settle; leaves that ask the same thing are equal."""

    fact: str
    code: str
    params: tuple[tuple[str, str], ...]


class _Ways(NamedTuple):
    """In which of the ways the asked facts may turn out something is so, and in which it is not.

    A way is a bit, so that every way is tried in one walk of the tree; a way in neither is unknown.
    """

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class _Node:
    """An open part of a reason, what is settled left out."""

    code: str
    parts: tuple["_Node", ...] = ()
    leaf: _Leaf | None = None


_UNKNOWN = _Ways(yes=0, no=0)


def smallest_questions(reason: Reason) -> tuple[str, ...]:
    """Return the facts to ask for, empty where no fact could settle it."""
    if reason.truth is not Truth.UNKNOWN:
        return ()
    tree = _open_part(reason)
    leaves = tuple(dict.fromkeys(_leaves(tree)))
    facts = sorted({leaf.fact for leaf in leaves}, key=lambda fact: _ORDER.get(fact, len(_ORDER)))
    if len(leaves) > _MOST_LEAVES:
        return tuple(facts)
    could: tuple[str, ...] = ()
    for size in range(1, len(facts) + 1):
        for asked in combinations(facts, size):
            known = [leaf for leaf in leaves if leaf.fact in asked]
            every = (1 << (1 << len(known))) - 1
            ways = _ways(tree, _turnings(known, every))
            if ways.yes | ways.no == every:
                return asked
            could = could or (asked if ways.yes | ways.no else ())
    return could


def is_surely_settled(reason: Reason, facts: Collection[str]) -> bool:
    """Return whether stating these facts settles it whatever is stated; a day is taken to be a whole day.

    True only of leaves that every answer settles; the rest of the tree may stay open.
    """
    tree = _open_part(reason)
    leaves = dict.fromkeys(_leaves(tree))
    known = [leaf for leaf in leaves if leaf.fact in facts and _is_plain(leaf)]
    if len(known) > _MOST_LEAVES:
        return False
    every = (1 << (1 << len(known))) - 1
    ways = _ways(tree, _turnings(known, every))
    return ways.yes | ways.no == every


def _is_plain(leaf: _Leaf) -> bool:
    """Whether every answer settles the leaf."""
    return leaf.code in PLAIN and leaf.fact not in MANIFOLD


def _open_part(reason: Reason) -> _Node:
    if reason.code in ASKING:
        params = tuple(sorted(reason.params.items()))
        leaf = _Leaf(fact=reason.fact or "", code=reason.code, params=params)
        return _Node(reason.code, leaf=leaf)
    parts = (_open_part(part) for part in reason.because if part.truth is Truth.UNKNOWN)
    return _Node(reason.code, tuple(parts))


def _leaves(node: _Node) -> Iterator[_Leaf]:
    if node.leaf:
        yield node.leaf
    for part in node.parts:
        yield from _leaves(part)


def _turnings(known: list[_Leaf], every: int) -> dict[_Leaf, _Ways]:
    """Return for each leaf the ways in which it turns out yes and no: each half of all, crosswise."""
    found = {}
    for index, leaf in enumerate(known):
        block = 1 << index
        # 0b10 repeated, then 0b1100, then 0b11110000 …: the columns of a truth table.
        yes = every // ((1 << block) + 1) << block
        can_be_no = Truth.NO in ASKING[Code(leaf.code)]
        found[leaf] = _Ways(yes, every ^ yes) if can_be_no else _Ways(every, 0)
    return found


def _ways(node: _Node, turnings: dict[_Leaf, _Ways]) -> _Ways:
    if node.leaf:
        return turnings.get(node.leaf, _UNKNOWN)
    if not node.parts:
        return _UNKNOWN
    first, *others = (_ways(part, turnings) for part in node.parts)
    if node.code in OPPOSITE:
        return _Ways(first.no, first.yes)
    yes, no = first
    for way in others:
        some = node.code in ONE_SUFFICES
        yes = yes | way.yes if some else yes & way.yes
        no = no & way.no if some else no | way.no
    return _Ways(yes, no)
