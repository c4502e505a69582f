"""What is read of the output of scanners and of search engines of the internet."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.scan import censys, gnmap, masscan_json, masscan_list, nessus, openvas, shodan, zgrab

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
HIK_NAME = "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"
REALM = 'Digest realm="IP Camera(52799)", nonce="1"'


def seen(readings: list[Reading]) -> list[tuple[str, str, str, int | None]]:
    """Return (host, trait, value, port) without the host's own address."""
    return [
        (r.subject.key, r.trait, r.value, r.port)
        for r in readings
        if isinstance(r, Observation) and r.trait != "ip"
    ]


def read(reader: Reader, data: bytes, stream_of: StreamOf, name: str = "scan") -> list[Reading]:
    return list(reader.read(stream_of(data, name=name)))


def told(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.why) for r in readings if isinstance(r, Unread)]


def dropped(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.locator, r.what) for r in readings if isinstance(r, Dropped)]


def test_a_grepable_scan_gives_open_ports_and_products(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(gnmap.READER, fixture_bytes("gnmap/town-hall.gnmap"), stream_of)
    assert seen(readings) == [
        ("10.20.0.17", "hostname", "cam-17.city.example", None),
        ("10.20.0.17", "port.tcp", "80", 80),
        ("10.20.0.17", "http.server", "Hikvision IP camera httpd", 80),
        ("10.20.0.17", "port.tcp", "554", 554),
        ("10.20.0.17", "rtsp.server", "Hikvision 7513 POE IP camera rtspd", 554),
        ("10.20.0.17", "port.tcp", "8443", 8443),
        ("10.20.0.17", "http.server", "App-webs/", 8443),
        ("10.20.0.30", "port.udp", "161", 161),
        ("10.20.0.30", "banner", "SNMPv1 server", 161),
        ("10.20.0.30", "port.tcp", "37777", 37777),
        ("fd00::17", "port.tcp", "22", 22),
        ("fd00::17", "ssh.banner", "Dropbear sshd 2012.55 (protocol 2.0)", 22),
    ]
    hosts = [r.value for r in readings if isinstance(r, Observation) and r.trait == "ip"]
    assert hosts == ["10.20.0.17", "10.20.0.18", "10.20.0.30", "fd00::17"]
    assert dropped(readings) == [("line 6, port 161/udp", "SNMP community")]
    assert told(readings) == [("line 6", "a port that makes no sense")]


def test_a_host_that_is_only_supposed_to_be_up_is_passed_over(stream_of: StreamOf) -> None:
    scan = (
        b"# Nmap 7.95 scan initiated x as: nmap -Pn -oG - 10.0.0.0/30\nHost: 10.0.0.1 ()\tStatus: Up\n"
        b"# Nmap done at x\n"
    )
    assert read(gnmap.READER, scan, stream_of) == []
    assert len(read(gnmap.READER, scan.replace(b" -Pn", b""), stream_of)) == 1


def test_masscan_writes_banners_into_its_grepable_form(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(gnmap.READER, fixture_bytes("gnmap/masscan.gnmap"), stream_of)
    assert seen(readings) == [
        ("10.20.0.17", "port.tcp", "80", 80),
        ("10.20.0.17", "http.server", "DNVRS-Webs", 80),
        ("10.20.0.17", "http.title", "index", 80),
    ]


NO_END = "no end mark: the scan was broken off, or the file cut short"
IN_LINE = "the file ends inside this line; what is whole in it was read"
NOT_READ = "the file ends inside this line or behind it; it was not read"
GREPABLE = (
    b"# Nmap 7.95 scan initiated x as: nmap -sV -oG x 10.0.0.0/30\n"
    b"Host: 10.0.0.1 ()\tPorts: 80/open/tcp//http//Webs, old/, 554/open/tcp//rtsp//Hipcam RTSP 1.0/\n"
    b"# Nmap done at x -- 4 IP addresses (1 host up) scanned in 2 seconds\n"
)
PORTS_OF_80 = [("10.0.0.1", "port.tcp", "80", 80), ("10.0.0.1", "http.server", "Webs, old", 80)]


@pytest.mark.parametrize(
    ("end", "ports", "why"),
    [
        (b"\n# Nmap done", [80, 554], [NO_END]),
        (b"\n# Nmap", [80, 554], [NO_END]),
        (b" 1.0/\n# Nmap", [80], [IN_LINE, NO_END]),
        (b" old/", [], [NOT_READ, NO_END]),
        (b".1 ()", [], [NOT_READ, NO_END]),
        (b"Host:", [], [NO_END]),
    ],
)
def test_a_grepable_scan_that_is_cut_says_so(
    end: bytes, ports: list[int], why: list[str], stream_of: StreamOf
) -> None:
    readings = read(gnmap.READER, GREPABLE[: GREPABLE.index(end)], stream_of)
    place = "line 1" if end == b"Host:" else "line 2"
    assert told(readings) == [(place, said) for said in why]
    assert sorted({port for *_, port in seen(readings) if port}) == ports
    assert seen(readings)[:2] == (PORTS_OF_80 if ports else [])


def test_the_last_banner_of_a_cut_grepable_scan_is_not_taken_as_whole(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    whole = fixture_bytes("gnmap/masscan.gnmap")
    readings = read(gnmap.READER, whole[: whole.index(b"Banner: index") + 10], stream_of)
    assert [why for _, why in told(readings)] == [NOT_READ, NO_END]
    assert [trait for _, trait, _, _ in seen(readings)] == ["port.tcp", "http.server"]


def test_of_two_grepable_scans_in_a_file_the_first_may_be_cut(stream_of: StreamOf) -> None:
    first = GREPABLE[: GREPABLE.index(b"# Nmap done")]
    assert told(read(gnmap.READER, first + GREPABLE, stream_of)) == [("line 2", NO_END)]
    assert told(read(gnmap.READER, GREPABLE + GREPABLE, stream_of)) == []


def test_hosts_picked_out_of_a_grepable_scan_miss_no_end(stream_of: StreamOf) -> None:
    readings = read(gnmap.READER, GREPABLE.split(b"\n")[1], stream_of)
    assert told(readings) == []
    assert len(seen(readings)) == 4


def test_the_last_line_of_a_cut_list_of_masscan_is_not_taken_as_whole(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    whole = fixture_bytes("masscan-list/scan.txt")
    cut = whole[: whole.index(b" index") + 3]
    number = cut.count(b"\n") + 1
    readings = read(masscan_list.READER, cut, stream_of)
    assert told(readings) == [(f"line {number}", NOT_READ), (f"line {number}", NO_END)]
    assert "http.title" not in {trait for _, trait, _, _ in seen(readings)}
    assert ("10.20.0.17", "http.server", "DVRDVS-Webs", 80) in seen(readings)
    assert told(read(masscan_list.READER, whole, stream_of)) == []


def test_the_older_broken_list_of_masscan_is_read_whole(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(masscan_json.READER, fixture_bytes("masscan-json/older.json"), stream_of)
    assert seen(readings) == [
        ("10.20.0.17", "port.tcp", "554", 554),
        ("10.20.0.17", "rtsp.realm", "IP Camera(52799)", 554),
        ("fd00::1e", "port.udp", "161", 161),
        ("10.20.0.19", "http.server", "Webs", 80),
        ("10.20.0.19", "http.location", "http://10.20.0.19/doc/page/login.asp", 80),
    ]
    assert told(readings) == []
    assert dropped(readings) == [
        ("line 6, port 80", "http.location: user and password in an address"),
    ]
    assert {r.at for r in readings if isinstance(r, Observation)} <= {
        f"2026-11-16T08:00:0{second}Z" for second in range(1, 5)
    }


def test_masscan_lines_with_a_type_of_record_are_read(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(masscan_json.READER, fixture_bytes("masscan-json/lines.ndjson"), stream_of)
    assert seen(readings) == [
        ("10.20.0.17", "port.tcp", "80", 80),
        ("10.20.0.17", "http.server", "App-webs/", 80),
        ("10.20.0.30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
    ]


@pytest.mark.parametrize(
    "record",
    [
        b'{"ip":"nobody","timestamp":"1","ports":[]}',
        b'{"ip":"10.0.0.1","timestamp":"1","ports":[{"port":70000,"proto":"tcp","status":"open"}]}',
        b'{"ip":"10.0.0.1","timestamp":"1","ports":["80"]}',
        b'{"ip":["10.0.0.1"],"timestamp":{},"ports":{"port":{}}}',
    ],
)
def test_a_record_that_makes_no_sense_is_said_to(record: bytes, stream_of: StreamOf) -> None:
    readings = read(masscan_json.READER, record, stream_of)
    assert len(told(readings)) == 1
    assert seen(readings) == []


def test_the_list_of_masscan_gives_ports_and_banners(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(masscan_list.READER, fixture_bytes("masscan-list/scan.txt"), stream_of)
    assert seen(readings) == [
        ("10.20.0.17", "port.tcp", "80", 80),
        ("10.20.0.30", "port.udp", "161", 161),
        ("10.20.0.17", "http.server", "DVRDVS-Webs", 80),
        ("10.20.0.17", "http.title", "index", 80),
        ("10.20.0.31", "port.tcp", "21", 21),
        ("10.20.0.31", "ftp.banner", "220 FTP server ready; password is ", 21),
    ]
    assert len(dropped(readings)) == 1


def test_zgrab_gives_what_each_module_heard(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(zgrab.READER, fixture_bytes("zgrab/cameras.json"), stream_of)
    found = seen(readings)
    for expected in (
        ("10.20.0.17", "hostname", "cam-17.city.example", None),
        ("10.20.0.17", "http.server", "App-webs/", 80),
        ("10.20.0.17", "http.www-authenticate", REALM, 80),
        ("10.20.0.17", "http.title", "index", 80),
        ("10.20.0.17", "http.location", "http://10.20.0.17/doc/page/login.asp", 80),
        ("10.20.0.17", "http.set-cookie", "WebSession=; path=/", 80),
        ("10.20.0.17", "tls.subject", HIK_NAME, 443),
        ("10.20.0.30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
        ("10.20.0.30", "telnet.banner", "192.0.0.64 login:", 23),
        ("10.20.0.30", "port.tcp", "502", 502),
        ("10.20.0.31", "ftp.banner", "220 Welcome to the recorder", 21),
        ("10.20.0.31", "rtsp.realm", "Login to 4K0123PAZ00001", 554),
    ):
        assert expected in found
    assert not [one for one in found if one[0] == "10.20.0.32"], "no answer, so nothing was seen"
    assert told(readings) == [
        ("line 3, modbus", "answers of the module modbus are not understood; further ones are not named")
    ]
    assert dropped(readings) == [("line 1, http", "http.location: user and password in an address")]


def test_a_page_that_is_no_start_page_gives_its_headers_only(stream_of: StreamOf) -> None:
    record = (
        b'{"ip":"10.0.0.1","data":{"http":{"status":"success","protocol":"http","port":80,"result":{"response":'
        b'{"headers":{"server":["Webs"]},"body":"<title>404</title>","request":{"url":{"path":"/favicon.ico"}}}}}}}'
    )
    traits = [trait for _, trait, _, _ in seen(read(zgrab.READER, record, stream_of))]
    assert traits == ["port.tcp", "http.server"]


def test_shodan_gives_answers_and_its_own_readings_as_a_word(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(shodan.READER, fixture_bytes("shodan/download.json"), stream_of)
    found = seen(readings)
    for expected in (
        ("192.0.2.17", "http.server", "App-webs/", 80),
        ("192.0.2.17", "http.title", "index", 80),
        ("192.0.2.17", "http.favicon-mmh3", "999357577", 80),
        ("192.0.2.17", "inventory.model", "DS-2CD2143G0-I", 80),
        ("192.0.2.17", "inventory.firmware", "V5.5.82 build 190220", 80),
        ("192.0.2.17", "inventory.description", "hikvision", 80),
        ("192.0.2.17", "tls.subject", HIK_NAME, 443),
        ("2001:db8::30", "rtsp.server", "Rtsp Server/2.0", 554),
        ("192.0.2.31", "inventory.serial", "4K0123PAZ00001", 37777),
        ("192.0.2.32", "snmp.sysobjectid", "1.3.6.1.4.1.39165.1.1", 161),
        ("192.0.2.32", "mac", "44:19:b6:00:00:20", None),
        ("192.0.2.33", "mdns.service", "_psia._tcp", 5353),
        ("192.0.2.33", "mdns.txt", "model=IPC-1", 5353),
    ):
        assert expected in found
    assert dropped(readings) == [
        ("line 5, dahua_dvr_web", "dahua_dvr_web.user_info"),
        ("line 6, snmp", "snmp.community"),
    ]
    assert not any("CVE" in value or value == "Hikvision IP Camera" for _, _, value, _ in found)


def test_an_answer_of_the_host_api_of_shodan_is_read_service_by_service(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(shodan.READER, fixture_bytes("shodan/host.json"), stream_of)
    assert ("192.0.2.17", "http.favicon-mmh3", "999357577", 80) in seen(readings)
    assert {r.locator.split(", ")[1] for r in readings if isinstance(r, Observation)} == {"service 1"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "platform.json",
            [
                ("192.0.2.17", "http.server", "App-webs/", 80),
                ("192.0.2.17", "http.favicon-mmh3", "999357577", 80),
                ("192.0.2.17", "http.favicon-md5", "89b932fcc47cf4ca3faadb0cfdef89cf", 80),
                ("192.0.2.17", "http.title", "index", 80),
                ("192.0.2.17", "rtsp.realm", "IP Camera(52799)", 554),
                ("192.0.2.17", "tls.subject", "C=CN, ST=ZJ, L=HZ, O=HIKVISION, OU=HZ, CN=hikvision.com", 443),
                ("192.0.2.17", "snmp.sysobjectid", "1.3.6.1.4.1.39165.1.1", 161),
                ("192.0.2.17", "port.udp", "161", 161),
            ],
        ),
        (
            "search-2.json",
            [
                ("192.0.2.30", "http.server", "uc-httpd 1.0.0", 80),
                ("192.0.2.30", "http.title", "NETSurveillance WEB", 80),
                ("192.0.2.30", "tls.subject", "CN=hikvision.com", 443),
                ("192.0.2.30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
                ("192.0.2.40", "port.tcp", "23", 23),
            ],
        ),
        (
            "ports.json",
            [
                ("192.0.2.50", "http.server", "DNVRS-Webs", 80),
                ("192.0.2.50", "port.tcp", "502", 502),
                ("192.0.2.51", "ssh.banner", "SSH-2.0-dropbear_0.52", 22),
            ],
        ),
    ],
)
def test_hosts_of_censys_are_read_in_the_words_of_each_version(
    name: str, expected: list[tuple[str, str, str, int]], fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(censys.READER, fixture_bytes(f"censys/{name}"), stream_of)
    found = seen(readings)
    assert [one for one in expected if one not in found] == []
    assert dropped(readings)
    assert not any("Canada" in value for _, _, value, _ in found)


def test_a_document_of_censys_without_address_is_a_thing_of_its_own(stream_of: StreamOf) -> None:
    two = b'{"21":{"ftp":{"banner":{"banner":"220 a"}}}}\n{"21":{"ftp":{"banner":{"banner":"220 b"}}}}\n'
    assert len({one[0] for one in seen(read(censys.READER, two, stream_of))}) == 2


def test_nessus_gives_the_words_of_the_equipment_only(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(nessus.READER, fixture_bytes("nessus/scan.nessus"), stream_of)
    found = seen(readings)
    for expected in (
        ("10.20.0.17", "mac", "44:19:b6:00:00:17", None),
        ("10.20.0.17", "mac", "44:19:b6:00:00:18", None),
        ("10.20.0.17", "http.server", "App-webs/", 80),
        ("10.20.0.17", "http.www-authenticate", REALM, 80),
        ("10.20.0.17", "http.title", "index", 80),
        ("10.20.0.17", "tls.subject", HIK_NAME, 443),
        ("10.20.0.17", "snmp.sysobjectid", "1.3.6.1.4.1.39165.1.1", 161),
        ("10.20.0.17", "port.udp", "161", 161),
        ("fd00::30", "hostname", "nvr-attic.city.example", None),
        ("fd00::30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
        ("fd00::30", "telnet.banner", "dvrdvs login:", 23),
    ):
        assert expected in found
    assert not any("Linux Kernel" in value or "camera" in value for _, _, value, _ in found)
    assert [what for _, what in dropped(readings)] == [
        "preference SNMP community name",
        "accounts that a plugin got into",
    ]
    times = {(r.subject.key, r.at) for r in readings if isinstance(r, Observation)}
    assert times == {("10.20.0.17", "2026-11-16T08:10:00Z"), ("fd00::30", "2026-11-16T08:12:00")}


def test_openvas_gives_the_words_of_the_equipment_only(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(openvas.READER, fixture_bytes("openvas/report.xml"), stream_of)
    found = seen(readings)
    for expected in (
        ("10.20.0.17", "hostname", "cam-17.city.example", None),
        ("10.20.0.17", "http.server", "App-webs/", 80),
        ("10.20.0.17", "mac", "44:19:b6:00:00:17", None),
        ("10.20.0.17", "port.tcp", "8000", 8000),
        ("10.20.0.17", "tls.subject", "CN=hikvision.com,OU=HZ,O=HIKVISION,L=HZ,ST=ZJ,C=CN", 443),
        ("10.20.0.17", "tls.issuer", "CN=hikvision.com,OU=HZ,O=HIKVISION,L=HZ,ST=ZJ,C=CN", 443),
        ("10.20.0.17", "rtsp.server", "Rtsp Server/2.0", 554),
        ("10.20.0.17", "rtsp.realm", "IP Camera(52799)", 554),
        ("10.20.0.30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
        ("10.20.0.30", "port.udp", "161", 161),
    ):
        assert expected in found
    assert not any("Linux 2.6" in value for _, _, value, _ in found)
    assert len(dropped(readings)) == 1


BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("reader", "root"),
    [(nessus.READER, b"<NessusClientData_v2>"), (openvas.READER, b'<report format_id="x">')],
)
def test_a_report_with_entities_is_not_read(reader: Reader, root: bytes, stream_of: StreamOf) -> None:
    written = BOMB + root + b"&b;"
    assert reader.sniff(written, "x") is Sniff.MINE
    assert [why.split(",")[0] for _, why in told(read(reader, written, stream_of))] == ["declares entities"]


def test_a_report_cut_short_keeps_what_stands_before(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    whole = fixture_bytes("nessus/scan.nessus")
    readings = read(nessus.READER, whole[: whole.index(b"nvr-attic")], stream_of)
    assert ("10.20.0.17", "http.server", "App-webs/", 80) in seen(readings)
    assert len(told(readings)) == 1


def test_bytes_that_xml_forbids_are_left_out_of_a_report(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    damaged = fixture_bytes("nessus/scan.nessus").replace(b"dvrdvs login:", b"dvr\x00dvs&#x1b; \xff login:")
    readings = read(nessus.READER, damaged, stream_of)
    assert ("fd00::30", "telnet.banner", "dvrdvs \N{REPLACEMENT CHARACTER} login:", 23) in seen(readings)
    assert told(readings) == []


def test_letters_of_a_report_are_kept_in_the_encoding_it_declares(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    report = fixture_bytes("nessus/scan.nessus").decode().partition("?>")[2].replace("dvrdvs", "dvré")
    written = f'<?xml version="1.0" encoding="ISO-8859-1"?>{report}'.encode("latin-1")
    readings = read(nessus.READER, written, stream_of)
    assert ("fd00::30", "telnet.banner", "dvré login:", 23) in seen(readings)


def test_nothing_in_a_report_without_end_is_held(stream_of: StreamOf) -> None:
    written = b"<NessusClientData_v2>" + b"<a>" * 100 + b"<b>text</b>" * 7_000_000
    readings = read(nessus.READER, written, stream_of)
    assert told(readings) == [("line 1", "nothing to read in 64 MB; what follows is not read")]
