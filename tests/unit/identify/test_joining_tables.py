"""Do rows of a table, statements and sites keep things apart that share a key, whatever the order?"""

from collections.abc import Mapping, Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from phaseout.identify.joining import Cluster, Joiner
from phaseout.identify.keys import GroupKeys
from phaseout.identify.stated import Stated

MAC = "4419B6000001"
LONG, SHORT = "DS-2CD2042WD-I20160412AACHC12345678", "C12345678"


def row(
    source: int = 0, tag: str | None = None, *, serial: str | None = None, mac: str | None = None,
    ips: Sequence[str] = (), site: str | None = None, make: str | None = None,
) -> GroupKeys:  # fmt: skip
    """Return the keys of a row; its make stands in ``times``, where no join looks."""
    return GroupKeys(
        source=source,
        refs=(tag,) if tag else (),
        serials=(serial,) if serial else (),
        macs=(mac,) if mac else (),
        places=tuple((site, None, ip) for ip in ips),
        site=site,
        times=(make,) if make else (),
        is_tagged=tag is not None,
        states=make is not None,
    )


def joined(*groups: GroupKeys) -> list[Cluster]:
    def stated(asked: Sequence[int]) -> Mapping[int, Stated]:
        makes = {group: frozenset(groups[group].times) for group in asked}
        return {g: Stated(groups[g].source, make, make, frozenset()) for g, make in makes.items()}

    return list(Joiner(groups, stated=stated).clusters())


def whys(clusters: Sequence[Cluster]) -> set[str]:
    return {refusal.why for cluster in clusters for refusal in cluster.refusals}


def test_rows_of_one_table_with_different_tags_are_different_things_whatever_they_share() -> None:
    for shared in ({"serial": "123456789"}, {"mac": MAC}, {"ips": ("192.168.1.64",)}):
        clusters = joined(row(0, "A7", **shared), row(0, "A8", **shared))  # type: ignore[arg-type]
        assert len(clusters) == 2
        assert whys(clusters) == {"rows of one table with different tags"}
        assert [len(cluster.refusals) for cluster in clusters] == [1, 1]


def test_rows_of_two_tables_with_different_tags_are_one_thing_by_their_serial_number() -> None:
    assert len(joined(row(0, "A7", serial="SER111"), row(1, "B9", serial="SER111"))) == 1


def test_a_scan_does_not_tie_two_rows_together_that_each_share_another_key_with_it() -> None:
    scan = row(1, serial="SER111", mac=MAC, ips=("10.0.0.1", "10.0.0.2"))
    clusters = joined(row(0, "A7", ips=("10.0.0.1",)), row(0, "A8", ips=("10.0.0.2",)), scan)
    assert len(clusters) == 3
    assert whys(clusters) == {"would tie several things together"}
    first, *rest = joined(row(0, "A7", serial="SER111"), row(0, "A8", ips=("10.0.0.2",)), scan)
    assert (first.groups, len(rest)) == ((0, 2), 1)


def test_a_chain_over_another_tables_row_does_not_tie_two_rows_together() -> None:
    other = row(1, "B1", ips=("10.0.0.1", "10.0.0.2"))
    assert len(joined(row(0, "A7", ips=("10.0.0.1",)), row(0, "A8", ips=("10.0.0.2",)), other)) == 3


def test_makers_that_contradict_are_not_joined_by_address_or_by_the_short_serial_number() -> None:
    for mine, theirs in (({"ips": ("10.0.0.1",)},) * 2, ({"serial": LONG}, {"serial": SHORT})):
        clusters = joined(row(0, make="axis", **mine), row(1, make="hikvision", **theirs))  # type: ignore[arg-type]
        assert whys(clusters) == {"stated to be of different makers or models"}
        assert len(joined(row(0, make="axis", **mine), row(1, make="axis", **theirs))) == 1  # type: ignore[arg-type]


def test_makers_that_contradict_are_one_thing_by_hardware_address_and_by_a_whole_serial_number() -> None:
    for shared in ({"mac": MAC}, {"serial": "SER111"}):
        assert len(joined(row(0, make="axis", **shared), row(1, make="hikvision", **shared))) == 1  # type: ignore[arg-type]


def test_two_makers_in_one_table_are_two_things_by_one_serial_number() -> None:
    assert len(joined(row(0, make="axis", serial="SER111"), row(0, make="hikvision", serial="SER111"))) == 2


def test_an_address_at_one_site_only_takes_in_a_source_that_names_none() -> None:
    (cluster,) = joined(row(0, ips=("10.0.0.1",)), row(1, ips=("10.0.0.1",), site="hall"))
    assert [join.groups for join in cluster.joins] == [(0, 1)]


def test_an_address_at_several_sites_takes_in_nothing_and_says_so() -> None:
    here = [row(n, ips=("10.0.0.1",), site=site) for n, site in enumerate(("hall", "hall", "depot"))]
    clusters = joined(*here, row(3, ips=("10.0.0.1",)))
    assert [cluster.groups for cluster in clusters] == [(0, 1), (2,), (3,)]
    assert whys(clusters) == {"known at several sites, and not every source tells the site"}


def test_what_a_stronger_key_puts_at_a_site_is_at_that_site() -> None:
    scan = row(1, mac=MAC, ips=("10.0.0.1",))
    others = row(2, ips=("10.0.0.1",), site="hall"), row(3, ips=("10.0.0.1",), site="depot")
    clusters = joined(row(0, mac=MAC, site="hall"), scan, *others)
    assert [cluster.groups for cluster in clusters] == [(0, 1, 2), (3,)]


def test_a_source_without_sites_ties_nothing_of_two_sites_together() -> None:
    scan = row(0, ips=("10.0.0.1", "10.0.0.2"))
    clusters = joined(scan, row(1, ips=("10.0.0.1",), site="hall"), row(2, ips=("10.0.0.2",), site="depot"))
    assert len(clusters) == 3
    assert whys(clusters) == {"would tie several things together"}


ROWS = st.builds(
    row,
    st.sampled_from([0, 1]),
    st.sampled_from([None, "A1", "A2"]),
    serial=st.sampled_from([None, LONG, SHORT, "SER222"]),
    mac=st.sampled_from([None, MAC, "ACCC8E000001"]),
    ips=st.sets(st.sampled_from(["10.0.0.1", "10.0.0.2", "10.0.0.3"]), max_size=2).map(sorted),
    site=st.sampled_from([None, None, "hall", "depot"]),
    make=st.sampled_from([None, "axis", "hikvision"]),
)


@given(st.lists(ROWS, max_size=7), st.randoms())
def test_the_order_of_rows_changes_no_thing(rows: list[GroupKeys], random: Random) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)
    straight = {frozenset(cluster.groups) for cluster in joined(*rows)}
    shuffled = joined(*(rows[i] for i in order))
    assert {frozenset(order[group] for group in cluster.groups) for cluster in shuffled} == straight


@given(st.lists(ROWS, max_size=7))
def test_no_thing_has_two_tags_of_one_table(rows: list[GroupKeys]) -> None:
    for cluster in joined(*rows):
        tags = {(rows[group].source, ref) for group in cluster.groups for ref in rows[group].refs}
        assert len(tags) == len({source for source, _ in tags})


@given(st.lists(ROWS, max_size=7), ROWS)
def test_one_more_row_parts_nothing_without_saying_so(rows: list[GroupKeys], more: GroupKeys) -> None:
    after = {group: cluster for cluster in joined(*rows, more) for group in cluster.groups}
    for before in joined(*rows):
        if len({after[group].groups for group in before.groups}) > 1:
            assert all(after[group].refusals for group in before.groups)
