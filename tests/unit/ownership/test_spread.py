"""Are the interests named that make an economic share a range?"""

from datetime import date

from phaseout.domain.party import Interest, InterestKind
from phaseout.ownership import PartyGraph
from phaseout.ownership.spread import spread_of

DAY = date(2026, 11, 23)


def owns(holder: str, held: str, low: float, high: float) -> Interest:
    return Interest(holder=holder, held=held, kind=InterestKind.SHAREHOLDING, share_min=low, share_max=high)


def found(*interests: Interest, owner: str = "top") -> list[tuple[str, str]]:
    spread = spread_of("firm", owner, PartyGraph.of(interests), DAY)
    return [(one.holder, one.held) for one in spread]


def test_exact_shares_leave_nothing_to_explain() -> None:
    assert found(owns("mid", "firm", 0.5, 0.5), owns("top", "mid", 0.4, 0.4)) == []


def test_only_what_lies_on_a_chain_from_the_owner_is_named() -> None:
    stranger = owns("stranger", "firm", 0.1, 0.2)
    assert found(owns("mid", "firm", 0.5, 0.6), owns("top", "mid", 0.4, 0.4), stranger) == [("mid", "firm")]


def test_control_without_a_share_is_named_and_a_ring_ends() -> None:
    control = Interest(holder="top", held="mid", kind=InterestKind.CONTROL)
    ring = owns("firm", "mid", 0.1, 0.1)
    assert found(owns("mid", "firm", 0.5, 0.5), control, ring) == [("top", "mid")]
