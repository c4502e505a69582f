"""Does each protocol of a capture give its traits, with the packet, the port and the right host?"""

import io
import runpy
import struct
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.capture import READER, favicon

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pcap"
BUILD = SimpleNamespace(**runpy.run_path(str(FIXTURES / "build.py")))
CLIENT = BUILD.CLIENT


class Source(io.BytesIO):
    name = "capture"


def read(frames: Iterable[bytes]) -> list[Reading]:
    return list(READER.read(Source(BUILD.pcap(frames))))


def seen(readings: Iterable[Reading], trait: str) -> list[tuple[str, str]]:
    return [
        (one.subject.key, one.value)
        for one in readings
        if isinstance(one, Observation) and one.trait == trait
    ]


def rows(name: str) -> list[str]:
    """Every reading of a committed fixture as a line, values cut."""
    out = []
    for one in READER.read(Source((FIXTURES / name).read_bytes())):
        if isinstance(one, Observation):
            port = f":{one.port}" if one.port else ""
            value = " ".join(one.value.replace("\0", " ").split())[:60]
            out.append(f"{one.locator} {one.subject.key}{port} {one.trait} {value}")
        else:
            out.append(f"{one.locator} {type(one).__name__} {one[1]}")
    return out


def test_the_sadp_camera_is_told_in_full() -> None:
    assert rows("sadp-camera.pcap") == [
        "packet 1 10.20.0.17 ip 10.20.0.17",
        "packet 1 10.20.0.17 mac 44:19:b6:00:00:17",
        'packet 3 10.20.0.17:37020 sadp.xml <?xml version="1.0" encoding="UTF-8"?> <ProbeMatch> <Uuid>6B',
        "packet 5 10.20.0.17:80 port.tcp 80",
        "packet 8 10.20.0.17:80 http.server App-webs/",
        "packet 8 10.20.0.17:80 http.location http://10.20.0.17/doc/page/login.asp",
        'packet 10 10.20.0.17:80 http.www-authenticate Digest realm="IP Camera(52799)", nonce="abc123"',
        "packet 14 10.20.0.17:8000 port.tcp 8000",
        "packet 16 10.20.0.17:8000 banner 000000100000001e0000001e00000000",
        "packet 8 Dropped user and password in an address in http.location (10.20.0.17)",
        "packet 9 Dropped Digest authorization in a request (10.20.0.17)",
    ]


def test_the_dhip_recorder_is_told_in_full() -> None:
    assert rows("dhip-recorder.pcapng") == [
        "packet 2 10.20.0.30 ip 10.20.0.30",
        "packet 2 10.20.0.30 discovery.mac 4c:11:bf:00:00:30",
        'packet 2 10.20.0.30:37810 dhip.json {"mac": "4c:11:bf:00:00:30", "method": "client.notifyDevInfo',
        "packet 4 10.20.0.30:554 port.tcp 554",
        "packet 7 10.20.0.30:554 rtsp.server Dahua Rtsp Server",
        "packet 7 10.20.0.30:554 rtsp.realm Login to ND011801012345",
        "packet 9 10.20.0.30:554 rtsp.path /cam/realmonitor?channel=1&subtype=0",
        "packet 13 10.20.0.30:80 port.tcp 80",
        "packet 16 10.20.0.30:80 http.set-cookie DWebSessionID=; path=/",
        "packet 16 10.20.0.30:80 http.title WEB SERVICE",
        "packet 16 10.20.0.30:80 http.body <!DOCTYPE html><html><head><title>WEB SERVICE</title></head>",
        "packet 8 Dropped user and password in an RTSP address (10.20.0.30)",
        "packet 8 Dropped Digest authorization in a request (10.20.0.30)",
    ]


def test_the_axis_camera_is_told_in_full() -> None:
    assert rows("axis.pcap") == [
        "packet 1 10.20.0.50 ip 10.20.0.50",
        "packet 1 10.20.0.50 mac ac:cc:8e:00:00:50",
        "packet 2 10.20.0.50 hostname axis-accc8e000050",
        "packet 2 10.20.0.50 mdns.service AXIS M1065-L - ACCC8E000050._axis-video._tcp",
        "packet 2 10.20.0.50 mdns.txt macaddress=ACCC8E000050",
        "packet 3 10.20.0.50 upnp.server Linux/4.9 UPnP/1.0 Portable SDK",
        "packet 5 10.20.0.50:49152 port.tcp 49152",
        "packet 8 10.20.0.50:49152 upnp.manufacturer AXIS",
        "packet 8 10.20.0.50:49152 upnp.model AXIS M1065-L",
        "packet 11 10.20.0.50 lldp.sysdescr AXIS M1065-L; 9.80.3",
    ]


