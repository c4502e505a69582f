"""What is read of nmap's and masscan's XML."""

from collections.abc import Callable

import pytest

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.intake.nmap_xml import READER
from phaseout.intake.reader import Sniff, SourceStream

StreamOf = Callable[..., SourceStream]
Fixture = Callable[[str], bytes]
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" version="7.94">\n'
)
TAIL = b"<runstats/>\n</nmaprun>\n"


def host(
    *ports: str, ip: str = "10.20.0.17", status: str = '<status state="up" reason="syn-ack" reason_ttl="64"/>'
) -> bytes:
    listed = "\n".join(ports)
    text = f'<host endtime="1795096951">{status}\n<address addr="{ip}" addrtype="ipv4"/>\n'
    return (
        f'{text}<hostnames>\n</hostnames>\n<ports>{listed}\n</ports>\n<times srtt="1"/>\n</host>\n'.encode()
    )


def port(inside: str = "", *, number: int | str = 80, protocol: str = "tcp", state: str = "open") -> str:
    return f'<port protocol="{protocol}" portid="{number}"><state state="{state}" reason="x"/>{inside}</port>'


def read(body: bytes, stream_of: StreamOf, *, head: bytes = HEAD, tail: bytes = TAIL) -> list[Reading]:
    return list(READER.read(stream_of(head + body + tail)))


def shown(readings: list[Reading], *, of_ports: bool = False) -> list[tuple[str, str]]:
    """Return (trait, value) of all but addresses and port numbers."""
    return [
        (r.trait, r.value)
        for r in readings
        if isinstance(r, Observation) and (of_ports or not r.trait.startswith(("ip", "port.")))
    ]


def test_a_service_scan_tells_what_its_hosts_show(stream_of: StreamOf, fixture_bytes: Fixture) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("nmap-xml/service-scan.xml"))))
    by_host: dict[str, list[tuple[str, str]]] = {}
    for reading in readings:
        if isinstance(reading, Observation):
            by_host.setdefault(reading.locator.split(",")[0], []).append((reading.trait, reading.value))
    assert by_host == {
        "host 2": [
            ("ip", "10.20.0.17"),
            ("mac", "44:19:B6:00:00:01"),
            ("hostname", "cam-17.city.example"),
            ("port.tcp", "80"),
            ("http.server", "Hikvision IP camera httpd"),
            ("http.location", "http://10.20.0.17/doc/page/login.asp?_1795096940"),
            ("http.favicon-md5", "89b932fcc47cf4ca3faadb0cfdef89cf"),
            ("http.server", "App-webs/"),
            ("http.set-cookie", "_goaheadwebSessionId=; path=/"),
            ("http.www-authenticate", 'Digest realm="IP Camera(52799)", nonce="4e6a553d", qop="auth"'),
            ("port.tcp", "443"),
            ("tls.subject", "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"),
            ("tls.issuer", "CN=www.hikvision.com,O=HIKVISION,ST=ZheJiang,C=CN"),
            ("port.tcp", "554"),
            ("rtsp.server", "Hikvision IP camera rtspd"),
            ("rtsp.path", "rtsp://10.20.0.17/Streaming/Channels/101"),
            ("port.tcp", "8000"),
            ("banner", "\0\0\0\x10\0\0\0\x1e\0\0\0\x1e\0\0\0\0"),
            ("port.udp", "161"),
            ("banner", "SNMPv1 server"),
            ("snmp.sysdescr", "Linux DS-2CD2143G0-I 4.9.37 armv7l"),
            ("mac", "44:19:b6:00:00:01"),
            ("banner", "WS-Discovery NetworkVideoTransmitter"),
        ],
        "host 3": [
            ("ip", "10.20.0.30"),
            ("mac", "4C:11:BF:00:00:02"),
            ("port.tcp", "22"),
            ("ssh.banner", "Dropbear sshd 2016.74 (protocol 2.0)"),
            ("ssh.banner", "SSH-2.0-dropbear_2016.74"),
            ("port.tcp", "80"),
            ("http.server", "dahua drs"),
            ("http.title", "WEB SERVICE"),
            ("http.body", "<html><head><title>WEB SERVICE</title></head>"),
            ("rtsp.server", "Dahua Rtsp Server"),
            ("rtsp.realm", "Login to 4C0048DPAJ00001"),
            ("hostname", "NVR-ATTIC"),
            ("mac", "4c:11:bf:00:00:02"),
        ],
        "host 4": [
            ("ip", "2001:db8::51"),
            ("hostname", "axis-accc8e000003.city.example"),
            ("port.tcp", "80"),
            ("http.server", "Apache httpd"),
            ("http.server", "Apache"),
            ("http.title", "AXIS & friends"),
            ("port.udp", "1900"),
            ("upnp.server", "Linux/4.14 UPnP/1.0 AXIS"),
            ("upnp.manufacturer", "AXIS"),
            ("upnp.model", "AXIS P3245-V"),
        ],
        "host 6": [
            ("ip", "10.20.0.44"),
            ("port.tcp", "21"),
            ("ftp.banner", "220 \N{REPLACEMENT CHARACTER}welcome"),
        ],
    }
    assert [r for r in readings if isinstance(r, Dropped)] == [
        Dropped("host 2, port 80, script http-default-accounts", "accounts that a script got into"),
        Dropped("host 2, port 554, script rtsp-url-brute", "rtsp.path: user and password in an address"),
        Dropped("host 2, port 161/udp, service", "SNMP community"),
    ]
    unread = [r for r in readings if isinstance(r, Unread)]
    assert unread[:2] == [
        Unread("host 6, port '70000'", "not the number of a port"),
        Unread("host 6", "characters that XML forbids were replaced by \N{REPLACEMENT CHARACTER}"),
    ]
    assert [r.locator for r in unread[2:]] == ["host 7"]
    assert unread[2].why.startswith("damaged: ")


