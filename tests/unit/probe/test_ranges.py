"""Is each host of a range asked once, spread evenly, and nobody else?"""

import tracemalloc
from collections import Counter
from ipaddress import IPv4Address, ip_network
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.problem import UsageError
from phaseout.probe.networks import Span
from phaseout.probe.ranges import Targets
from phaseout.probe.scope import ScopeError
from scopes import scope_of


def found(*texts: str, **fields: object) -> list[str]:
    return sorted(map(str, Targets.of(texts, scope_of(**fields))))


@given(st.integers(1, 5_000))
def test_each_host_is_asked_once(count: int) -> None:
    targets = list(Targets([Span(4, 1_000, 999 + count)]))
    assert len(targets) == count
    assert set(map(int, targets)) == set(range(1_000, 1_000 + count))


def test_no_subnet_is_hit_in_a_burst() -> None:
    targets = list(Targets.of(["10.20.0.0/16"], scope_of()))
    subnets = [int(one) >> 8 for one in targets]
    for start in range(0, len(targets) - 256, 17):
        assert len(set(subnets[start : start + 50])) == 50, "fifty in a row stand in fifty subnets"
        most = Counter(subnets[start : start + 256]).most_common(1)[0][1]
        assert most <= 4, "and of as many as there are subnets, none has more than its few"


def test_the_order_is_the_same_each_time_and_not_that_of_the_numbers() -> None:
    first, again = (list(Targets.of(["10.20.3.0/24"], scope_of())) for _ in range(2))
    assert first == again != sorted(first)


def test_a_network_of_sixteen_million_takes_the_memory_of_one() -> None:
    targets = Targets.of(["10.0.0.0/8"], scope_of("10.0.0.0/8"))
    tracemalloc.start()
    try:
        assert len({*islice(targets, 1_000)}) == 1_000
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(targets) == (1 << 24) - 2
    assert most < 1 << 20


def test_addresses_of_networks_and_broadcasts_are_left_out_of_ranges_and_of_the_scopes_networks() -> None:
    assert found("10.20.7.0/30") == ["10.20.7.1", "10.20.7.2"]
    scope = scope_of("10.20.7.0/25", "10.20.7.128/25")
    targets = Targets.of(["10.20.7.126-10.20.7.129"], scope)
    assert list(map(str, sorted(targets))) == ["10.20.7.126", "10.20.7.129"]
    assert targets.left_out == 2


def test_overlapping_ranges_are_asked_once() -> None:
    assert found("10.20.7.1", "10.20.7.1-10.20.7.2", "10.20.7.0/30") == ["10.20.7.1", "10.20.7.2"]


def test_what_the_scope_excludes_is_left_out_and_counted() -> None:
    targets = Targets.of(["10.20.9.0/29"], scope_of(excluded=(ip_network("10.20.9.2/31"),)))
    assert sorted(targets) == [IPv4Address(f"10.20.9.{last}") for last in (1, 4, 5, 6)]
    assert targets.left_out == 4


def test_addresses_that_are_no_hosts_of_this_machines_own_networks_are_left_out_too() -> None:
    targets = Targets.of(["10.20.6.254-10.20.8.0"], scope_of())
    left = targets.less([ip_network("10.20.7.0/24"), ip_network("192.168.0.0/24")])
    assert len(targets) - len(left) == left.left_out == 2
    assert {*map(str, targets)} - {*map(str, left)} == {"10.20.7.0", "10.20.7.255"}


def test_a_network_is_held_where_all_its_hosts_are() -> None:
    targets = Targets.of(["10.20.9.0/24"], scope_of(excluded=(ip_network("10.20.9.200/32"),)))
    assert targets.holds(ip_network("10.20.9.0/25"))
    assert not targets.holds(ip_network("10.20.9.128/25"))
    assert not targets.holds(ip_network("10.20.8.0/23"))


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("10.21.0.0/24", "10.21.0.0-10.21.0.255"),
        ("10.20.255.0-10.21.0.3", "10.21.0.0-10.21.0.3"),
        ("8.8.8.8", "8.8.8.8"),
        ("fd00::1", "fd00::1"),
    ],
)
def test_a_range_that_the_scope_does_not_cover_is_refused_and_the_part_named(asked: str, named: str) -> None:
    with pytest.raises(ScopeError) as raised:
        Targets.of(["10.20.1.0/24", asked], scope_of())
    assert raised.value.what == f"{named} is not in the scope 'look-1'"
    assert raised.value.where == asked


def test_a_range_that_is_excluded_whole_is_refused() -> None:
    with pytest.raises(ScopeError, match="excludes every address"):
        Targets.of(["10.20.9.7"], scope_of(excluded=(ip_network("10.20.9.0/24"),)))


@pytest.mark.parametrize(
    "asked",
    [
        "10.20.0.1/16",
        "10.20.0.0/33",
        "camera.example",
        "10.20.0.9-10.20.0.1",
        "10.20.0.1-fd00::1",
        "10.20.0.1-",
        "",
    ],
)
def test_what_is_no_range_is_refused(asked: str) -> None:
    with pytest.raises(UsageError, match="is no range"):
        Targets.of([asked], scope_of())


def test_who_names_a_network_by_an_address_within_it_learns_which_it_is() -> None:
    with pytest.raises(UsageError) as raised:
        Targets.of(["10.20.0.5/24"], scope_of())
    assert raised.value.remedy == "name 10.20.0.0/24"


def test_of_ipv6_single_hosts_and_small_ranges_are_asked() -> None:
    scope = scope_of("fd00::/64")
    assert len(Targets.of(["fd00::5", "fd00::1:0-fd00::1:9"], scope)) == 11
    assert len(Targets.of(["fd00::/112"], scope)) == (1 << 16) - 1
    with pytest.raises(UsageError, match="more than 65536 addresses of IPv6"):
        Targets.of(["fd00::/111"], scope)
