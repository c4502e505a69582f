"""Is every host asked what it is to be asked, no more than that, and is what it says written down?"""

import asyncio
import errno
import socket
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import orjson
import pytest

from answerers import (
    QUICK,
    FakeGate,
    FakeKept,
    Host,
    addresses,
    answering,
    hearing_group,
    http,
    pages,
    plan,
    saying,
)
from phaseout.probe.asked import rehearsed
from phaseout.probe.crowd import hosts_at_once
from phaseout.probe.gate import Refused
from phaseout.probe.inquiries import BROADCAST, INQUIRIES, snmp
from phaseout.probe.interface import Interface
from phaseout.probe.packet import Packet
from phaseout.probe.plan import Plan, chosen
from phaseout.probe.scope import Range
from phaseout.probe.sweep import sweep
from phaseout.probe.tally import Tally

SADP = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n<ProbeMatch>\r\n<Uuid>X</Uuid>\r\n<Types>inquiry</Types>\r\n'
    b"<DeviceDescription>DS-2CD2143G2-I</DeviceDescription>\r\n<IPv4Address>%b</IPv4Address>\r\n"
    b"<MAC>44-19-b6-00-00-17</MAC>\r\n</ProbeMatch>\r\n"
)
NOTICE = orjson.dumps(
    {
        "mac": "4c:11:bf:00:00:30",
        "method": "client.notifyDevInfo",
        "params": {"deviceInfo": {"DeviceType": "IPC-HFW5442E-ZE", "Vendor": "Private", "HttpPort": 8081}},
    }
)
GROUP = "239.255.88.4"
TO_GROUP = (replace(QUICK[0], groups=(GROUP, BROADCAST)),)
"""Of a group of its own: whoever else tries something on this machine hears the usual one."""
SDK_GREETING = bytes.fromhex("000000100000001e0000001e00000000")


def dhip(body: bytes) -> bytes:
    size = len(body).to_bytes(4, "little")
    return b"\x20\0\0\0DHIP" + bytes(8) + size + bytes(4) + size + bytes(4) + body


