"""Is what was seen at several times and places put together as it should be, and is it said how?"""

import json
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from phaseout.domain.asset import Asset
from phaseout.domain.facts import Context, SiteRule
from phaseout.domain.tie import Tie, TieKind
from phaseout.register.query import Register
from phaseout.report.language import Language
from phaseout.survey import Document, survey
from phaseout.survey.asking import shown_context, stated_context

DAY = date(2026, 11, 23)
FEDERAL = Context(roles=("ca/federal-department",))
OLD_MAC, NEW_MAC = "44:19:b6:00:00:01", "e0:50:8b:00:00:02"
SERIAL = "DS-2CD1143G0-I20211208AAWRJ21084244"
SPRING, AUTUMN = "2026-03-05T08:00:00Z", "2026-09-01T08:00:00Z"
Thing = dict[str, str]


class Folder:
    """Sources of a survey, one file for each list of things."""

    def __init__(self, path: Path, register: Register) -> None:
        self._path, self._register = path, register

    def look(self, *sources: Sequence[Thing], context: Context = FEDERAL) -> list[Asset]:
        return list(self.document(*sources, context=context).assets())

    def document(self, *sources: Sequence[Thing], context: Context = FEDERAL) -> Document:
        return survey(
            [self._written(number, things) for number, things in enumerate(sources)],
            self._register,
            context,
            DAY,
        )

    def _written(self, number: int, things: Sequence[Thing]) -> str:
        lines = []
        for thing in things:
            about = {key: thing[key] for key in ("at", "site", "segment") if key in thing}
            name = thing.get("ref", f"thing {len(lines)}")
            lines += [
                {"asset": name, "trait": trait, "value": value, **about}
                for trait, value in thing.items()
                if trait not in (*about, "ref")
            ]
        path = self._path / f"{number}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return str(path)


@pytest.fixture
def folder(register: Register, tmp_path: Path) -> Folder:
    return Folder(tmp_path, register)


def test_another_hardware_address_at_an_address_is_another_thing_and_the_order_is_told(
    folder: Folder,
) -> None:
    replaced, now = folder.look(
        [{"mac": NEW_MAC, "ip": "10.0.0.1", "at": AUTUMN}], [{"mac": OLD_MAC, "ip": "10.0.0.1", "at": SPRING}]
    )
    assert (replaced.identification.maker.value, now.identification.maker.value) == ("dahua", "hikvision")
    (note,) = {*replaced.notes, *now.notes}
    assert note == (
        "not joined by address 10.0.0.1 (s1, s2): different hardware addresses; seen there in turn: "
        f"{OLD_MAC} (2026-03-05), {NEW_MAC} (2026-09-01)"
    )
    assert Language("fr").unread(note) == (
        "non réuni par l’adresse 10.0.0.1 (s1, s2)\u00a0: adresses matérielles différentes; vus là tour à tour\u00a0: "
        f"{OLD_MAC} (2026-03-05), {NEW_MAC} (2026-09-01)"
    )


def test_two_that_were_seen_at_one_time_are_not_said_to_follow_each_other(folder: Folder) -> None:
    assets = folder.look(
        [{"mac": NEW_MAC, "ip": "10.0.0.1", "at": AUTUMN}], [{"mac": OLD_MAC, "ip": "10.0.0.1", "at": AUTUMN}]
    )
    assert len(assets) == 2
    assert "in turn" not in assets[0].notes[0]


def test_one_serial_number_at_two_addresses_is_one_thing_with_the_latest_first(folder: Folder) -> None:
    (asset,) = folder.look(
        [{"inventory.serial": SERIAL, "ip": "10.0.0.1", "at": SPRING}],
        [{"inventory.serial": SERIAL, "ip": "10.0.0.9", "at": AUTUMN}],
    )
    assert asset.keys.ip == ("10.0.0.9", "10.0.0.1")
    assert asset.notes == ("addresses in turn: 10.0.0.1 (2026-03-05), 10.0.0.9 (2026-09-01)",)
    assert [(join.by, join.value, join.sources) for join in asset.joins] == [("serial", SERIAL, ("s1", "s2"))]


def test_two_interfaces_that_answer_at_one_time_did_not_move(folder: Folder) -> None:
    (asset,) = folder.look(
        [
            {"ref": "a", "inventory.serial": SERIAL, "mac": OLD_MAC, "ip": "10.0.0.1", "at": AUTUMN},
            {
                "ref": "b",
                "inventory.serial": SERIAL,
                "mac": "44:19:b6:00:00:02",
                "ip": "172.16.0.1",
                "at": AUTUMN,
            },
        ]
    )
    assert len(asset.keys.mac) == 2
    assert not asset.notes