def test_each_observation_has_its_subject_time_port_and_place(stream_of: StreamOf) -> None:
    readings = read(host(port('<script id="http-title" output="x"/>')), stream_of)
    assert [(r.subject.key, r.locator, r.at, r.port) for r in readings if isinstance(r, Observation)] == [
        ("1", "host 1", "2026-11-19T14:02:31Z", None),
        ("1", "host 1, port 80", "2026-11-19T14:02:31Z", 80),
        ("1", "host 1, port 80, script http-title", "2026-11-19T14:02:31Z", 80),
    ]


def test_answers_to_broadcasts_are_assets_of_their_own(stream_of: StreamOf, fixture_bytes: Fixture) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("nmap-xml/broadcasts.xml"))))
    assert [(r.subject.key, r.trait, r.value) for r in readings if isinstance(r, Observation)] == [
        ("prescript 192.168.1.64", "ip", "192.168.1.64"),
        (
            "prescript 192.168.1.64",
            "upnp.server",
            "Linux/3.0.8 UPnP/1.0 Hikvision-Portable SDK for UPnP devices/1.6.18",
        ),
        ("prescript 192.168.1.64", "upnp.manufacturer", "Hikvision"),
        ("prescript 192.168.1.64", "upnp.model", "DS-2CD2032-I"),
        ("prescript 192.168.1.108", "ip", "192.168.1.108"),
        ("prescript 192.168.1.108", "upnp.manufacturer", "Private"),
        ("prescript 192.168.1.108", "upnp.model", "IPC-HDW4433C-A"),
        ("prescript 192.168.1.64", "ip", "192.168.1.64"),
        ("prescript 192.168.1.64", "banner", "WS-Discovery Device NetworkVideoTransmitter"),
        ("prescript 192.168.1.51", "ip", "192.168.1.51"),
        ("prescript 192.168.1.51", "mdns.service", "_axis-nvr._tcp"),
        ("prescript 192.168.1.51", "mdns.service", "_axis-video._tcp"),
        ("prescript 192.168.1.51", "mdns.txt", "macaddress=ACCC8E000003"),
        ("1", "ip", "192.168.1.64"),
        ("1", "mac", "44:19:B6:00:00:01"),
    ]
    assert all(isinstance(r, Observation) for r in readings)