def hikvision(address: str) -> Host:
    received: list[bytes] = []
    web = pages(
        received,
        {
            "/": http(
                "302 Found", b"", "Server: App-webs/", f"Location: http://{address}/doc/page/login.asp"
            ),
            "/ISAPI/System/deviceInfo": http(
                "401 Unauthorized", b"", 'WWW-Authenticate: Digest realm="IP Camera(52799)", nonce="a1"'
            ),
            "/favicon.ico": http("200 OK", b"icon", kind="image/x-icon"),
        },
    )
    rtsp = saying(b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Rtsp Server/3.0\r\nPublic: OPTIONS\r\n\r\n")
    return Host(
        address,
        {37020: lambda asked: [SADP % address.encode()]},
        {80: web, 554: rtsp, 8000: saying(SDK_GREETING, pause=1.0)},
        received,
    )


def dahua(address: str) -> Host:
    received: list[bytes] = []
    config = b'{"vendor":"QSee","deviceType":"IPC-HFW5442E-ZE","WebVersion":"3.2"}'
    web = pages(
        received,
        {
            "/": http("200 OK", b"<html><head><title>WEB SERVICE</title></head></html>"),
            "/web_caps/webCapsConfig": http("200 OK", config, kind="application/json"),
        },
    )
    return Host(address, {37810: lambda asked: [dhip(NOTICE)]}, {8081: web}, received)


def look(targets: list[str], *hosts: Host, gate: FakeGate | None = None, **more: object) -> FakeKept:
    kept = FakeKept()
    run(targets, *hosts, gate=gate or FakeGate(), kept=kept, plan_=plan(**more))  # type: ignore[arg-type]
    return kept


def run(targets: list[str], *hosts: Host, gate: FakeGate, kept: FakeKept, plan_: Plan) -> Tally:
    async def go() -> Tally:
        async with answering(*hosts):
            return await sweep(addresses(*targets), gate, kept, plan_, lambda tally: None)  # type: ignore[arg-type]

    return asyncio.run(go())


def test_a_hikvision_camera_says_who_it_is_on_every_port() -> None:
    kept = look(["127.88.1.17"], hikvision("127.88.1.17"))
    found: Mapping[str, list[object]] = {
        str(row["trait"]): kept.values("127.88.1.17", str(row["trait"])) for row in kept.rows()
    }
    assert {trait: values for trait, values in found.items() if trait != "sadp.xml"} == {
        "ip": ["127.88.1.17"],
        "discovery.mac": ["44:19:b6:00:00:17"],
        "port.tcp": ["80", "554", "8000"],
        "http.server": ["App-webs/"],
        "http.location": ["http://127.88.1.17/doc/page/login.asp"],
        "http.www-authenticate": ['Digest realm="IP Camera(52799)", nonce="a1"'],
        "http.favicon-md5": ["baec6461b0d69dde1b861aefbe375d8a"],
        "http.favicon-mmh3": ["1355950459"],
        "rtsp.server": ["Rtsp Server/3.0"],
        "banner": [SDK_GREETING.hex()],
    }
    assert "DS-2CD2143G2-I" in str(found["sadp.xml"])


def test_a_line_has_the_place_the_port_and_the_time() -> None:
    class Spot:
        site, segment = "city-hall", "cameras"

    kept = look(["127.88.1.18"], hikvision("127.88.1.18"), place_of=lambda address: Spot)
    assert {
        "asset": "127.88.1.18",
        "trait": "http.server",
        "value": "App-webs/",
        "site": "city-hall",
        "segment": "cameras",
        "at": "2025-11-20T14:02:11Z",
        "port": 80,
    } in kept.rows()


def test_the_web_server_is_asked_where_the_device_says_it_is_and_for_its_makers_page() -> None:
    host = dahua("127.88.1.30")
    kept = look(["127.88.1.30"], host)
    asked = [head.split(b" ")[1].decode() for head in host.received if head.startswith(b"GET")]
    assert asked == ["/", "/ISAPI/System/deviceInfo", "/web_caps/webCapsConfig"]
    assert '"vendor":"QSee"' in str(kept.values("127.88.1.30", "http.body"))


def test_at_most_three_pages_are_asked_for_one_connection_at_a_time_and_never_with_an_account() -> None:
    gate = FakeGate()
    hosts = [hikvision("127.88.1.41"), dahua("127.88.1.42")]
    look(["127.88.1.41", "127.88.1.42"], *hosts, gate=gate)
    for host in hosts:
        gets = [one for one in gate.sent if one.target == host.address and one.payload.startswith(b"GET ")]
        assert len(gets) == 3
    assert gate.open_at_once == 1
    assert not [one for one in gate.sent if b"authorization" in one.payload.lower()]


def test_what_is_received_is_what_passed_the_gate() -> None:
    gate, host = FakeGate(), hikvision("127.88.1.19")
    look(["127.88.1.19"], host, gate=gate)
    sent = [one.payload for one in gate.sent if one.port in {37020, 80} and one.payload]
    assert sorted(host.received) == sorted(sent)


def test_an_empty_answer_of_isapi_leads_to_pramas_address() -> None:
    received: list[bytes] = []
    info = b'<DeviceInfo xmlns="http://www.isapi.org/ver20/XMLSchema"><model>PT-NC140D3</model></DeviceInfo>'
    web = pages(
        received,
        {
            "/": http("200 OK", b"<html></html>"),
            "/ISAPI/System/deviceInfo": http("200 OK", b""),
            "/pramaAPI/System/deviceInfo": http("200 OK", info, kind="application/xml"),
        },
    )
    kept = look(["127.88.1.50"], Host("127.88.1.50", {}, {80: web}))
    assert kept.values("127.88.1.50", "isapi.deviceinfo") == [info.decode()]


def test_onvif_is_asked_only_what_anybody_may_ask() -> None:
    received: list[bytes] = []

    def soap(inside: str) -> bytes:
        return http(
            "200 OK",
            f"<s:Envelope><s:Body>{inside}</s:Body></s:Envelope>".encode(),
            kind="application/soap+xml",
        )

    answers = {
        "GetSystemDateAndTime": soap("<tds:GetSystemDateAndTimeResponse/>"),
        "GetDeviceInformation": soap(
            "<tds:GetDeviceInformationResponse><tds:Manufacturer>UNV</tds:Manufacturer>"
            "<tds:Model>IPC3614</tds:Model></tds:GetDeviceInformationResponse>"
        ),
        "GetScopes": soap(
            "<tds:GetScopesResponse><tds:Scopes><tt:ScopeItem>onvif://www.onvif.org/hardware/IPC3614</tt:ScopeItem>"
            "</tds:Scopes></tds:GetScopesResponse>"
        ),
    }

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        body = await reader.readexactly(length)
        received.append(body)
        call = next((name for name in answers if name.encode() in body), None)
        writer.write(answers[call] if call else http("404 Not Found", b""))
        await writer.drain()

    kept = look(["127.88.1.60"], Host("127.88.1.60", {}, {80: talk}))
    assert kept.values("127.88.1.60", "onvif.manufacturer") == ["UNV"]
    assert kept.values("127.88.1.60", "onvif.scope") == ["onvif://www.onvif.org/hardware/IPC3614"]
    assert not [body for body in received if b"Security" in body or b"Username" in body]


def test_a_certificate_is_read_without_a_handshake(certificate_server: tuple[Path, Path]) -> None:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate_server)

    async def go() -> FakeKept:
        async def nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        kept = FakeKept()
        server = await asyncio.start_server(nothing, "127.88.1.70", 443, ssl=context)
        async with server:
            await sweep(addresses("127.88.1.70"), FakeGate(), kept, plan(QUICK[:1]), lambda tally: None)  # type: ignore[arg-type]
        return kept

    kept = asyncio.run(go())
    assert kept.values("127.88.1.70", "tls.subject") == ["CN=10.0.0.6,O=HIKVISION"]


