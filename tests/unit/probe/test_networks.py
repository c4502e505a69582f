"""Are runs of addresses joined and taken from each other as sets are?"""

from ipaddress import ip_network
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.probe.networks import Span, edges, holds_no_host, is_edge, is_public, joined, without

SPANS = st.lists(
    st.builds(lambda version, first, size: Span(version, first, first + size), st.sampled_from((4, 6)),
              st.integers(0, 40), st.integers(0, 12)),
    max_size=8,
)  # fmt: skip


def every(spans: list[Span]) -> set[tuple[int, int]]:
    return {(one.version, value) for one in spans for value in range(one.first, one.last + 1)}


@given(SPANS, SPANS)
def test_what_is_left_is_what_is_in_none_of_the_holes(spans: list[Span], holes: list[Span]) -> None:
    assert every(without(spans, holes)) == every(spans) - every(holes)


@given(SPANS)
def test_joined_runs_hold_the_same_addresses_in_as_few_runs_as_can_be(spans: list[Span]) -> None:
    found = joined(spans)
    assert every(found) == every(spans)
    assert found == sorted(found)
    assert all(one.version != after.version or one.last + 1 < after.first for one, after in pairwise(found))


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("10.20.0.0/16", False),
        ("192.0.0.64/32", False),  # where cameras left the factory
        ("100.64.0.0/10", False),
        ("fd00::/8", False),
        ("8.8.8.8/32", True),
        ("10.0.0.0/7", True),  # half of it is somebody's
        ("2001:db8::/32", True),
    ],
)
def test_a_network_is_public_as_soon_as_one_of_its_addresses_is(network: str, expected: bool) -> None:
    assert is_public(ip_network(network)) is expected


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("10.20.0.0/16", False), ("239.255.255.250/32", True), ("255.255.255.255/32", True),
        ("0.0.0.0/0", True), ("::ffff:8.8.8.0/120", True), ("ff02::fb/128", True), ("fd00::/8", False),
    ],
)  # fmt: skip
def test_groups_and_addresses_of_ipv4_in_other_clothes_are_no_hosts(network: str, expected: bool) -> None:
    assert holds_no_host(ip_network(network)) is expected


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ("10.20.0.0/24", ["10.20.0.0", "10.20.0.255"]),
        ("10.20.0.4/30", ["10.20.0.4", "10.20.0.7"]),
        ("10.20.0.4/31", []),
        ("10.20.0.4/32", []),
        ("fd00::/120", ["fd00::"]),
    ],
)
def test_the_edges_of_a_network_are_no_hosts(network: str, expected: list[str]) -> None:
    found = ip_network(network)
    assert list(map(str, edges(found))) == expected
    assert [str(one) for one in found if is_edge(one, found)] == expected
