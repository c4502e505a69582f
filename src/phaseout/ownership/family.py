"""Is a party above, below or beside a named party?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind
from phaseout.domain.truth import Truth
from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.chain import chains_above
from phaseout.ownership.graph import PartyGraph, holds_on
from phaseout.ownership.weight import PERHAPS, is_enough

_DOWNWARD = frozenset({RelationTest.CONTROL, RelationTest.CONTROL_OR_INFLUENCE})
"""Tests that ask whether a named party stands above, and nothing else."""
_HALF_LINKS = frozenset({InterestKind.LINKED, InterestKind.INFLUENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tie:
    """One way in which the party and a named party are tied."""

    score: float
    code: RelationCode
    named: str
    path: tuple[Interest, ...]


def relate_in_family(
    test: RelationTest, *, party: str, named: tuple[str, ...], graph: PartyGraph, day: date
) -> RelationAnswer:
    """Answer a test of control or affiliation by the weightiest tie, the shortest among equals."""
    ties = sorted(_ties(test, party, named, graph, day), key=lambda t: (-t.score, len(t.path), t.named))
    if not ties:
        return RelationAnswer(truth=Truth.NO, code=RelationCode.NONE)
    best = ties[0]
    if is_enough(test, best.score):
        return RelationAnswer(truth=Truth.YES, code=best.code, named=best.named, path=best.path)
    return RelationAnswer(
        truth=Truth.UNKNOWN, code=_doubt(best, graph, day), named=best.named, path=best.path
    )


def _ties(
    test: RelationTest, party: str, named: Iterable[str], graph: PartyGraph, day: date
) -> Iterator[_Tie]:
    above_party = chains_above(party, graph, test, day)
    for name in named:
        if name in above_party:
            down = above_party[name]
            yield _tie(down.score, RelationCode.SUBSIDIARY, name, down.path, graph)
        if test in _DOWNWARD:
            continue
        for top, leg in chains_above(name, graph, test, day).items():
            if top == party:
                yield _tie(leg.score, RelationCode.PARENT, name, leg.path, graph)
            elif top != name and top in above_party:
                other = above_party[top]
                path = (*leg.path, *other.path)
                yield _tie(min(leg.score, other.score), RelationCode.SIBLING, name, path, graph)


def _tie(score: float, code: RelationCode, named: str, path: tuple[Interest, ...], graph: PartyGraph) -> _Tie:
    # Else every firm of a state would be an affiliate of every other. No text of the register says so.
    if _through_a_state(path, named, graph):
        score = PERHAPS
    return _Tie(score=score, code=code, named=named, path=path)


def _through_a_state(path: tuple[Interest, ...], named: str, graph: PartyGraph) -> bool:
    return any(i.holder in graph.state_bodies and i.holder != named for i in path)


def _doubt(tie: _Tie, graph: PartyGraph, day: date) -> RelationCode:
    """Say what keeps a tie from being certain."""
    if any(not holds_on(interest, day) for interest in tie.path):
        return RelationCode.ENDED
    if _through_a_state(tie.path, tie.named, graph):
        return RelationCode.STATE_OWNER
    if any(interest.kind in _HALF_LINKS for interest in tie.path):
        return RelationCode.LINKED
    return RelationCode.SHARE_UNSETTLED