def test_a_host_that_refuses_is_asked_further_and_one_that_is_silent_is_not() -> None:
    gate = FakeGate()
    tally = run(["127.88.1.80"], gate=gate, kept=FakeKept(), plan_=plan())
    assert (tally.asked, tally.answered, tally.closed) == (1, 0, 1)
    assert [(one.transport, one.port) for one in gate.sent if one.transport == "tcp"] == [
        ("tcp", 80),
        ("tcp", 554),
        ("tcp", 8080),
        ("tcp", 443),
        ("tcp", 8000),
    ]


def test_whoever_shows_nothing_leaves_no_line_and_is_done() -> None:
    kept = look(["127.88.1.81"])
    assert kept.rows() == []
    assert kept.kept == [("127.88.1.81", True)]


def test_nothing_is_asked_of_whom_an_earlier_run_has_finished() -> None:
    gate, kept = FakeGate(), FakeKept(done=["127.88.1.82"])
    tally = run(["127.88.1.82", "127.88.1.83"], gate=gate, kept=kept, plan_=plan(QUICK[:1]))
    assert {one.target for one in gate.sent} == {"127.88.1.83"}
    assert (tally.before, tally.asked) == (1, 1)


def test_a_run_that_is_stopped_writes_what_it_has_and_asks_those_hosts_again() -> None:
    gate, kept = FakeGate(most=12), FakeKept()
    tally = run(["127.88.1.84"], hikvision("127.88.1.84"), gate=gate, kept=kept, plan_=plan())
    assert tally.stopped is not None
    assert len(gate.sent) == 12
    assert kept.kept == [("127.88.1.84", False)]
    assert kept.values("127.88.1.84", "sadp.xml") != []
    run(["127.88.1.84"], hikvision("127.88.1.84"), gate=FakeGate(), kept=kept, plan_=plan())
    assert kept.kept[-1] == ("127.88.1.84", True)


