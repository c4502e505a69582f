"""How much does one interest count under a relation test?

No measure in the register says how much of a share makes an affiliate, so nothing between the two ends
is decided here: what gives control (or half the shares) counts fully, a holding of at most 10 % counts
for nothing because no test of the register reaches lower (our inference, docs/decisions), and all that
lies between is unknown.
"""

from typing import assert_never

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest, InterestKind

FULL = 1.0
PERHAPS = 0.0
LOWEST_SHARE = 0.1
"""The lowest share any test of the register asks to be exceeded."""
HALF = 0.5

STRICT = frozenset({RelationTest.CONTROL, RelationTest.CONTROL_OR_INFLUENCE})
"""Tests of control: exactly half may be a deadlock, which makes a subsidiary or affiliate, not control."""
AFTERLIFE = frozenset(
    {RelationTest.SUBSIDIARY_OR_AFFILIATE, RelationTest.SHARE_OVER_10, RelationTest.LINKED_UNDEFINED}
)
"""Tests of where a thing comes from: what was made while the interest stood stays in doubt after it ended."""


def weigh(test: RelationTest, interest: Interest) -> float | None:
    """Return 1 for certain, a share below 1, 0 for perhaps, None where it does not count."""
    match interest.kind:
        case InterestKind.CONTROL:
            return FULL
        case InterestKind.INFLUENCE:
            return FULL if test is RelationTest.CONTROL_OR_INFLUENCE else PERHAPS
        case InterestKind.LINKED:
            return PERHAPS
        case InterestKind.SHAREHOLDING | InterestKind.VOTING:
            return _weigh_share(test, interest)
        case _:
            assert_never(interest.kind)


def weigh_ended(test: RelationTest, interest: Interest) -> float | None:
    """Return what an interest that has ended still counts: perhaps, or nothing."""
    return PERHAPS if test in AFTERLIFE and weigh(test, interest) is not None else None


def is_enough(test: RelationTest, score: float) -> bool:
    """Whether a chain of interests with this score relates for certain."""
    return score > LOWEST_SHARE if test is RelationTest.SHARE_OVER_10 else score >= FULL


def _weigh_share(test: RelationTest, interest: Interest) -> float | None:
    if interest.share_max <= LOWEST_SHARE:
        return PERHAPS if test is RelationTest.LINKED_UNDEFINED else None
    if interest.share_min > HALF or (interest.share_min == HALF and test not in STRICT):
        return FULL
    return interest.share_min if test is RelationTest.SHARE_OVER_10 else PERHAPS
