"""Does a reader that keeps only so much say what it left out?"""

from collections.abc import Callable

import orjson
import pytest

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.identify import fields, fingerprints
from phaseout.intake import READERS, credential
from phaseout.intake.capture import ledger
from phaseout.intake.dump import dahua
from phaseout.intake.export import blue_iris, zoneminder
from phaseout.intake.reader import SourceStream
from phaseout.intake.switch import announcement, snmp_walk
from phaseout.intake.zeek import questions

StreamOf = Callable[..., SourceStream]
BY_NAME = {reader.name: reader for reader in READERS}


def read(data: str | bytes, reader: str, stream_of: StreamOf) -> list[Reading]:
    raw = data.encode() if isinstance(data, str) else data
    return list(BY_NAME[reader].read(stream_of(raw, name="source")))


def whys(readings: list[Reading]) -> str:
    return " | ".join(reading.why for reading in readings if isinstance(reading, Unread))


def line(**said: object) -> str:
    return orjson.dumps(said).decode() + "\n"


def test_what_identification_does_not_look_at_is_said(stream_of: StreamOf) -> None:
    assert fields.LONGEST == fingerprints.LONGEST == credential.LOOKED_AT
    long = "x" * (credential.LOOKED_AT + 1)
    found = read(line(asset="a", trait="label.text", value=long), "observation-lines", stream_of)
    assert "only as much of its start is looked at" in whys(found)
    short = read(line(asset="a", trait="label.text", value=long[1:]), "observation-lines", stream_of)
    assert not whys(short)


def test_a_long_value_of_a_zeek_log_is_said_to_be_cut(stream_of: StreamOf) -> None:
    record = {
        "_path": "dhcp", "ts": 1.0, "client_addr": "10.20.0.17", "mac": "44:19:b6:00:00:01",
        "host_name": "x" * 3000, "assigned_addr": "10.20.0.17",
    }  # fmt: skip
    assert "longer than 2048 characters: the rest of them is not kept" in whys(
        read(line(**record), "zeek", stream_of)
    )


def test_too_many_characters_of_names_are_not_called_too_many_names(
    stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_MOST_CHARACTERS", 20)
    said = "".join(
        line(**{"_path": "dns", "ts": 1.0, "uid": "C", "id.orig_h": "10.20.0.17", "id.orig_p": 5, "proto": "udp",
                "id.resp_h": "10.20.0.53", "id.resp_p": 53, "query": f"camera{number}.hik-connect.com"})
        for number in range(3)
    )  # fmt: skip
    assert "names of more than 20 characters in all" in whys(read(said, "zeek", stream_of))


def test_a_walk_says_which_of_a_branch_and_of_a_text_it_left_out(stream_of: StreamOf) -> None:
    walk = "".join(
        f'.1.3.6.1.4.1.39165.1.{number}.0 = STRING: "v{number}"\n'
        for number in range(snmp_walk._MOST_OF_A_BRANCH + 1)
    )
    assert "values of a maker's own branch" in whys(read(walk, "snmp-walk", stream_of))
    long = f'.1.3.6.1.2.1.1.1.0 = STRING: "{"x" * 5000}"\n'
    assert "longer than 4096 characters" in whys(read(long, "snmp-walk", stream_of))
    assert not whys(read('.1.3.6.1.2.1.1.1.0 = STRING: "x"\n', "snmp-walk", stream_of))


def test_a_walk_says_that_it_has_more_neighbours_than_are_kept(
    stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snmp_walk, "_MOST_NEIGHBOURS", 1)
    walk = "".join(f'.1.0.8802.1.1.2.1.4.1.1.9.0.{number}.1 = STRING: "cam{number}"\n' for number in range(2))
    found = read('.1.3.6.1.2.1.1.1.0 = STRING: "x"\n' + walk, "snmp-walk", stream_of)
    assert "more than 1 neighbours; the rest was not kept" in whys(found)


def test_a_neighbour_says_how_many_values_it_keeps() -> None:
    block = announcement.Announcement("line 1")
    block.put(announcement.Meaning.NAME, "switch", "line 1")
    for number in range(announcement._MOST_VALUES + 1):
        block.put(announcement.Meaning.ADDRESS, f"10.20.0.{number + 1}", f"line {number + 2}")
    block.put(announcement.Meaning.DESCRIPTION, "x" * 5000, "line 99")
    said = whys(list(block.readings()))
    assert "more than 16 values of one kind at a neighbour" in said
    assert "longer than 4096 characters" in said


def test_further_names_of_a_zoneminder_dump_are_said_to_be_left_out(
    stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch, fixture_bytes: Callable[[str], bytes]
) -> None:
    monkeypatch.setattr(zoneminder, "_MOST_NAMES", 1)
    found = read(fixture_bytes("zoneminder/zm.sql"), "zoneminder", stream_of)
    assert whys(found).count("more than 1 manufacturers and models") == 1


def test_a_blue_iris_camera_with_too_many_values_says_so(
    stream_of: StreamOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blue_iris, "_MOST_VALUES", 2)
    key = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Perspective Software\\Blue Iris\\Cameras\\D]"
    text = (
        f'Windows Registry Editor Version 5.00\n\n{key}\n"shortname"="D"\n"ip"="10.0.0.1"\n"ip_path"="/x"\n'
    )
    assert Unread("line 6", "has 2 values or more; those beyond are not read") in read(
        text, "blue-iris", stream_of
    )


def test_a_recorder_lists_how_many_further_channels_are_off(stream_of: StreamOf) -> None:
    prefix = "table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_"
    rows = "".join(
        f"{prefix}{slot}.Enable=false\n{prefix}{slot}.Address=10.3.0.{slot + 1}\n"
        f"{prefix}{slot}.DeviceType=IPC-HFW1\n{prefix}{slot}.SerialNo=4K0{slot}PAG00\n"
        for slot in range(dahua._SHOWN + 3)
    )
    said = whys(read("serialNumber=4E0012FPAZ00009\ndeviceType=NVR\n" + rows, "device-dump", stream_of))
    assert ", 20 and 3 more" in said


def test_a_ledger_says_when_it_no_longer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "MOST_DROPPED", 1)
    monkeypatch.setattr(ledger, "MOST_NOTES", 2)
    held = ledger.Ledger()
    for number in (1, 2):
        held.drop(bytes((10, 0, 0, number)), "HTTP password")
    for number in range(4):
        held.note(f"reason {number}")
    found = list(held.readings())
    assert "more than 1 credentials dropped" in whys(found)
    assert "of further kinds something was not read: the reasons are not listed (3 times" in whys(found)


def test_a_long_output_of_a_scan_is_said_to_be_cut(stream_of: StreamOf) -> None:
    output = "The remote FTP banner is :\n\n220 x" + "y" * 70_000
    text = (
        '<?xml version="1.0" ?><NessusClientData_v2><Report name="T"><ReportHost name="10.20.0.17"><HostProperties>'
        '<tag name="host-ip">10.20.0.17</tag></HostProperties><ReportItem port="21" svc_name="ftp" protocol="tcp" '
        'severity="0" pluginID="10092" pluginName="FTP Server Detection" pluginFamily="x"><plugin_output>'
        f"{output}</plugin_output></ReportItem></ReportHost></Report></NessusClientData_v2>"
    )
    found = read(text, "nessus", stream_of)
    assert "an output longer than 65536 characters; its start is read" in whys(found)
    assert any(isinstance(one, Observation) and one.trait == "ftp.banner" for one in found)
