from dataclasses import replace

import pytest

from phaseout.domain.asset import Asset, AssetKeys
from phaseout.domain.claim import Identification
from phaseout.report.matching import Matching, Regrouped


def asset(id_: str, *, site: str | None = "hall", **keys: str) -> Asset:
    named = {kind: (value,) for kind, value in keys.items()}
    return Asset(
        id=id_, kind=None, site=site, keys=AssetKeys(**named), identification=Identification(),
        determinations=(), observations=(),
    )  # fmt: skip


def earlier(before: list[Asset], after: list[Asset]) -> list[list[str]]:
    matching = Matching(before, after)
    return [[one.id for one in matching.earlier(later)] for later in after]


@pytest.mark.parametrize("kind", ["serial", "mac", "ip", "ref"])
def test_a_name_in_common_makes_two_assets_one_thing(kind: str) -> None:
    assert earlier([asset("a-1", **{kind: "x"})], [asset("a-2", **{kind: "x"})]) == [["a-1"]]


def test_another_camera_at_the_same_address_is_another_camera() -> None:
    old, new = asset("a-1", ip="10.0.0.7", serial="OLD001"), asset("a-2", ip="10.0.0.7", serial="NEW002")
    matching = Matching([old], [new])
    assert matching.earlier(new) == ()
    assert list(matching.missing()) == [old]


def test_the_same_address_at_another_site_is_another_thing() -> None:
    assert earlier([asset("a-1", ip="10.0.0.7")], [asset("a-2", ip="10.0.0.7", site="depot")]) == [[]]


def test_two_things_that_are_held_to_be_one_are_both_its_past() -> None:
    before = [asset("a-1", serial="S00001"), asset("a-2", ip="10.0.0.7")]
    after = [asset("a-1", serial="S00001", ip="10.0.0.7")]
    matching = Matching(before, after)
    assert [one.id for one in matching.earlier(after[0])] == ["a-1", "a-2"]
    assert list(matching.missing()) == []
    assert matching.regrouped() == (Regrouped(name="10.0.0.7", before=("a-1", "a-2"), after=("a-1",)),)


def test_a_thing_that_is_held_to_be_two_is_the_past_of_both() -> None:
    before = [asset("a-1", serial="S00001", ip="10.0.0.7")]
    after = [asset("a-1", serial="S00001"), asset("a-3", ip="10.0.0.7")]
    assert earlier(before, after) == [["a-1"], ["a-1"]]
    matching = Matching(before, after)
    for one in after:
        matching.earlier(one)
    assert matching.regrouped() == (Regrouped(name="10.0.0.7", before=("a-1",), after=("a-1", "a-3")),)


def test_an_address_taken_over_from_a_thing_that_is_still_there_is_no_merger() -> None:
    before = [asset("a-1", mac="m1", ip="10.0.0.7"), asset("a-2", mac="m2", ip="10.0.0.8")]
    after = [asset("a-1", mac="m1", ip="10.0.0.8"), asset("a-2", mac="m2", ip="10.0.0.7")]
    assert earlier(before, after) == [["a-1"], ["a-2"]]


def test_an_id_holds_whatever_else_changed() -> None:
    one = asset("a-1", ip="10.0.0.7")
    assert earlier([one], [replace(one, keys=AssetKeys(ip=("10.9.9.9",)))]) == [["a-1"]]


def test_nothing_in_common_is_new_and_missing() -> None:
    before, after = [asset("a-1", ref="x")], [asset("a-2", ref="y")]
    matching = Matching(before, after)
    assert matching.earlier(after[0]) == ()
    assert [one.id for one in matching.missing()] == ["a-1"]
