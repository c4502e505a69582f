"""What is read of the logs of Zeek, and of whom."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.reader import Sniff, SourceStream
from phaseout.intake.zeek import READER

Fixture = Callable[[str], bytes]
StreamOf = Callable[..., SourceStream]
HEAD = (
    b"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t%s\n#fields\t%s\n"
)
ENDS = b"ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p"


def table(kind: bytes, fields: bytes, *rows: bytes) -> bytes:
    return HEAD % (kind, fields) + b"".join(row + b"\n" for row in rows)


def read(data: bytes, stream_of: StreamOf, name: str = "some.log") -> list[Reading]:
    return list(READER.read(stream_of(data, name=name)))


def seen(readings: list[Reading]) -> list[tuple[str, str, str, int | None]]:
    return [(r.subject.key, r.trait, r.value, r.port) for r in readings if isinstance(r, Observation)]


def told(readings: list[Reading]) -> list[str]:
    return [r.why for r in readings if isinstance(r, Unread)]


def test_a_connection_shows_who_is_there_and_which_port_answered(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("zeek/conn.log"), stream_of)
    assert seen(readings) == [
        ("10.20.0.5", "ip", "10.20.0.5", None),
        ("10.20.0.17", "ip", "10.20.0.17", None),
        ("10.20.0.17", "port.tcp", "80", 80),
        ("203.0.113.30", "ip", "203.0.113.30", None),
        ("203.0.113.30", "port.tcp", "554", 554),
        ("10.20.0.30", "ip", "10.20.0.30", None),
        ("10.20.0.31", "ip", "10.20.0.31", None),
        ("10.20.0.30", "port.udp", "161", 161),
    ], "198.51.100.9 is somebody else's, 203.0.113.30 is called local by the log, 10.20.0.99 never answered"
    assert told(readings) == ["not as many fields as the log says"]
    assert {r.at for r in readings if isinstance(r, Observation)} >= {"2026-11-16T08:00:01Z"}


def test_a_log_that_shows_only_the_hosts_of_others_says_that_it_was_read(stream_of: StreamOf) -> None:
    row = b"1763280001.0\tCabcdefghijkl\t198.51.100.9\t4000\t203.0.113.30\t80\ttcp\tSF"
    data = table(b"conn", ENDS + b"\tproto\tconn_state", row)
    assert read(data, stream_of) == [
        Unread("file", "read to its end; no host of one's own network shows itself in it")
    ]
    assert told(read(data.replace(b"198.51.100.9", b"10.20.0.5"), stream_of)) == []


def test_rows_whose_head_was_cut_off_are_a_log_of_zeek_and_said_to_lack_it(stream_of: StreamOf) -> None:
    rows = b"".join(
        b"17632800%02d.000000\tCHhAvVGS1DHFjwGM9%d\t10.20.0.5\t4000\t10.20.0.17\t80\ttcp\n"
        % (number, number % 10)
        for number in range(20)
    )
    assert READER.sniff(rows, "conn.log") is Sniff.MINE
    assert READER.sniff(b"1763280001.000000\tcamera\t10.20.0.5\n", "list.tsv") is Sniff.NOT_MINE
    (why,) = told(read(rows, stream_of))
    assert why.startswith("the log lacks its head (lines that begin with #)")
    assert "20 times" in why


def test_a_lease_belongs_to_the_interface_it_was_given_to(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    mac = "44:19:b6:00:00:17"
    assert seen(read(fixture_bytes("zeek/dhcp.log"), stream_of)) == [
        (mac, "mac", mac, None),
        (mac, "ip", "10.20.0.17", None),
        (mac, "dhcp.hostname", "HIKVISION-cam\t17", None),
        (mac, "dhcp.vendor-class", "udhcp 1.21.1", None),
    ]


def test_a_question_is_the_askers_unless_it_answers_for_names(
    fixture_bytes: Fixture, stream_of: StreamOf
) -> None:
    readings = read(fixture_bytes("zeek/dns.log"), stream_of)
    assert [one[:3] for one in seen(readings) if one[1] == "dns.query"] == [
        ("10.20.0.17", "dns.query", "dev.hik-connect.com")
    ]
    assert told(readings) == ["10.20.0.53 answers for names; what it asked for is not its own"]


def test_logs_of_all_kinds_in_one_stream_are_attributed(fixture_bytes: Fixture, stream_of: StreamOf) -> None:
    readings = read(fixture_bytes("zeek/streamed.json"), stream_of)
    found = seen(readings)
    name = "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"
    for expected in (
        ("10.20.0.17", "tls.subject", name, 443),
        ("10.20.0.17", "http.server", "App-webs/", 80),
        ("10.20.0.30", "dns.query", "www.easy4ipcloud.com", None),
        ("10.20.0.30", "ssh.banner", "SSH-2.0-dropbear_2012.55", 22),
        ("10.20.0.30", "snmp.sysdescr", "Linux DVR 3.0", 161),
        ("4c:11:bf:00:00:30", "dhcp.hostname", "nvr", None),
        ("4c:11:bf:00:00:30", "ip", "10.20.0.30", None),
        ("10.20.0.30", "port.tcp", "37777", 37777),
        ("10.20.0.31", "tls.subject", "CN=General", 443),
        ("10.20.0.40", "sip.server", "DS-KD8003 doorstation", 5060),
    ):
        assert expected in found
    assert not any("elsewhere" in value or "OpenSSH" in value for _, _, value, _ in found)
    assert [r.what for r in readings if isinstance(r, Dropped)] == [
        "field community of the log snmp",
        "field password of the log http",
        "field password of the log ftp",
    ]
    assert told(readings) == ["rows of the log 'weird' tell of no equipment"]


def test_certificates_without_connections_are_said_to_have_no_host(stream_of: StreamOf) -> None:
    log = table(b"x509", b"ts\tfingerprint\tcertificate.subject", b"1.0\taa\tCN=a", b"2.0\tbb\tCN=b")
    readings = read(log, stream_of)
    assert seen(readings) == []
    assert told(readings) == ["certificates without the hosts that showed them, which stand in ssl.log"]


def test_a_connection_whose_certificate_is_elsewhere_says_so(stream_of: StreamOf) -> None:
    log = table(
        b"ssl",
        ENDS + b"\testablished\tcert_chain_fuids",
        b"1.0\tC1\t10.0.0.1\t5\t10.0.0.2\t443\tT\tFaaa,Fbbb",
        b"2.0\tC2\t10.0.0.1\t5\t198.51.100.2\t443\tT\tFccc",
    )
    readings = read(log, stream_of)
    assert [one for one in seen(readings) if one[1].startswith("tls")] == []
    assert told(readings) == [
        "names a certificate that stands in another file (x509.log); files are not joined"
    ]


def test_a_log_joined_of_several_is_read_by_the_last_head(stream_of: StreamOf) -> None:
    log = table(b"known_hosts", b"ts\thost", b"1.0\t10.0.0.1") + table(
        b"known_services", b"ts\thost\tport_num\tport_proto\tservice", b"2.0\t10.0.0.1\t554\ttcp\t(empty)"
    )
    assert seen(read(log, stream_of)) == [
        ("10.0.0.1", "ip", "10.0.0.1", None),
        ("10.0.0.1", "port.tcp", "554", 554),
    ]


def test_another_separator_and_unset_mark_are_taken_from_the_head(stream_of: StreamOf) -> None:
    log = b"#separator |\n#unset_field|none\n#path|software\n#fields|ts|host|host_p|software_type|unparsed_version\n"
    rows = b"1.0|10.0.0.1|80|HTTP::SERVER|App\\x7cwebs\n2.0|10.0.0.2|none|HTTP::SERVER|none\n"
    assert seen(read(log + rows, stream_of)) == [
        ("10.0.0.1", "ip", "10.0.0.1", None),
        ("10.0.0.1", "http.server", "App|webs", 80),
    ]


LEASE = b'{"ts":1.5,"uids":["C"],"mac":"44:19:b6:00:00:17","host_name":"cam"}'
CONNECTION = (
    b'{"ts":"2026-11-16T08:00:01.5Z","uid":"C","id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2",'
    b'"id.resp_p":80,"proto":"tcp","conn_state":"SF"}'
)
QUESTION = (
    b'{"ts":1.5,"id":{"orig_h":"10.0.0.1","resp_h":"10.0.0.53","resp_p":53},"uid":"C",'
    b'"query":"a.example","qtype_name":"A","rcode":0}'
)


@pytest.mark.parametrize(
    ("name", "row", "trait"),
    [
        ("dhcp.2026-11-16-08-00-00.log", LEASE, "dhcp.hostname"),
        ("any.json", CONNECTION, "port.tcp"),
        ("x.log", QUESTION, "dns.query"),
    ],
)
def test_a_json_row_is_known_by_the_file_s_name_or_by_its_keys(
    name: str, row: bytes, trait: str, stream_of: StreamOf
) -> None:
    assert READER.sniff(row, name) is Sniff.MINE
    assert trait in [one[1] for one in seen(read(row + b"\n", stream_of, name))]


def test_rows_of_an_unknown_kind_are_named_once(stream_of: StreamOf) -> None:
    readings = read(b'{"ts":1.5,"uid":"C","id.orig_h":"10.0.0.1","note":1}\n' * 50, stream_of, "x.json")
    assert told(readings) == [
        "rows of the log 'no known kind' tell of no equipment (50 times, this was the first)"
    ]


def test_a_host_that_asks_for_very_many_names_is_cut_off_and_told(stream_of: StreamOf) -> None:
    rows = [b"1.0\tC\t10.0.0.1\t5\t10.0.0.53\t53\tudp\tn%d.example\t0" % number for number in range(600)]
    readings = read(table(b"dns", ENDS + b"\tproto\tquery\trcode", *rows), stream_of)
    assert len([one for one in seen(readings) if one[1] == "dns.query"]) == 512
    assert told(readings) == ["more than 512 names asked for by one host: the further ones are not kept"]


def test_loopback_and_group_addresses_are_no_hosts(stream_of: StreamOf) -> None:
    log = table(
        b"known_hosts",
        b"ts\thost",
        b"1\t127.0.0.1",
        b"1\t224.0.0.251",
        b"1\t0.0.0.0",
        b"1\tff02::1",
        b"1\t8.8.8.8",
        b"1\tfd00::1",
    )
    assert [one[0] for one in seen(read(log, stream_of))] == ["fd00::1"]


def test_a_row_that_differs_in_its_time_only_says_nothing_new(stream_of: StreamOf) -> None:
    rows = [b"%d.0\tC%d\t10.0.0.1\t%d\t10.0.0.2\t554\ttcp\tSF" % (at, at, 5000 + at) for at in range(1, 50)]
    readings = read(table(b"conn", ENDS + b"\tproto\tconn_state", *rows), stream_of)
    assert seen(readings) == [
        ("10.0.0.1", "ip", "10.0.0.1", None),
        ("10.0.0.2", "ip", "10.0.0.2", None),
        ("10.0.0.2", "port.tcp", "554", 554),
    ]
    assert {(r.locator, r.at) for r in readings if isinstance(r, Observation)} == {
        ("line 7", "1970-01-01T00:00:01Z")
    }


@pytest.mark.parametrize("kind", [b"http-intern", b"http", b"http_red"])
def test_a_log_that_a_site_filters_is_read_as_what_it_was_made_of(kind: bytes, stream_of: StreamOf) -> None:
    log = table(kind, ENDS + b"\tstatus_code", b"1.0\tC\t10.0.0.1\t5\t10.0.0.2\t8080\t200")
    assert ("10.0.0.2", "port.tcp", "8080", 8080) in seen(read(log, stream_of))


def test_rows_that_were_rejected_or_never_answered_show_nobody(stream_of: StreamOf) -> None:
    rows = [
        b"1.0\tC\t10.0.0.1\t5\t10.0.0.2\t80\ttcp\t" + state
        for state in (b"S0", b"REJ", b"OTH", b"SH", b"RSTOS0")
    ]
    readings = read(table(b"conn", ENDS + b"\tproto\tconn_state", *rows), stream_of)
    assert seen(readings) == []
    assert told(readings) == ["read to its end; no host of one's own network shows itself in it"]


def test_what_a_client_calls_itself_is_the_clients_and_a_browser_is_passed_over(stream_of: StreamOf) -> None:
    log = table(
        b"http",
        ENDS + b"\tuser_agent\tstatus_code",
        b"1.0\tC\t10.0.0.1\t5\t10.0.0.2\t80\tGrandstream Model HW GXP2160\t200",
        b"1.0\tC\t10.0.0.3\t5\t10.0.0.2\t80\tMozilla/5.0 (X11; Linux)\t200",
        b"1.0\tC\t198.51.100.9\t5\t10.0.0.2\t80\tcurl/8.4.0\t200",
    )
    found = [one for one in seen(read(log, stream_of)) if one[1] == "http.user-agent"]
    assert found == [("10.0.0.1", "http.user-agent", "Grandstream Model HW GXP2160", None)]