def test_masscan_is_read_and_utf_16_that_calls_itself_utf_8_too(
    stream_of: StreamOf, fixture_bytes: Fixture
) -> None:
    readings = list(READER.read(stream_of(fixture_bytes("nmap-xml/masscan.xml"))))
    assert shown(readings) == [
        ("http.server", "Hikvision-Webs"),
        ("http.www-authenticate", 'Digest realm="DS-7608NI-E2"'),
        ("http.title", "index"),
        ("ftp.banner", "220 AXIS P3245-V Network Camera ready."),
    ]
    assert not [r for r in readings if isinstance(r, Unread)]
    assert list(READER.read(stream_of(fixture_bytes("nmap-xml/powershell-utf16.xml")))) == readings


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<script id="http-title" output="Site doesn&apos;t have a title."/>', []),
        ('<script id="http-title" output="WEB SERVICE"/>', [("http.title", "WEB SERVICE")]),
        (
            '<script id="http-title" output="Did not follow redirect to http://10.0.0.1/index.asp"/>',
            [("http.location", "http://10.0.0.1/index.asp")],
        ),
        ('<script id="http-server-header" output="DNVRS-Webs"/>', [("http.server", "DNVRS-Webs")]),
        (
            '<script id="http-auth" output="HTTP/1.1 401&#xa;  Negotiate&#xa;  Basic realm=DVR"/>',
            [("http.www-authenticate", "Negotiate"), ("http.www-authenticate", 'Basic realm="DVR"')],
        ),
        (
            '<script id="ssl-cert" output="Subject: commonName=a/b/countryName=X&#xa;Issuer: commonName=C"/>',
            [("tls.subject", "CN=a/b,C=X"), ("tls.issuer", "CN=C")],
        ),
        (
            '<script id="ntp-info" output=""><elem key="system">Linux/3.0.8</elem></script>',
            [("ntp.system", "Linux/3.0.8")],
        ),
        (
            '<script id="snmp-sysdescr" output="Embedded&#xa;Net DVR&#xa;  System uptime: 1d"/>',
            [("snmp.sysdescr", "Embedded\nNet DVR")],
        ),
        ('<script id="ssl-cert" output="ERROR: Script execution failed"/>', []),
        ('<script id="http-favicon" output="Apache Tomcat"/>', []),
        ('<service name="http-proxy" product="App-webs" method="probed"/>', [("http.server", "App-webs")]),
        ('<service name="rtsp" method="table"/>', []),
        (
            '<service name="unknown" product="Hikvision IPCam control port"/>',
            [("banner", "Hikvision IPCam control port")],
        ),
        (
            '<service name="telnet" hostname="dvr-9" product="BusyBox telnetd"/>',
            [("telnet.banner", "BusyBox telnetd"), ("hostname", "dvr-9")],
        ),
        (
            '<service servicefp="%r(N,4,&quot;\\xe6\\xb5\\xb7\\0&quot;)%r(Help,3,&quot;a\\&quot;b&quot;)"/>',
            [("banner", "\N{CJK UNIFIED IDEOGRAPH-6D77}\0"), ("banner", 'a"b')],
        ),
        (
            '<service servicefp="%r(SIP,9,&quot;SIP/2\\.0\\x20200\\r\\nServer:\\x20Akuvox\\r\\n&quot;)"/>',
            [("sip.server", "Akuvox")],
        ),
    ],
)
def test_what_services_and_scripts_say_is_told_by_its_trait(
    inside: str, expected: list[tuple[str, str]], stream_of: StreamOf
) -> None:
    assert shown(read(host(port(inside)), stream_of)) == expected


def test_only_the_answer_to_a_get_is_a_start_page(stream_of: StreamOf) -> None:
    answer = "HTTP/1\\.0\\x20200\\r\\nServer:\\x20Webs\\r\\n\\r\\n&lt;title&gt;{}&lt;/title&gt;"
    printed = "".join(f"%r({probe},9,&quot;{answer.format(probe)}&quot;)" for probe in ("GetRequest", "Help"))
    assert shown(read(host(port(f'<service servicefp="{printed}"/>')), stream_of)) == [
        ("http.server", "Webs"),
        ("http.title", "GetRequest"),
        ("http.body", "<title>GetRequest</title>"),
    ]


@pytest.mark.parametrize(
    "output", ["ERROR: No login credentials", "&#xa;  Accounts: No valid accounts found", "false"]
)
def test_a_script_that_got_in_nowhere_holds_no_credential(output: str, stream_of: StreamOf) -> None:
    readings = read(host(port(f'<script id="telnet-brute" output="{output}"/>')), stream_of)
    assert not [r for r in readings if isinstance(r, Dropped)]


def test_closed_and_filtered_ports_say_nothing(stream_of: StreamOf) -> None:
    ports = (
        port(number=81, state="closed"),
        port(number=82, state="filtered"),
        port(number=53, protocol="udp", state="open|filtered"),
    )
    assert [r.locator for r in read(host(*ports), stream_of)] == ["host 1"]


@pytest.mark.parametrize(
    "status",
    ['<status state="down" reason="no-response"/>', '<status state="up" reason="user-set" reason_ttl="0"/>'],
)
def test_a_host_of_which_nothing_was_seen_is_passed_over(status: str, stream_of: StreamOf) -> None:
    silent, answering = host(status=status), host(port(), status=status, ip="10.20.0.18")
    readings = read(silent + answering, stream_of)
    assert [(r.locator, r.value) for r in readings if isinstance(r, Observation)] == [
        ("host 2", "10.20.0.18"),
        ("host 2, port 80", "80"),
    ]


def test_a_truncated_file_ends_in_an_unread_and_keeps_what_was_whole(stream_of: StreamOf) -> None:
    whole = HEAD + host(port()) + host(port(), ip="10.20.0.18")
    cut = whole[:-30]
    readings = list(READER.read(stream_of(cut)))
    assert [r.value for r in readings if isinstance(r, Observation)] == ["10.20.0.17", "80"]
    begins = len(HEAD + host(port()))
    assert readings[-1] == Unread(f"byte {begins}", "the file ends inside a host; the 1 before it were read")


