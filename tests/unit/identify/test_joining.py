"""Is one thing one asset, whatever the order, and never two things one?"""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from phaseout.domain.tie import Tie, TieKind
from phaseout.identify.joining import Cluster, Joiner
from phaseout.identify.keys import GroupKeys, KeysByGroup, macs_of, shared

MAC_A, MAC_B, MAC_C = "4419B6000001", "4419B6000002", "E0508B000003"


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
    lambda serials, macs, ips, site: GroupKeys(
        source=0,
        refs=(),
        serials=tuple(serials),
        macs=tuple(macs),
        places=tuple((site, None, ip) for ip in ips),
        site=site,
    ),
    st.sets(st.sampled_from(["SER111", "SER222"]), max_size=1).map(sorted),
    st.sets(st.sampled_from([MAC_A, MAC_B, MAC_C]), max_size=2).map(sorted),
    st.sets(st.sampled_from(["10.0.0.1", "10.0.0.2", "10.0.0.3"]), max_size=2).map(sorted),
    st.sampled_from([None, None, "hall", "depot"]),
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


def test_a_chain_of_things_without_a_stronger_key_does_not_tie_its_ends_together() -> None:
    first, second, third = "10.0.0.1", "10.0.0.2", "10.0.0.3"
    links = [
        GroupKeys(source=n, refs=(), serials=(), macs=(), places=((None, None, one), (None, None, other)))
        for n, (one, other) in enumerate(((first, second), (second, third)))
    ]
    clusters = joined(keys(2, mac=MAC_A, ip=first), *links, keys(3, mac=MAC_B, ip=third))
    ends = [cluster.groups for cluster in clusters]
    assert (0,) in ends
    assert (3,) in ends
    assert {r.why for cluster in clusters for r in cluster.refusals} == {"would tie several things together"}


def test_two_serial_numbers_are_not_tied_over_addresses_alone() -> None:
    bridge = GroupKeys(
        source=2, refs=(), serials=(), macs=(), places=((None, None, "10.0.0.1"), (None, None, "10.0.0.2"))
    )
    ends = keys(0, serial="SER111", ip="10.0.0.1"), keys(1, serial="SER222", ip="10.0.0.2")
    assert len(joined(*ends, bridge)) == 3


def test_a_recorder_with_two_interfaces_takes_in_what_saw_either() -> None:
    recorder = GroupKeys(source=0, refs=(), serials=("SER111",), macs=(MAC_A, MAC_B), places=())
    (cluster,) = joined(recorder, keys(1, mac=MAC_A, ip="10.0.0.1"), keys(2, mac=MAC_B, ip="172.16.0.1"))
    assert cluster.groups == (0, 1, 2)
    assert not cluster.refusals


def test_the_short_serial_number_of_the_label_is_that_in_the_long_one() -> None:
    long, label = "DS-2CD1143G0-I20211208AAWRJ21084244", "J21084244"
    (cluster,) = joined(keys(0, serial=long, mac=MAC_A), keys(1, serial=label, mac=MAC_A, ip="10.0.0.9"))
    assert [(join.kind, join.value) for join in cluster.joins] == [("serial", label), ("mac", MAC_A)]
    other = keys(1, serial="J21084245", mac=MAC_A)
    assert len(joined(keys(0, serial=long, mac=MAC_A), other)) == 2


def test_a_serial_number_of_many_interfaces_joins_nothing() -> None:
    many = [keys(n, serial="0123456789", mac=f"4419B60000{n:02X}") for n in range(9)]
    clusters = joined(*many)
    assert len(clusters) == 9
    assert clusters[0].refusals[0].why == "seen with 9 hardware addresses"


def test_one_hardware_address_at_two_sites_is_joined_at_each_only() -> None:
    groups = [
        keys(0, mac=MAC_A, site="hall"),
        keys(1, mac=MAC_A, site="depot"),
        keys(2, mac=MAC_A, site="hall"),
    ]
    clusters = joined(*groups, keys(3, mac=MAC_A))
    assert [cluster.groups for cluster in clusters] == [(0, 2), (1,), (3,)]
    assert all(cluster.refusals[0].why == "seen at several sites" for cluster in clusters)


def test_one_serial_number_at_two_sites_is_one_thing_that_was_moved() -> None:
    (cluster,) = joined(keys(0, serial="SER111", site="hall"), keys(1, serial="SER111", site="depot"))
    assert cluster.groups == (0, 1)


