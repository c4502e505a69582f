"""Is what joins things kept in bounds, and is what is too much to list still counted?"""

import json

import pytest

from phaseout.identify.keys import KEYS_OF_ONE_THING
from phaseout.identify.serial import normal_serial
from phaseout.intake import READERS
from phaseout.survey.gathering import UNREAD_LISTED, Gatherer
from phaseout.survey.sites import Sites


def gathered(path, *lines):
    path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
    return Gatherer(Sites([]), READERS, lambda name, taken: None).gather([str(path)])


@pytest.mark.parametrize(
    ("written", "joins_by"),
    [
        ("DS-2CD 2042", "DS-2CD2042"),
        ("abc123", "ABC123"),
        ("112113", "112113"),
        ("112112", None),
        ("000000", None),
        ("1111111111111111", None),
        ("0-0-0-0-0", None),
        ("A1B2C", None),
        ("UNKNOWN", None),
    ],
)
def test_a_serial_that_is_no_serial_joins_nothing(written, joins_by):
    assert normal_serial(written) == joins_by


def test_two_things_with_the_same_placeholder_for_a_serial_stay_two(look):
    surveyed = look(
        ("cam-1", "inventory.serial", "000000", "a"),
        ("cam-2", "inventory.serial", "000000", "a"),
        ("cam-3", "inventory.serial", "7A00012", "a"),
        ("cam-4", "inventory.serial", "7A00012", "a"),
    )
    together = [one.keys.ref for one in surveyed.assets.values()]
    assert sorted(together) == [("cam-1",), ("cam-2",), ("cam-3", "cam-4")]


def test_a_thing_seen_under_very_many_addresses_takes_up_no_more_names(tmp_path):
    seen = 2 * KEYS_OF_ONE_THING
    lines = []
    for index in range(seen):
        lines += [
            {"asset": "router", "trait": "ip", "value": f"10.0.{index // 256}.{index % 256}"},
            {"asset": f"cam-{index}", "trait": "http.title", "value": "x"},
        ]
    found = gathered(tmp_path / "seen.jsonl", *lines)
    (router,) = [keys for keys in found.keys if keys.refs == ("router",)]
    assert len(router.places) == KEYS_OF_ONE_THING
    # Only the names are left out; what was observed is kept.
    assert found.sources[0].observations == 2 * seen


def test_a_thing_with_very_many_addresses_keeps_its_serial_number_its_site_and_its_times(tmp_path):
    lines = [{"asset": "router", "trait": "ip", "value": f"10.0.{n // 256}.{n % 256}"}
             for n in range(KEYS_OF_ONE_THING + 1)]  # fmt: skip
    late = {"asset": "router", "at": "2026-11-20T00:00:00Z", "site": "hall"}
    found = gathered(tmp_path / "seen.jsonl", *lines, {"asset": "cam", "trait": "http.title", "value": "x"},
                     {**late, "trait": "inventory.serial", "value": "SER111"})  # fmt: skip
    router = found.keys[0]
    assert (len(router.places), router.is_cut) == (KEYS_OF_ONE_THING, True)
    assert (router.serials, router.site, router.times) == (("SER111",), "hall", ("2026-11-20T00:00:00Z",))


def test_as_many_addresses_as_are_kept_are_not_said_to_be_more(look):
    lines = [("router", "ip", f"10.0.{n // 256}.{n % 256}", "a") for n in range(KEYS_OF_ONE_THING)]
    assert look(*lines).assets["router"].notes == ()
    (note,) = look(*lines, ("router", "ip", "10.9.9.9", "a")).assets["router"].notes
    assert note == "has more than 256 addresses or numbers of a sort, as routers do; others join nothing"


def test_unreads_past_the_limit_are_counted_and_said_to_be_more(tmp_path):
    beyond = 3
    found = gathered(tmp_path / "broken.jsonl", {"asset": "a", "trait": "ip", "value": "192.0.2.1"},
                     "{broken\n" * (UNREAD_LISTED + beyond))  # fmt: skip
    assert found.sources[0].unread == UNREAD_LISTED + beyond
    *listed, rest = found.unread
    assert len(listed) == UNREAD_LISTED
    assert (rest.source, rest.locator, rest.why) == ("s1", "rest", "3 more, counted but not listed")


def test_as_many_unreads_as_may_be_listed_have_no_rest(tmp_path):
    found = gathered(tmp_path / "broken.jsonl", {"asset": "a", "trait": "ip", "value": "192.0.2.1"},
                     "{broken\n" * UNREAD_LISTED)  # fmt: skip
    assert len(found.unread) == UNREAD_LISTED
    assert "rest" not in {unread.locator for unread in found.unread}
