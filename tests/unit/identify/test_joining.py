"""Is one thing one asset, whatever the order, and never two things one?"""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from phaseout.identify.joining import Cluster, GroupKeys, Joiner

MAC_A, MAC_B = "4419B6000001", "4419B6000002"


def keys(
    source: int = 0,
    *,
    serial: str | None = None,
    mac: str | None = None,
    ip: str | None = None,
    site: str | None = None,
) -> GroupKeys:
    return GroupKeys(
        source=source,
        refs=(),
        serials=(serial,) if serial else (),
        macs=(mac,) if mac else (),
        places=((site, None, ip),) if ip else (),
        site=site,
    )


def joined(*groups: GroupKeys) -> list[Cluster]:
    return list(Joiner(groups).clusters())


def test_one_serial_is_one_asset_with_two_interfaces() -> None:
    (cluster,) = joined(keys(0, serial="ABC123", mac=MAC_A), keys(1, serial="ABC123", mac=MAC_B))
    assert [join.kind for join in cluster.joins] == ["serial"]


def test_one_hardware_address_is_one_asset() -> None:
    (cluster,) = joined(keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, mac=MAC_A, ip="10.0.0.9"))
    assert cluster.groups == (0, 1)
    assert cluster.joins[0].value == MAC_A


def test_one_address_at_one_site_is_one_asset_and_at_two_sites_two() -> None:
    assert len(joined(keys(0, ip="10.0.0.1", site="a"), keys(1, ip="10.0.0.1", site="a"))) == 1
    assert len(joined(keys(0, ip="10.0.0.1", site="a"), keys(1, ip="10.0.0.1", site="b"))) == 2


def test_an_address_never_joins_two_hardware_addresses() -> None:
    clusters = joined(keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, mac=MAC_B, ip="10.0.0.1"))
    assert len(clusters) == 2
    assert clusters[0].refusals[0].why == "different hardware addresses"


def test_a_scan_without_hardware_address_joins_neither_of_two_owners() -> None:
    clusters = joined(
        keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, mac=MAC_B, ip="10.0.0.1"), keys(2, ip="10.0.0.1")
    )
    assert len(clusters) == 3


def test_two_serials_are_two_assets_even_at_one_hardware_address() -> None:
    clusters = joined(keys(0, serial="ABC123", mac=MAC_A), keys(1, serial="XYZ789", mac=MAC_A))
    assert len(clusters) == 2


def test_a_router_that_answers_for_many_joins_nothing() -> None:
    many = [keys(n, mac=MAC_A, ip=f"10.0.0.{n}") for n in range(40)]
    assert len(joined(*many)) == 40


def test_a_thing_with_two_addresses_does_not_tie_two_others_together() -> None:
    bridge = GroupKeys(
        source=2, refs=(), serials=(), macs=(), places=((None, None, "10.0.0.1"), (None, None, "10.0.0.2"))
    )
    clusters = joined(keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, mac=MAC_B, ip="10.0.0.2"), bridge)
    assert len(clusters) == 3


GROUPS = st.builds(
    lambda serial, mac, ip, site: keys(0, serial=serial, mac=mac, ip=ip, site=site),
    st.sampled_from([None, "SER111", "SER222"]),
    st.sampled_from([None, MAC_A, MAC_B]),
    st.sampled_from([None, "10.0.0.1", "10.0.0.2"]),
    st.sampled_from([None, "hall"]),
)


@given(st.lists(GROUPS, max_size=7), st.randoms())
def test_the_order_of_groups_changes_no_asset(groups: list[GroupKeys], random: Random) -> None:
    order = list(range(len(groups)))
    random.shuffle(order)
    straight = {frozenset(cluster.groups) for cluster in joined(*groups)}
    shuffled = {
        frozenset(order[group] for group in cluster.groups) for cluster in joined(*(groups[i] for i in order))
    }
    assert straight == shuffled


@given(st.lists(GROUPS, max_size=7))
def test_every_group_is_in_exactly_one_asset(groups: list[GroupKeys]) -> None:
    members = [group for cluster in joined(*groups) for group in cluster.groups]
    assert sorted(members) == list(range(len(groups)))


def test_one_thing_with_two_interfaces_does_not_tie_two_serial_numbers_together() -> None:
    both = GroupKeys(source=2, refs=(), serials=(), macs=(MAC_A, MAC_B), places=())
    clusters = joined(keys(0, serial="DS1234567", mac=MAC_A), keys(1, serial="ACCC8E123", mac=MAC_B), both)
    assert len(clusters) == 3
    assert {r.why for cluster in clusters for r in cluster.refusals} == {"would tie several things together"}