def test_a_scan_that_was_broken_off_between_hosts_is_reported(stream_of: StreamOf) -> None:
    readings = read(host(port()), stream_of, tail=b"")
    assert readings[-1] == Unread(
        "after host 1", "no end mark: the scan was broken off, or the file cut short"
    )


def test_damage_in_one_host_costs_that_host_only(stream_of: StreamOf) -> None:
    broken = host(port()).replace(b"</hostnames>", b"</hosttnames>")
    readings = read(host(port()) + broken + host(port(), ip="10.20.0.19"), stream_of)
    assert [r.locator for r in readings] == [
        "host 1",
        "host 1, port 80",
        "host 2",
        "host 3",
        "host 3, port 80",
    ]
    assert isinstance(readings[2], Unread)


def test_entities_are_refused_with_a_diagnosis(stream_of: StreamOf) -> None:
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE nmaprun [\n<!ENTITY a "ha">\n' + b"".join(
        b'<!ENTITY b%d "%s">\n' % (depth, b"&a;" * 10) for depth in range(10)
    )
    readings = read(
        host(port('<script id="http-title" output="&b9;"/>')), stream_of, head=bomb + b"]>\n<nmaprun>\n"
    )
    place = bomb.index(b"<!ENTITY")
    assert readings == [
        Unread(f"byte {place}", "declares entities, which no scan does; nothing behind it is read")
    ]


def test_an_external_entity_is_never_fetched(stream_of: StreamOf) -> None:
    xxe = b'<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<nmaprun>\n'
    readings = read(host(port('<script id="http-title" output="&x;"/>')), stream_of, head=xxe)
    assert not [r for r in readings if isinstance(r, Observation)]


def test_an_entity_nobody_declared_costs_its_host_only(stream_of: StreamOf) -> None:
    readings = read(host(port('<script id="http-title" output="&x;"/>')) + host(port()), stream_of)
    assert [type(r).__name__ for r in readings] == ["Unread", "Observation", "Observation"]


def test_a_comment_may_speak_of_hosts(stream_of: StreamOf) -> None:
    body = b"<!-- <host> \xe2\x80\x94 " + host(port()) + b" -->\n" + host(port(), ip="10.20.0.18")
    assert [r.value for r in read(body, stream_of) if isinstance(r, Observation)] == ["10.20.0.18", "80"]


def test_two_scans_in_one_file_are_both_read(stream_of: StreamOf) -> None:
    both = (HEAD + host(port()) + TAIL) * 2
    readings = list(READER.read(stream_of(both)))
    assert [r.locator for r in readings] == ["host 1", "host 1, port 80", "host 2", "host 2, port 80"]


def test_latin_1_is_read_where_it_is_declared(stream_of: StreamOf) -> None:
    head = HEAD.replace(b"UTF-8", b"ISO-8859-1")
    readings = read(
        host(port('<script id="http-title" output="cam&#233;ra é"/>')).decode().encode("latin-1"),
        stream_of,
        head=head,
    )
    assert shown(readings) == [("http.title", "caméra é")]


@pytest.mark.parametrize("nested", ["<a>" * 100_000, '<script id="x">' * 100_000])
def test_deep_nesting_costs_its_host_only(nested: str, stream_of: StreamOf) -> None:
    readings = read(host(port(nested)) + host(port(), ip="10.20.0.18"), stream_of)
    assert isinstance(readings[0], Unread)
    assert [r.value for r in readings[1:] if isinstance(r, Observation)] == ["10.20.0.18", "80"]


def test_a_host_without_end_is_given_up_however_small_the_portions(stream_of: StreamOf) -> None:
    endless = b"<host><address addr='" + b"1" * (40 << 20)
    whole = HEAD + endless + host(port()) + TAIL
    readings = list(READER.read(stream_of(whole, portion=32)))
    assert readings[0] == Unread(f"byte {len(HEAD)}", "a host longer than 16 MB")
    assert [r.locator for r in readings[1:]] == ["host 1", "host 1, port 80"]


def test_a_million_comments_end(stream_of: StreamOf) -> None:
    read(b"<host>" + b"<!-- </host> -->" * 500_000 + b"</host>" + b"<!---->" * 500_000, stream_of)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD, Sniff.MINE),
        (b'<?xml version="1.0"?>\n<!-- masscan v1.0 scan -->\n<nmaprun scanner="masscan"', Sniff.MINE),
        ("\ufeff<!DOCTYPE nmaprun>\r\n<nmaprun>".encode("utf-16-le"), Sniff.MINE),
        (b"<?xml version='1.0'?><ProbeMatch/>", Sniff.NOT_MINE),
        (b"# Nmap 7.94 scan initiated", Sniff.NOT_MINE),
        (b"", Sniff.NOT_MINE),
    ],
)
def test_a_scan_is_recognised_by_its_root(head: bytes, says: Sniff) -> None:
    assert READER.sniff(head, "x.xml") is says
