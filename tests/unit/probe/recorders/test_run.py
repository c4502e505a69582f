"""Which hosts are asked with the owner's account, and which never."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from pathlib import Path
from typing import NamedTuple

import pytest

from phaseout.probe.account import Account, Dialect
from phaseout.probe.credentials import Credentials
from phaseout.probe.private_file import CredentialsError
from phaseout.probe.recorders.inventory import Inventory, Outcome
from phaseout.probe.recorders.questions import QUESTIONS
from phaseout.probe.recorders.rehearsal import rehearsed
from phaseout.probe.recorders.run import Recorders, accounts
from phaseout.probe.recorders.showing import dialects_for, shows_recorder
from phaseout.probe.secret import Secret
from recorder_on_loopback import NOON, NVR_PAGES, NVR_SERIAL, OpenGate, Recorder


class Range(NamedTuple):
    site: str | None
    segment: str | None


@dataclass(frozen=True)
class Scope:
    recorders: bool = True

    def range_of(self, address: object) -> Range | None:
        if address in ip_network("127.0.0.0/8"):
            return Range("depot", "cctv")
        return Range("depot", "other") if address in ip_network("10.20.7.0/24") else None


def written(folder: Path, text: str) -> Path:
    path = folder / "recorders.toml"
    path.write_text(text)
    path.chmod(0o600)
    return path


def recorders(folder: Path, text: str) -> Recorders:
    return Recorders(Credentials.read(written(folder, text)), Scope(), OpenGate(), folder, lambda: NOON)


ONE = '[[account]]\naddress = "127.0.0.1"\nuser = "viewer"\npassword = "PLANTED-account"\nscheme = "http"\nport = {}\n'
WIDE = '[[account]]\n{} = "{}"\nuser = "viewer"\npassword = "x"\n'
SHOWN = {"http.server": ["DNVRS-Webs"]}


@pytest.mark.parametrize(
    ("text", "address", "shown", "is_asked"),
    [
        (ONE.format(80), "127.0.0.1", {}, True),
        (ONE.format(80), "127.0.0.2", SHOWN, False),
        (WIDE.format("range", "127.0.0.0/8"), "127.0.0.2", SHOWN, True),
        (WIDE.format("range", "127.0.0.0/8"), "127.0.0.2", {}, False),
        (WIDE.format("segment", "cctv"), "127.0.0.2", SHOWN, True),
        (WIDE.format("segment", "cctv"), "10.20.7.9", SHOWN, False),
        (WIDE.format("range", "0.0.0.0/0"), "192.0.2.1", SHOWN, False),
    ],
)
def test_whoever_is_named_is_asked_and_of_others_who_shows_itself_as_a_recorder(
    tmp_path: Path, text: str, address: str, shown: Mapping[str, list[str]], *, is_asked: bool
) -> None:
    with recorders(tmp_path, text) as run:
        assert (run.account_for(ip_address(address), shown) is not None) is is_asked


def test_a_recorder_of_the_run_is_asked_and_counted_and_its_cameras_are_placed(tmp_path: Path) -> None:
    async def look() -> tuple[Inventory | None, Inventory | None]:
        async with Recorder(NVR_PAGES).serving() as served:
            with recorders(tmp_path, ONE.format(served.port)) as run:
                taken = (
                    await run.look(IPv4Address("127.0.0.1"), {}),
                    await run.look(IPv4Address("127.0.0.9"), {}),
                )
                assert run.ended == {Outcome.TOLD: 1}
                return taken

    taken, other = asyncio.run(look())
    assert other is None
    assert taken is not None
    lines = [json.loads(line) for line in taken.lines]
    places = {(line["asset"], line["site"], line["segment"]) for line in lines}
    assert places == {
        ("127.0.0.1", "depot", "cctv"),
        (f"{NVR_SERIAL}, channel 1", "depot", f"behind {NVR_SERIAL}"),
        (f"{NVR_SERIAL}, channel 2", "depot", "other"),
    }, "10.20.7.52 is of another segment"


def test_a_scope_that_says_nothing_of_recorders_allows_none(tmp_path: Path) -> None:
    path = written(tmp_path, ONE.format(80))
    with pytest.raises(CredentialsError, match="the scope does not allow"):
        accounts(path, Scope(recorders=False), asks=False)
    assert accounts(path, Scope(), asks=False).entries


def test_a_password_that_is_missing_is_asked_for_only_where_somebody_said_so(tmp_path: Path) -> None:
    path = written(tmp_path, '[[account]]\nsegment = "cctv"\nuser = "viewer"\n')
    with pytest.raises(CredentialsError, match="has no password"):
        accounts(path, Scope(), asks=False)
    assert not accounts(path, Scope(), asks=True, ask_unseen=lambda _: "typed").lack_password
    assert not accounts(
        None, Scope(), asks=True, ask=lambda _: "v", ask_unseen=lambda _: "typed"
    ).lack_password


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("asset.kind", "recorder"),
        ("http.server", "DVRDVS-Webs"),
        ("http.www-authenticate", 'Digest realm="Embedded Net DVR"'),
        ("http.www-authenticate", 'Digest realm="DS-7616NI-Q2"'),
        ("sadp.xml", "<ProbeMatch><DeviceDescription>DS-7804HQH-K1</DeviceDescription></ProbeMatch>"),
        ("sadp.xml", "<ProbeMatch><DeviceDescription>NVR</DeviceDescription></ProbeMatch>"),
        ("sadp.xml", "<ProbeMatch><DigitalChannelNum>16</DigitalChannelNum></ProbeMatch>"),
        ("dhip.json", '{"deviceInfo":{"DeviceClass":"NVR"}}'),
        ("dhip.json", '{"deviceInfo":{"DeviceClass":"HCVR"}}'),
        ("dhip.json", '{"deviceInfo":{"DeviceClass":"MHDX"}}'),
        ("dhip.json", '{"deviceInfo":{"DeviceClass":"X","RemoteVideoInputChannels":32}}'),
        ("onvif.scope", "onvif://www.onvif.org/hardware/NVR4216-16P"),
        ("mdns.service", "_axis-nvr._tcp"),
    ],
)
def test_recorders_show_themselves_in_many_ways(trait: str, value: str) -> None:
    assert shows_recorder({trait: [value]})


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("http.server", "App-webs/"),
        ("http.www-authenticate", 'Digest realm="IP Camera(52799)"'),
        (
            "sadp.xml",
            "<ProbeMatch><DeviceDescription>DS-2CD2143G0-I</DeviceDescription><AnalogChannelNum>1</AnalogChannelNum><DigitalChannelNum>0</DigitalChannelNum></ProbeMatch>",
        ),
        (
            "sadp.xml",
            "<ProbeMatch><DeviceDescription>IPCamera</DeviceDescription><AnalogChannelNum>0</AnalogChannelNum><DigitalChannelNum>1</DigitalChannelNum></ProbeMatch>",
        ),
        (
            "sadp.xml",
            "<ProbeMatch><DeviceDescription>DS-2CD2387G2P-LSU/SL</DeviceDescription><DigitalChannelNum>2</DigitalChannelNum></ProbeMatch>",
        ),
        ("tls.subject", "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION"),
        ("dhip.json", '{"deviceInfo":{"DeviceClass":"IPC","RemoteVideoInputChannels":0}}'),
        ("onvif.scope", "onvif://www.onvif.org/hardware/IPC-HDW4433C-A"),
        ("http.title", "WEB SERVICE"),
    ],
)
def test_cameras_do_not(trait: str, value: str) -> None:
    assert not shows_recorder({trait: [value]})


def test_what_was_shown_says_where_to_ask_first_and_the_owner_says_it_better() -> None:
    account = Account(user="v", password=Secret("p"))
    every = tuple(Dialect)
    assert dialects_for(account, {}) == every
    spoken = dialects_for(account, {"rtsp.server": ["Dahua Rtsp Server"]})
    assert spoken == (Dialect.DAHUA, Dialect.HIKVISION, Dialect.PRAMA, Dialect.ONVIF)
    assert dialects_for(account, {"sadp.xml": ["<ProbeMatch>"]}) == every
    hinted = Account(user="v", password=Secret("p"), maker=Dialect.ONVIF)
    assert dialects_for(hinted, {"sadp.xml": ["<ProbeMatch>"]}) == (Dialect.ONVIF,)


def test_a_rehearsal_shows_each_question_of_the_list_and_no_proof() -> None:
    account = Account(user="PLANTED", password=Secret("PLANTED"), maker=Dialect.DAHUA)
    every = list(rehearsed("10.20.0.40", account, {}))
    packets = [packet for packet in every if packet.payload]
    opened = [packet.port for packet in every if not packet.payload]
    assert opened == [80, *[443] * len(packets)], "most recorders keep the connection, and some close each"
    asked = [packet.payload.split(b"\r\n")[0].decode() for packet in packets]
    wanted = [f"GET {question.path} HTTP/1.1" for question in QUESTIONS if question.dialect is Dialect.DAHUA]
    assert asked == [line for line in wanted for _ in range(2)]
    assert [b"Authorization: ******" in packet.payload for packet in packets] == [False, True] * len(wanted)
    assert "PLANTED" not in repr(packets)
