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

DOWNWARD = frozenset({RelationTest.CONTROL, RelationTest.CONTROL_OR_INFLUENCE})
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
            yield _Tie(score=down.score, code=RelationCode.SUBSIDIARY, named=name, path=down.path)
        if test in DOWNWARD:
            continue
        for top, leg in chains_above(name, graph, test, day).items():
            if top == name or top not in above_party:
                continue
            other = above_party[top]
            score = PERHAPS if top in graph.state_bodies else min(leg.score, other.score)
            code = RelationCode.PARENT if top == party else RelationCode.SIBLING
            yield _Tie(score=score, code=code, named=name, path=(*leg.path, *other.path))


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
