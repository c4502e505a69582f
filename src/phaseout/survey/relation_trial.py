"""Do the relation tests agree with the cases of ownership of a register?"""

import math
from collections.abc import Iterable, Iterator

from phaseout.knowledge import world_of
from phaseout.ownership import PartyGraph, Share, economic_share, relate
from phaseout.register import Register
from phaseout.register.fault import Fault, Level
from phaseout.register.relation_cases import RelationCase

_SAME = 1e-6
"""A share in a case is written with a few decimals."""


def try_relation_cases(register: Register, cases: Iterable[RelationCase]) -> Iterator[Fault]:
    """Yield a fault for each thing a case expects and the tests do not answer.

    A case that brings no interests of its own is asked of the register, as firmly as its sources carry it.
    """
    of_register = world_of(register).graph
    for case in cases:
        file, _, line = case.where.rpartition(":")
        for wrong in _differences(case, case.graph or of_register):
            message = f"{case.test.value}: {case.name!r} {wrong}"
            yield Fault(file=file, line=int(line), level=Level.SENSE, message=message)


def _differences(case: RelationCase, graph: PartyGraph) -> Iterator[str]:
    """Say what is otherwise; what a case does not say is not asked."""
    got = relate(case.test, party=case.party, named=case.named, graph=graph, day=case.as_of, home=case.home)
    if got.truth is not case.truth:
        yield f"expects the answer {case.truth.value} and gets {got.truth.value}"
    if case.code is not None and got.code is not case.code:
        yield f"expects the reason {case.code.value} and gets {got.code.value}"
    chain = tuple(f"{interest.holder} > {interest.held}" for interest in got.path)
    if case.chain is not None and chain != case.chain:
        yield f"expects the chain {_said(case.chain)} and gets {_said(chain)}"
    if case.economic is not None:
        share = economic_share(party=case.party, owners=case.named, graph=graph, day=case.as_of)
        if not _is_same(share, case.economic):
            yield (
                f"expects an economic share of {case.economic.lowest:g} to {case.economic.highest:g}"
                f" and gets {share.lowest:g} to {share.highest:g}"
            )


def _is_same(one: Share, other: Share) -> bool:
    ends = zip((one.lowest, one.highest), (other.lowest, other.highest), strict=True)
    return all(math.isclose(a, b, abs_tol=_SAME) for a, b in ends)


def _said(chain: tuple[str, ...]) -> str:
    return ", ".join(chain) or "none"