def test_a_host_the_gate_refuses_is_told_and_the_others_are_asked() -> None:
    gate, kept = FakeGate(), FakeKept()
    gate.refuses = lambda packet: Refused("it is excluded") if packet.target == "127.88.1.85" else None
    tally = run(["127.88.1.85", "127.88.1.86"], hikvision("127.88.1.86"), gate=gate, kept=kept, plan_=plan())
    assert (tally.refused, tally.asked, tally.answered) == (1, 1, 1)
    assert tally.warnings == ["it is excluded"]


def test_what_leaves_was_rehearsed_in_the_same_order() -> None:
    gate = FakeGate()
    look(["127.88.1.87"], hikvision("127.88.1.87"), gate=gate)
    ahead = iter(rehearsed(*addresses("127.88.1.87"), plan()))
    assert all(any(one == packet for one in ahead) for packet in gate.sent)


def test_a_recorder_that_answers_for_a_camera_behind_it_is_two_assets() -> None:
    camera = SADP % b"192.168.254.3"
    camera = camera.replace(b"00-00-17", b"00-00-99").replace(b"DS-2CD2143G2-I", b"DS-2CD2043G0-I")
    host = Host("127.88.1.88", {37020: lambda asked: [SADP % b"127.88.1.88", camera]})
    place = Range(IPv4Network("127.88.1.0/24"))
    kept = look(["127.88.1.88"], host, inquiries=QUICK[:1], place_of=lambda address: place)
    assert {(row["asset"], row.get("segment")) for row in kept.rows()} == {
        ("127.88.1.88", None),
        ("192.168.254.3 behind 127.88.1.88", "behind 127.88.1.88"),
    }


def test_a_device_behind_a_translation_of_addresses_is_one_asset() -> None:
    host = Host("127.88.1.89", {37020: lambda asked: [SADP % b"192.168.1.64"]}, hikvision("127.88.1.89").tcp)
    kept = look(["127.88.1.89"], host)
    assert {row["asset"] for row in kept.rows()} == {"127.88.1.89"}
    assert kept.values("127.88.1.89", "ip") == ["127.88.1.89"]


@pytest.mark.parametrize("count", [1, 3])
def test_no_more_hosts_are_asked_at_once_than_the_plan_says(count: int) -> None:
    class Counting(FakeGate):
        most, now = 0, frozenset[str]()

        async def leave(self, packet: Packet) -> None:
            await super().leave(packet)
            self.now |= {packet.target}
            self.most = max(self.most, len(self.now))

        def silent(self, target: str) -> None:
            self.now -= {target}

    gate = Counting()
    targets = [f"127.88.3.{last}" for last in range(1, 8)]
    run(targets, gate=gate, kept=FakeKept(), plan_=plan(QUICK[1:2], at_once=count, conversations=frozenset()))
    assert gate.most == count
    assert {one.target for one in gate.sent} == set(targets)


def test_a_network_is_asked_as_a_whole_and_the_answers_are_those_of_each_host() -> None:
    told = Host("127.88.4.1", {37020: lambda asked: [SADP % b"127.88.4.1"]})
    lo = Interface("lo", IPv4Address("127.0.0.1"), IPv4Network("127.88.4.0/24"))

    async def go() -> tuple[FakeGate, FakeKept, Tally]:
        gate, kept = FakeGate(), FakeKept()
        async with answering(told), hearing_group(GROUP, told):
            tally = await sweep([], gate, kept, plan(TO_GROUP, interfaces=(lo,)), lambda tally: None)  # type: ignore[arg-type]
        return gate, kept, tally

    gate, kept, tally = asyncio.run(go())
    assert [(one.target, one.port) for one in gate.sent] == [
        (GROUP, 37020),
        ("255.255.255.255", 37020),
    ]
    assert tally.unasked == 1
    assert "DS-2CD2143G2-I" in str(kept.values("127.88.4.1", "sadp.xml"))
    assert kept.kept == [("127.88.4.1", False)]
    # nobody's leave covers it: it stands apart from what stands where the scope says, and a bundle may hold it
    assert b'"segment":"outside the scope"' in b"".join(kept.lines)