def test_onvif_scopes_are_told_one_by_one_from_any_port() -> None:
    assert rows("onvif.pcap") == [
        "packet 1 10.20.0.40 ip 10.20.0.40",
        "packet 1 10.20.0.40 onvif.scope onvif://www.onvif.org/name/HIKVISION%20DS-2CD2143G0-I",
        "packet 1 10.20.0.40 onvif.scope onvif://www.onvif.org/hardware/DS-2CD2143G0-I",
    ]


def test_dhcp_ties_name_and_address_and_forwarded_name_queries_are_nobodys() -> None:
    assert rows("dhcp.pcap") == [
        "packet 1 10.20.0.60 dhcp.hostname HIKVISION-60",
        "packet 1 10.20.0.60 dhcp.vendor-class udhcp 1.18.4",
        "packet 2 10.20.0.60 ip 10.20.0.60",
        "packet 2 10.20.0.60 mac 44:19:b6:00:00:60",
        "packet 4 10.20.0.60 dns.query dev.hik-connect.com",
        "packet 3 44:19:b6:00:00:61 mac 44:19:b6:00:00:61",
        "packet 3 44:19:b6:00:00:61 dhcp.vendor-class udhcp 1.24",
    ]


def test_a_certificate_in_many_segments_and_the_name_asked_for_are_told() -> None:
    assert rows("tls.pcapng") == [
        "packet 2 10.20.0.70 ip 10.20.0.70",
        "packet 2 10.20.0.70:443 port.tcp 443",
        "packet 5 10.20.0.70:443 tls.subject C=CN,O=HIKVISION,CN=10.20.0.70",
        "packet 5 10.20.0.70:443 tls.issuer C=CN,O=HIKVISION,CN=10.20.0.70",
        "packet 5 10.20.0.70:443 tls.serial 7",
        "packet 5 10.20.0.70:443 tls.validity 2019-12-17/2037-12-17",
        "packet 4 10.20.0.5 ip 10.20.0.5",
        "packet 4 10.20.0.5 dns.query nvr.example.org",
    ]


def test_greetings_are_told_and_the_log_ins_after_them_are_not() -> None:
    lines = rows("greetings.pcap")
    assert [line for line in lines if "port.tcp" not in line] == [
        "packet 2 10.20.0.80 ip 10.20.0.80",
        "packet 4 10.20.0.80:21 ftp.banner 220 DiskStation FTP ready.",
        "packet 12 10.20.0.80:22 ssh.banner SSH-2.0-dropbear_2019.78",
        "packet 19 10.20.0.80:23 telnet.banner 192.0.0.64 login:",
        "packet 27 10.20.0.80:25 smtp.banner 220-hello 220 mail ESMTP",
        "packet 30 10.20.0.80:161 snmp.sysdescr Linux IPC 3.10",
        "packet 30 10.20.0.80:161 snmp.sysobjectid 1.3.6.1.4.1.39165.1",
        "packet 31 10.20.0.80:5060 sip.server Door Station 1.0",
        "packet 5 Dropped user name and password sent to port 21 (10.20.0.80)",
        "packet 30 Dropped SNMP community string (10.20.0.80)",
        "packet 31 Dropped SIP authorization (10.20.0.1)",
    ]


def test_a_camera_on_ipv6_is_told() -> None:
    assert rows("ipv6.pcap") == [
        "packet 1 fd00:20::17 ip fd00:20::17",
        "packet 1 fd00:20::17 mac 44:19:b6:00:00:17",
        "packet 3 fd00:20::17:80 port.tcp 80",
        "packet 6 fd00:20::17:80 http.server App-webs/",
    ]