def test_a_persons_word_joins_what_no_key_does_and_is_named() -> None:
    groups = keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, mac=MAC_B, ip="10.0.0.2"), keys(2, ip="10.0.0.3")
    tie = Tie(kind=TieKind.JOIN, keys=("44:19:b6:00:00:01", "10.0.0.2"), why="new network card")
    first, second = Joiner(groups, [tie]).clusters()
    assert (first.groups, second.groups) == ((0, 1), (2,))
    assert first.joins[0] == ("statement", "44:19:b6:00:00:01, 10.0.0.2 (new network card)", (0, 1))


def test_a_persons_word_takes_a_key_away_and_is_named() -> None:
    groups = keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, ip="10.0.0.1"), keys(2, mac=MAC_A)
    tie = Tie(kind=TieKind.KEEP_APART, keys=("10.0.0.1",), why="the sheet is of last year")
    first, second = Joiner(groups, [tie]).clusters()
    assert (first.groups, second.groups) == ((0, 2), (1,))
    assert second.refusals[0].why == "kept apart by the context file; the sheet is of last year"


def test_a_tie_of_one_site_leaves_the_same_address_elsewhere_alone() -> None:
    groups = [keys(n, ip="10.0.0.1", site=site) for n, site in enumerate(("hall", "hall", "depot", "depot"))]
    tie = Tie(kind=TieKind.KEEP_APART, keys=("10.0.0.1",), site="hall")
    assert [cluster.groups for cluster in Joiner(groups, [tie]).clusters()] == [(0,), (1,), (2, 3)]


def test_a_tie_whose_key_is_nobodys_is_named() -> None:
    groups = keys(0, mac=MAC_A, ip="10.0.0.1"), keys(1, ip="10.0.0.1")
    met = Tie(kind=TieKind.KEEP_APART, keys=("10.0.0.1",))
    unmet = Tie(kind=TieKind.JOIN, keys=("10.0.0.1", "10.0.0.7"))
    assert Joiner(groups, [met, unmet]).unmet() == (unmet,)


def test_an_address_of_a_thing_that_proves_to_be_elsewhere_is_said_to_tie_nothing() -> None:
    at_hall, untold = keys(0, ip="10.0.0.1", site="hall"), keys(1, serial="SER111", ip="10.0.0.1")
    assert [one.groups for one in joined(at_hall, untold)] == [(0, 1)]
    first, second = joined(at_hall, untold, keys(2, serial="SER111", site="depot"))
    assert (first.groups, second.groups) == ((0,), (1, 2))
    assert first.refusals == second.refusals != ()


@given(st.lists(GROUPS, max_size=7), GROUPS)
def test_one_more_group_parts_nothing_without_saying_so(groups: list[GroupKeys], more: GroupKeys) -> None:
    after = {group: cluster for cluster in joined(*groups, more) for group in cluster.groups}
    for before in joined(*groups):
        if len({after[group].groups for group in before.groups}) > 1:
            assert all(after[group].refusals for group in before.groups)


@given(st.lists(GROUPS, max_size=7))
def test_no_asset_has_two_serial_numbers_that_only_weaker_keys_tie(groups: list[GroupKeys]) -> None:
    for cluster in joined(*groups):
        assert len({serial for group in cluster.groups for serial in groups[group].serials}) < 2


def test_keys_come_back_as_they_were_kept() -> None:
    kept, every = KeysByGroup(), [keys(0, mac=MAC_A), keys(1, serial="ABC123"), keys(2, ip="10.0.0.1")]
    for one in every:
        kept.append(one)
    kept[1] = keys(1, serial="ABC124")
    assert list(kept) == [every[0], keys(1, serial="ABC124"), every[2]]
    assert (kept[2], kept[1:], len(kept)) == (every[2], list(kept)[1:], 3)
    assert isinstance(kept[0], GroupKeys)


def test_shared_keys_come_in_the_order_of_their_second_sight() -> None:
    every = [
        keys(mac=MAC_A),
        keys(mac=MAC_B),
        keys(mac=MAC_C),
        keys(mac=MAC_B),
        keys(mac=MAC_A),
        keys(mac=MAC_B),
    ]
    assert list(shared(every, macs_of)) == [(MAC_B, (1, 3, 5)), (MAC_A, (0, 4))]