def test_a_camera_behind_a_recorder_is_the_one_that_answers_for_itself(folder: Folder) -> None:
    row = json.dumps({"channel": "1", "ip": "192.168.254.2", "serial": SERIAL, "model": "DS-2CD1143G0-I"})
    behind = {"ref": "channel 1", "recorder.channel": row, "segment": "behind RECORDER1"}
    sadp = (
        f"<ProbeMatch><DeviceDescription>DS-2CD1143G0-I</DeviceDescription><DeviceSN>{SERIAL}</DeviceSN>"
        "<MAC>44-19-b6-00-00-01</MAC><IPv4Address>192.168.254.2</IPv4Address></ProbeMatch>"
    )
    other = json.dumps({"channel": "1", "ip": "192.168.254.2", "model": "DS-2CD2143G0-I"})
    elsewhere = {"ref": "channel 1 of 2", "recorder.channel": other, "segment": "behind RECORDER2"}
    camera, stranger = folder.look([behind, elsewhere], [{"ref": "answer", "sadp.xml": sadp}])
    assert camera.keys.ref == ("channel 1", "answer")
    assert [join.by for join in camera.joins] == ["serial"]
    assert stranger.keys.ref == ("channel 1 of 2",)


def test_a_row_at_a_stale_address_is_tied_weakly_and_said_to_be(folder: Folder) -> None:
    row = {
        "ref": "INV-1",
        "ip": "10.0.0.1",
        "inventory.manufacturer": "Axis",
        "inventory.model": "AXIS P3245-V",
    }
    scan = {"ip": "10.0.0.1", "http.server": "App-webs/", "mac": OLD_MAC, "at": AUTUMN}
    (asset,) = folder.look([row], [scan])
    assert [join.by for join in asset.joins] == ["address"]
    (note,) = asset.notes
    assert note.startswith("tied by its address alone, and its sources name different makers")
    assert "\u00a0" not in note
    assert Language("fr").unread(note).startswith("réuni par la seule adresse")
    apart = Tie(kind=TieKind.KEEP_APART, keys=("10.0.0.1",), why="the sheet is stale")
    row_alone, scan_alone = folder.look([row], [scan], context=Context(roles=FEDERAL.roles, ties=(apart,)))
    assert row_alone.id != scan_alone.id
    assert row_alone.identification.maker.value == "axis"
    assert scan_alone.identification.maker.value == "hikvision"
    assert row_alone.notes == (
        "not joined by address 10.0.0.1 (s1, s2): kept apart by the context file; the sheet is stale",
    )


def test_one_hardware_address_at_two_sites_is_two_things_until_somebody_says_otherwise(
    folder: Folder,
) -> None:
    hall, depot = (
        {"mac": OLD_MAC, "site": "hall", "at": SPRING},
        {"mac": OLD_MAC, "site": "depot", "at": AUTUMN},
    )
    assets = folder.look([hall], [depot])
    assert [asset.site for asset in assets] == ["hall", "depot"]
    assert assets[0].id != assets[1].id
    assert all("seen at several sites" in asset.notes[0] for asset in assets)
    moved = Tie(kind=TieKind.JOIN, keys=(OLD_MAC, "44-19-B6-00-00-01"), why="moved in June")
    (asset,) = folder.look([hall], [depot], context=Context(roles=FEDERAL.roles, ties=(moved,)))
    assert asset.site == "depot"
    assert asset.joins[0].by == "statement"
    assert asset.notes == ("stated at several sites: depot, hall; depot is taken: where it was seen last",)


def test_a_site_without_times_does_not_depend_on_the_order(folder: Folder) -> None:
    things = [{"inventory.serial": SERIAL, "site": "hall"}], [{"inventory.serial": SERIAL, "site": "depot"}]
    straight, turned = folder.look(*things), folder.look(*reversed(things))
    assert [asset.site for asset in (*straight, *turned)] == ["depot", "depot"]
    assert straight[0].notes[0].endswith("depot is taken: no time tells where it was seen last")