def test_the_cousins_of_the_discovery_protocols_are_told() -> None:
    assert rows("cousins.pcap") == [
        "packet 1 10.20.0.90 ip 10.20.0.90",
        "packet 1 10.20.0.90 discovery.mac 4c:11:bf:00:00:90",
        "packet 1 10.20.0.90:5050 discovery.model IPC-HFW1200",
        "packet 1 10.20.0.90:5050 discovery.serial 1F006E4PAX00075",
        "packet 1 10.20.0.90:5050 banner ³ 4c:11:bf:00:00:90IPC-HFW1200 Name:cam SerialNo:1F006E4PAX0",
        "packet 2 10.20.0.91 ip 10.20.0.91",
        "packet 2 10.20.0.91:34569 discovery.serial 0123456789abcdef",
        'packet 2 10.20.0.91:34569 banner { "NetWork.NetCommon" : { "HostName" : "LocalHost", "SN" : "',
        "packet 3 10.20.0.92 ip 10.20.0.92",
        "packet 3 10.20.0.92:23456 discovery.model TD-2708TS-CL",
        "packet 3 10.20.0.92:23456 discovery.serial N2231A1234567890",
        "packet 3 10.20.0.92:23456 banner MHED \x01 \x02 NVR N2231A1234567890 TD-2708TS-CL TVT",
        "packet 4 10.20.0.93 ip 10.20.0.93",
        "packet 4 10.20.0.93 mac 44:19:b6:00:00:93",
        "packet 4 10.20.0.93 sadp.xml unreadable SADP answer",
        "packet 4 Unread the layout of raw SADP answers (ethertype 0x8033) is not public: no model read",
    ]


@pytest.mark.parametrize("name", sorted(BUILD.FILES))
def test_no_credential_of_a_fixture_leaves_the_reader(name: str) -> None:
    text = repr(list(READER.read(Source((FIXTURES / name).read_bytes()))))
    for secret in ("PLANTED", "admin", "root"):
        assert secret not in text


SADP = ("10.20.0.17", 37020)


def test_an_sadp_answer_in_a_chinese_encoding_is_decoded() -> None:
    answer = BUILD.sadp_answer("摄像机", "S1", "10.20.0.17", "44:19:b6:00:00:17").decode().encode("gb18030")
    ((_, xml),) = seen(read([BUILD.udp(answer + b"\0", SADP, (CLIENT, 37020))]), "sadp.xml")
    assert "<DeviceDescription>摄像机<" in xml
    assert not xml.endswith("\0")


def test_an_sadp_answer_belongs_to_the_address_it_names() -> None:
    answer = BUILD.sadp_answer("DS-1", "S1", "192.168.1.64", "44:19:b6:00:00:17")
    readings = read([BUILD.udp(answer, SADP, (CLIENT, 37020))])
    assert [host for host, _ in seen(readings, "sadp.xml")] == ["192.168.1.64"]
    assert seen(readings, "discovery.mac") == [("192.168.1.64", "44:19:b6:00:00:17")]
    assert not seen(readings, "mac"), "nobody but itself saw it there"


def test_new_equipment_that_shares_its_factory_address_stays_apart() -> None:
    answers = [BUILD.sadp_answer("DS-1", f"S{n}", "192.168.1.64", f"44:19:b6:00:00:0{n}") for n in (1, 2, 1)]
    readings = read([BUILD.udp(answer, SADP, (CLIENT, 37020)) for answer in answers])
    assert seen(readings, "discovery.mac") == [
        ("192.168.1.64", "44:19:b6:00:00:01"),
        ("192.168.1.64 44:19:b6:00:00:02", "44:19:b6:00:00:02"),
    ]
    assert len(seen(readings, "sadp.xml")) == 2


def test_an_opaque_sadp_answer_to_a_client_is_evidence_without_a_model() -> None:
    readings = read([BUILD.udp(b"\x01\x02\x03" * 50, SADP, (CLIENT, 50000))])
    assert seen(readings, "sadp.xml") == [("10.20.0.17", "unreadable SADP answer")]
    assert any(isinstance(one, Unread) and "not XML" in one.why for one in readings)


def test_an_opaque_message_between_sadp_ports_accuses_nobody() -> None:
    readings = read([BUILD.udp(b"\x01\x02\x03" * 50, (CLIENT, 37020), ("239.255.255.250", 37020))])
    assert seen(readings, "sadp.xml") == []
    assert any(isinstance(one, Unread) and "cannot be told" in one.why for one in readings)


def test_an_answer_in_fragments_gives_its_first_part_and_an_unread() -> None:
    answer = BUILD.sadp_answer("DS-1", "S1", "10.20.0.17", "44:19:b6:00:00:17")
    segment = struct.pack(">HHHH", 37020, 37020, 8 + len(answer), 0) + answer
    frames = [
        BUILD.in_ethernet(BUILD.internet(segment[:400], 17, "10.20.0.17", CLIENT, 0x2000)),
        BUILD.in_ethernet(BUILD.internet(segment[400:], 17, "10.20.0.17", CLIENT, 50)),
    ]
    readings = read(frames)
    ((_, xml),) = seen(readings, "sadp.xml")
    assert "DS-1" in xml
    assert "</ProbeMatch>" not in xml
    assert any(isinstance(one, Unread) and "only in part" in one.why for one in readings)