def test_a_host_that_answered_what_everybody_was_asked_is_told_once_with_what_it_says_itself() -> None:
    told = Host("127.88.4.2", {37020: lambda asked: [SADP % b"127.88.4.2"]}, hikvision("127.88.4.2").tcp)
    lo = Interface("lo", IPv4Address("127.0.0.1"), IPv4Network("127.88.4.0/24"))

    async def go() -> FakeKept:
        kept = FakeKept()
        async with answering(told), hearing_group(GROUP, told):
            await sweep(
                addresses("127.88.4.2"),
                FakeGate(),
                kept,
                plan(TO_GROUP, interfaces=(lo,)),
                lambda tally: None,  # type: ignore[arg-type]
            )
        return kept

    kept = asyncio.run(go())
    assert kept.kept == [("127.88.4.2", True)]
    assert len(kept.values("127.88.4.2", "sadp.xml")) == 1
    assert kept.values("127.88.4.2", "http.server") == ["App-webs/"]


def test_something_unreadable_on_the_port_of_questions_accuses_nobody_that_was_not_asked() -> None:
    opaque = Host("127.88.4.3", {37020: lambda asked: [bytes(range(200, 250)) * 4]})
    lo = Interface("lo", IPv4Address("127.0.0.1"), IPv4Network("127.88.4.0/24"))

    async def go(*targets: str) -> FakeKept:
        kept = FakeKept()
        async with answering(opaque), hearing_group(GROUP, opaque):
            found = plan(TO_GROUP, interfaces=(lo,), conversations=frozenset())
            await sweep(addresses(*targets), FakeGate(), kept, found, lambda tally: None)  # type: ignore[arg-type]
        return kept

    assert asyncio.run(go()).values("127.88.4.3", "sadp.xml") == []
    assert asyncio.run(go("127.88.4.3")).values("127.88.4.3", "sadp.xml") == ["unreadable SADP answer"]