def test_the_order_of_sources_changes_no_asset(folder: Folder) -> None:
    sources = (
        [{"mac": OLD_MAC, "ip": "10.0.0.1", "at": SPRING, "http.server": "App-webs/"}],
        [{"mac": NEW_MAC, "ip": "10.0.0.1", "at": AUTUMN}],
        [{"ref": "INV", "ip": "10.0.0.1", "inventory.serial": "SER4711"}, {"ref": "I2", "ip": "10.0.0.2"}],
        [{"ref": "W", "ip": "10.0.0.2", "site": "hall"}, {"ref": "S", "inventory.serial": "SER4711"}],
    )
    seen = set()
    for order in permutations(sources):
        assets = folder.look(*order)
        seen.add(
            frozenset(
                (a.id, a.site, frozenset(a.keys.ref), frozenset(a.keys.mac), frozenset(a.keys.ip))
                for a in assets
            )
        )
    assert len(seen) == 1


def test_ties_stand_in_the_document_and_are_taken_from_it_again(register: Register) -> None:
    tie = Tie(kind=TieKind.KEEP_APART, keys=("10.0.0.1",), site="hall", why="stale")
    context = Context(roles=FEDERAL.roles, ties=(tie,), sites=(SiteRule(id="hall"),))
    shown = shown_context(context)
    assert shown["ties"] == [{"kind": "keep-apart", "keys": ["10.0.0.1"], "site": "hall", "why": "stale"}]
    assert stated_context(shown, register).ties == (tie,)


def test_a_tie_that_meets_nothing_is_named(folder: Folder) -> None:
    tie = Tie(kind=TieKind.JOIN, keys=("10.0.0.1", "10.0.0.8"))
    document = folder.document([{"ip": "10.0.0.1"}], context=Context(roles=FEDERAL.roles, ties=(tie,)))
    assert document.unmet_ties == (tie,)


OLD_FIRMWARE, NEW_FIRMWARE = "V5.4.0 build 160530", "V5.5.800 build 210628"


def test_firmware_read_later_is_the_version_and_the_earlier_is_history(folder: Folder) -> None:
    (asset,) = folder.look(
        [{"mac": OLD_MAC, "onvif.firmware": NEW_FIRMWARE, "at": AUTUMN}],
        [{"mac": OLD_MAC, "onvif.firmware": OLD_FIRMWARE, "at": SPRING}],
    )
    assert asset.identification.firmware.value == NEW_FIRMWARE
    assert asset.identification.conflicts == ()
    note = f"firmware in turn: {OLD_FIRMWARE} (2026-03-05), {NEW_FIRMWARE} (2026-09-01)"
    assert note in asset.notes
    assert Language("fr").unread(note) == (
        f"micrologiciels tour à tour\u00a0: {OLD_FIRMWARE} (2026-03-05), {NEW_FIRMWARE} (2026-09-01)"
    )
    assert {seen.value for seen in asset.observations} >= {OLD_FIRMWARE, NEW_FIRMWARE}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"at": AUTUMN}, {"at": AUTUMN}),
        ({"at": AUTUMN}, {}),
        ({"at": AUTUMN}, {"at": AUTUMN[:10]}),
    ],
)
def test_firmware_of_one_time_or_of_none_remains_at_odds(folder: Folder, first: Thing, second: Thing) -> None:
    (asset,) = folder.look(
        [{"mac": OLD_MAC, "onvif.firmware": NEW_FIRMWARE, **first}],
        [{"mac": OLD_MAC, "onvif.firmware": OLD_FIRMWARE, **second}],
    )
    assert [one.dimension.value for one in asset.identification.conflicts] == ["firmware"]
    assert not any("firmware" in note for note in asset.notes)


def test_a_version_that_is_only_written_shorter_later_puts_nothing_in_the_past(folder: Folder) -> None:
    (asset,) = folder.look(
        [{"mac": OLD_MAC, "onvif.firmware": OLD_FIRMWARE, "at": SPRING}],
        [{"mac": OLD_MAC, "onvif.firmware": "V5.4.0", "at": AUTUMN}],
    )
    assert OLD_FIRMWARE in {claim.value for one in asset.identification.conflicts for claim in one.claims} | {
        asset.identification.firmware.value
    }


def test_a_version_that_came_back_is_the_version(folder: Folder) -> None:
    (asset,) = folder.look(
        [{"mac": OLD_MAC, "onvif.firmware": OLD_FIRMWARE, "at": "2025-01-01T00:00:00Z"}],
        [{"mac": OLD_MAC, "onvif.firmware": NEW_FIRMWARE, "at": SPRING}],
        [{"mac": OLD_MAC, "onvif.firmware": OLD_FIRMWARE, "at": AUTUMN}],
    )
    assert asset.identification.firmware.value == OLD_FIRMWARE