def test_a_dhip_answer_that_is_not_valid_json_is_kept_as_it_is() -> None:
    body = (
        b'{"mac":"4c:11:bf:00:00:31","method":"client.notifyDevInfo","params":{"deviceInfo":{"Version":"2.4'
    )
    answer = struct.pack("<I4s8xI4xI4x", 32, b"DHIP", len(body), len(body)) + body
    readings = read([BUILD.udp(answer, ("10.20.0.31", 37810), (CLIENT, 37810))])
    assert seen(readings, "dhip.json") == [("10.20.0.31", body.decode())]
    assert seen(readings, "discovery.mac") == [("10.20.0.31", "4c:11:bf:00:00:31")]


def test_what_clients_search_for_is_no_evidence() -> None:
    probe = b'<?xml version="1.0"?><e:Envelope><e:Body><d:Probe><d:Scopes>onvif://x</d:Scopes></d:Probe>'
    search = BUILD.head("M-SEARCH * HTTP/1.1", "SERVER: me", "ST: ssdp:all")
    question = BUILD.dns("_axis-video._tcp.local", 0)
    frames = [
        BUILD.udp(BUILD.SADP_INQUIRY, (CLIENT, 37020), ("239.255.255.250", 37020)),
        BUILD.udp(BUILD.DHIP_SEARCH, (CLIENT, 37810), ("239.255.255.251", 37810)),
        BUILD.udp(probe, (CLIENT, 3702), ("239.255.255.250", 3702)),
        BUILD.udp(search, (CLIENT, 1900), ("239.255.255.250", 1900)),
        BUILD.udp(question, (CLIENT, 5353), ("224.0.0.251", 5353)),
    ]
    assert read(frames) == []


def test_a_discovery_proxy_answers_for_others() -> None:
    one, two = (
        BUILD.probe_match(f"onvif://www.onvif.org/name/{name}", address=name)
        for name in ("10.20.0.41", "10.20.0.42")
    )
    both = one.replace(b"</d:ProbeMatches>", two[two.index(b"<d:ProbeMatch>") :])
    readings = read([BUILD.udp(both, ("10.20.0.2", 3702), (CLIENT, 50000))])
    assert seen(readings, "onvif.scope") == [
        (f"10.20.0.4{n}", f"onvif://www.onvif.org/name/10.20.0.4{n}") for n in (1, 2)
    ]


def test_an_mdns_reflector_is_not_the_equipment_it_repeats() -> None:
    service, target = "CAM._axis-video._tcp.local", "cam.local"
    answer = BUILD.mdns(
        BUILD.record("_axis-video._tcp.local", 12, BUILD.name(service)),
        BUILD.record(service, 33, bytes(6) + BUILD.name(target)),
        BUILD.record(service, 16, b"\x03a=b\x00\x03c=d"),
        BUILD.record(target, 1, BUILD.ip("10.20.0.50")),
    )
    readings = read([BUILD.udp(answer, ("10.20.0.1", 5353), ("224.0.0.251", 5353))])
    assert seen(readings, "mdns.service") == [("10.20.0.50", "CAM._axis-video._tcp")]
    assert seen(readings, "mdns.txt") == [("10.20.0.50", "a=b; c=d")]


def test_compressed_names_that_point_in_circles_end() -> None:
    answer = BUILD.mdns(b"\xc0\x0c" + struct.pack(">HHIH", 12, 1, 9, 2) + b"\xc0\x0c")
    assert read([BUILD.udp(answer, ("10.20.0.1", 5353), ("224.0.0.251", 5353))]) == []


def test_names_asked_from_outside_this_network_are_nobodys() -> None:
    query = BUILD.udp(BUILD.dns("dev.hik-connect.com"), ("203.0.113.9", 40000), ("9.9.9.9", 53))
    assert read([query]) == []
    known = [BUILD.arp("203.0.113.9", "44:19:b6:00:00:17"), query]
    assert seen(read(known), "dns.query") == [("203.0.113.9", "dev.hik-connect.com")]