def test_an_answer_from_another_port_is_the_hosts() -> None:
    probe_match = (
        b"<s:Envelope><s:Body><d:ProbeMatches><d:ProbeMatch><d:Scopes>onvif://www.onvif.org/hardware/X1</d:Scopes>"
        b"</d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>"
    )

    async def go() -> FakeKept:
        kept, loop = FakeKept(), asyncio.get_running_loop()
        other, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, ("127.88.1.95", 40_000))

        class Voice(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
                other.sendto(probe_match, addr)

        asked, _ = await loop.create_datagram_endpoint(Voice, ("127.88.1.95", 3702))
        inquiries = tuple(one for one in QUICK if one.name == "ws-discovery")
        found = plan(inquiries, conversations=frozenset())
        await sweep(addresses("127.88.1.95"), FakeGate(), kept, found, lambda tally: None)  # type: ignore[arg-type]
        asked.close()
        other.close()
        return kept

    assert asyncio.run(go()).values("127.88.1.95", "onvif.scope") == ["onvif://www.onvif.org/hardware/X1"]


def test_where_another_program_holds_the_port_the_run_says_so_and_goes_on() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        held.bind(("0.0.0.0", 0))
        taken = replace(QUICK[0], local_port=held.getsockname()[1])
        kept = FakeKept()
        host = Host("127.88.1.96", {37020: lambda asked: [SADP % b"127.88.1.96"]})
        tally = run(["127.88.1.96"], host, gate=FakeGate(), kept=kept, plan_=plan((taken,)))
    (warning,) = tally.warnings
    assert warning.startswith(f"port {taken.local_port} is held by another program")
    assert kept.values("127.88.1.96", "sadp.xml") != []


def test_a_host_of_ipv6_is_asked_over_ipv6() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as tried:
        try:
            tried.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
    kept = look(["::1"], Host("::1", {37020: lambda asked: [SADP % b"192.0.2.1"]}), inquiries=QUICK[:1])
    assert "DS-2CD2143G2-I" in str(kept.values("::1", "sadp.xml"))


def test_snmp_is_asked_with_a_community_only() -> None:
    agents, conversations = chosen(None, "owner")
    assert agents[-1].name == "snmp"
    assert chosen(None) == (INQUIRIES, conversations)
    assert chosen({"sadp", "tls", "snmp"}) == ((INQUIRIES[0],), frozenset({"tls"}))


def test_what_an_agent_says_is_written_and_the_community_is_not() -> None:
    response = bytes.fromhex(
        "302e02010104056f776e6572a22202010702010002010030173015060b2b0601040182b17d010100040644532d373630"
    )
    said_back = bytes.fromhex(
        "302d02010104056f776e6572a22102010702010002010030163014060b2b0601040182b17d0101000405"
        + b"owner".hex()
    )
    agent = Host("127.88.1.97", {161: lambda asked: [response, said_back]})
    quick = replace(snmp("owner"), listen=0.3)
    told = {"inquiries": (quick,), "conversations": frozenset(), "secrets": ("owner",)}
    kept = look(["127.88.1.97"], agent, **told)
    assert kept.rows()[-1]["dropped"] == "what held the community of SNMP"
    assert kept.values("127.88.1.97", "banner") == ["1.3.6.1.4.1.39165.1.1.0 = DS-760"]
    assert "owner" not in str([row.get("value") for row in kept.rows()])


@pytest.mark.parametrize(
    ("in_all", "files", "count"),
    [(1, 1_024, 8), (100, 1_024, 50), (200, 1_024, 100), (8_000, 1_024, 960), (8_000, 20_000, 2_000), (8_000, 64, 8)],
)  # fmt: skip
def test_as_many_hosts_are_asked_at_once_as_rate_and_files_can_serve(
    in_all: int, files: int, count: int
) -> None:
    assert hosts_at_once(in_all, files) == count


def test_where_the_plan_does_not_say_how_many_the_scope_does() -> None:
    gate, kept = FakeGate(), FakeKept()
    targets = [f"127.88.7.{last}" for last in range(1, 10)]
    gate.scope.in_all = 2
    found = plan(QUICK[1:2], at_once=None, conversations=frozenset())
    assert run(targets, gate=gate, kept=kept, plan_=found).asked == 9


def test_an_answer_that_comes_late_is_written_all_the_same() -> None:
    slow = Host("127.88.8.1", {37020: lambda asked: [SADP % b"127.88.8.1"]}, late=0.6)
    targets = [f"127.88.8.{last}" for last in range(1, 6)]
    kept, found = FakeKept(), plan(QUICK[:1], at_once=1, conversations=frozenset())
    tally = run(targets, slow, gate=FakeGate(), kept=kept, plan_=found)
    assert "DS-2CD2143G2-I" in str(kept.values("127.88.8.1", "sadp.xml"))
    assert kept.kept[0] == kept.kept[-1] == ("127.88.8.1", True)
    (warning,) = tally.warnings
    assert warning.startswith("hosts that answered when they were no longer waited for: 1; ")


def test_a_machine_without_a_version_of_ip_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    made = socket.socket

    def refusing(family: int = -1, *rest: int, **more: object) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        return made(family, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "socket", refusing)
    gate, kept = FakeGate(), FakeKept()
    tally = run(["::1"], gate=gate, kept=kept, plan_=plan(QUICK[:1]))
    assert tally.asked == 1
    assert tally.warnings == ["sadp is not asked over IPv6: Address family not supported by protocol"]
    assert {error.errno for _, error in gate.unsendable} == {errno.EAFNOSUPPORT}