def test_dhcpv6_and_the_full_name_option_give_names() -> None:
    name = b"\0\x03cam\x04city\0"
    message = b"\x01abc" + struct.pack(">HH", 39, len(name)) + name
    message += struct.pack(">HHIH", 16, 10, 39165, 4) + b"IPC1"
    readings = read([BUILD.udp(message, ("fe80::1", 546), ("ff02::1:2", 547))])
    assert seen(readings, "dhcp.hostname") == [("fe80::1", "cam.city")]
    assert seen(readings, "dhcp.vendor-class") == [("fe80::1", "IPC1")]
    options = BUILD.option(81, b"\x04\0\0\x03cam\x04city\0")
    asked = BUILD.dhcp(1, "44:19:b6:00:00:60", options=options)
    frame = BUILD.udp(asked, ("0.0.0.0", 68), ("255.255.255.255", 67))
    assert seen(read([frame]), "dhcp.hostname") == [("44:19:b6:00:00:60", "cam.city")]


def test_an_snmp_request_and_version_3_tell_nothing_but_the_dropped_community() -> None:
    zero = BUILD.ber(2, b"\0")
    request = BUILD.ber(
        0x30, BUILD.ber(2, b"\0"), BUILD.ber(4, b"public"), BUILD.ber(0xA0, zero, zero, zero, BUILD.ber(0x30))
    )
    third = BUILD.ber(0x30, BUILD.ber(2, b"\3"), BUILD.ber(0x30), BUILD.ber(4, b"x"), BUILD.ber(0x30))
    frames = [BUILD.udp(message, (CLIENT, 50000), ("10.20.0.17", 161)) for message in (request, third)]
    assert read(frames) == [Dropped("packet 1", f"SNMP community string ({CLIENT})")]


def test_a_port_that_opens_counts_for_hosts_of_this_network_only() -> None:
    frames = [
        *BUILD.conversation((CLIENT, 50000), ("198.51.100.7", 443), []),
        *BUILD.conversation((CLIENT, 50001), ("10.20.0.17", 37777), []),
    ]
    assert seen(read(frames), "port.tcp") == [("10.20.0.17", "37777")]


def test_a_hanwha_answer_gives_its_bytes_and_the_hardware_address_in_it() -> None:
    answer = b"\x0b" + bytes(18) + b"00:16:6C:7D:75:6E\0" + b"10.20.0.17\0"
    frame = BUILD.udp(answer.ljust(262, b"\0"), ("10.20.0.17", 7701), (CLIENT, 7711))
    readings = read([frame])
    assert seen(readings, "discovery.mac") == [("10.20.0.17", "00:16:6c:7d:75:6e")]
    assert seen(readings, "banner") == [("10.20.0.17", answer.decode("latin-1").rstrip("\0"))]


@pytest.mark.parametrize(
    "payload",
    [b"\x01" + bytes(261), b"\x0b" + bytes(261), b"\x0b" + bytes(18) + b"00:16:6C:7D:75:6E"],
    ids=["a search", "no hardware address", "too short"],
)
def test_what_is_no_hanwha_answer_is_none(payload: bytes) -> None:
    assert read([BUILD.udp(payload, ("10.20.0.17", 7701), (CLIENT, 7711))]) == []


def test_texts_in_a_makers_branch_of_snmp_are_told_with_their_objects() -> None:
    model = bytes.fromhex("2b0601040182b17d010100")
    answer = BUILD.snmp_response((model, BUILD.ber(4, b"DS-7608NI-K2")))
    readings = read([BUILD.udp(answer, ("10.20.0.17", 161), (CLIENT, 50000))])
    assert seen(readings, "banner") == [("10.20.0.17", "1.3.6.1.4.1.39165.1.1.0 = DS-7608NI-K2")]


def test_scopes_asked_for_over_http_are_told_as_those_that_are_announced() -> None:
    body = b"<s:Body><tds:GetScopesResponse><tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>"
    body += b"onvif://www.onvif.org/hardware/DS-2CD2143G2-I</tt:ScopeItem></tds:Scopes></tds:GetScopesResponse></s:Body>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: %d\r\n\r\n" % len(body)
    frames = BUILD.conversation((CLIENT, 50000), ("10.20.0.17", 80), [("s", head + body)])
    assert seen(read(frames), "onvif.scope") == [
        ("10.20.0.17", "onvif://www.onvif.org/hardware/DS-2CD2143G2-I")
    ]


def test_an_icon_is_known_by_both_digests() -> None:
    # The number is Shodan's way of MurmurHash3, made with the package mmh3.
    assert (favicon.md5(b"icon"), favicon.mmh3(b"icon")) == ("baec6461b0d69dde1b861aefbe375d8a", "1355950459")
    assert favicon.mmh3(bytes(range(256)) * 20) == "1980801766"
