"""Are the bytes of conversations those of their protocols, and is the most telling page chosen?"""

from ipaddress import ip_address

import pytest

from phaseout.intake.capture import tls
from phaseout.probe.conversations.hello import hello
from phaseout.probe.conversations.named import is_description, is_service, may_be_web
from phaseout.probe.conversations.requests import get, options, soap
from phaseout.probe.conversations.web import Answer, Page, answer_of, is_whole, own_page, telling_page
from phaseout.probe.inquiries import Fresh

HOST, HOST6 = ip_address("10.20.0.17"), ip_address("fd00::17")
REFUSED, EMPTY, NOT_FOUND = Answer(401, True), Answer(200, True), Answer(404, False)


def test_a_page_is_asked_for_plainly() -> None:
    assert get(HOST, 80, "/ISAPI/System/deviceInfo") == (
        b"GET /ISAPI/System/deviceInfo HTTP/1.1\r\nHost: 10.20.0.17\r\nUser-Agent: phaseout-probe\r\n"
        b"Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )


def test_another_port_and_an_address_of_ipv6_stand_in_the_host_line() -> None:
    assert b"\r\nHost: 10.20.0.17:8080\r\n" in get(HOST, 8080, "/")
    assert b"\r\nHost: [fd00::17]:81\r\n" in get(HOST6, 81, "/")


def test_a_call_of_onvif_carries_no_account_and_its_own_length() -> None:
    head, _, body = soap(HOST, 80, "/onvif/device_service", "GetScopes").partition(b"\r\n\r\n")
    assert head.startswith(b"POST /onvif/device_service HTTP/1.1\r\n")
    assert b"Content-Length: %d\r\n" % len(body) in head
    assert b'action="http://www.onvif.org/ver10/device/wsdl/GetScopes"' in head
    assert body.endswith(
        b'<e:Body><d:GetScopes xmlns:d="http://www.onvif.org/ver10/device/wsdl"/></e:Body></e:Envelope>'
    )


def test_of_a_stream_server_its_options_are_asked() -> None:
    assert options(HOST, 554) == (
        b"OPTIONS rtsp://10.20.0.17:554/ RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: phaseout-probe\r\n\r\n"
    )


def test_the_tls_greeting_is_one_record_with_one_message_for_version_1_2() -> None:
    greeting = hello(Fresh(b"seed"))
    handshake, is_ended = tls.handshake_bytes(bytearray(greeting))
    assert (greeting[:3], int.from_bytes(greeting[3:5], "big")) == (b"\x16\x03\x01", len(greeting) - 5)
    assert (handshake[0], int.from_bytes(handshake[1:4], "big")) == (1, len(handshake) - 4)
    assert handshake[4:6] == b"\x03\x03"
    assert not is_ended
    assert hello(Fresh(b"other")) != greeting


@pytest.mark.parametrize(
    ("device_info", "seen", "path"),
    [
        (EMPTY, {}, "/pramaAPI/System/deviceInfo"),
        (Answer(None, True), {}, "/pramaAPI/System/deviceInfo"),
        (REFUSED, {}, "/favicon.ico"),
        (NOT_FOUND, {"dhip.json": ["{}"]}, "/web_caps/webCapsConfig"),
        (NOT_FOUND, {"http.www-authenticate": ['Digest realm="Login to 4C0048DPAJ8F3C9"']}, "/web_caps/webCapsConfig"),
        (NOT_FOUND, {"http.body": ["<script src=jsBase/lib/jquery.js?version=@WebVersion@>"]}, "/web_caps/webCapsConfig"),
        (NOT_FOUND, {"onvif.scope": ["onvif://www.onvif.org/mfr/Uniview"]}, "/LAPI/V1.0/System/DeviceInfo"),
        (NOT_FOUND, {"http.body": ["<html>printer</html>"]}, "/favicon.ico"),
    ],
)  # fmt: skip
def test_the_third_page_follows_from_what_was_seen(
    device_info: Answer, seen: dict[str, list[str]], path: str
) -> None:
    assert telling_page(8080, device_info, seen, []) == Page(8080, path)


def test_nothing_more_is_asked_of_a_device_that_said_which_it_is_or_has_no_web_server() -> None:
    assert telling_page(80, Answer(200, False), {"isapi.deviceinfo": ["<DeviceInfo/>"]}, []) is None
    assert telling_page(None, None, {}, []) is None


def test_a_description_of_its_own_is_rather_asked_for_than_an_icon() -> None:
    found = Page(49152, "/d.xml")
    assert telling_page(80, REFUSED, {}, [found]) == found
    assert telling_page(None, None, {}, [found]) == found


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://10.20.0.17:49152/d.xml", Page(49152, "/d.xml")),
        ("http://10.20.0.17", Page(80, "/")),
        ("http://10.20.0.18/d.xml", None),
        ("http://10.20.0.17@10.20.0.18/d.xml", None),
        ("http://10.20.0.170/d.xml", None),
        ("http://camera.example/d.xml", None),
        ("https://10.20.0.17/d.xml", None),
        ("http://10.20.0.17:0/d.xml", None),
        ("http://10.20.0.17:65536/d.xml", None),
        ("http://10.20.0.17/a b", None),
        ("http://10.20.0.17/d.xml\r\nAuthorization: x", None),
        ("http://10.20.0.17/" + "d" * 600, None),
        ("file:///etc/passwd", None),
        ("http://[fd00::17]/d.xml", None),
    ],
)
def test_only_pages_at_the_answering_address_are_its_own(url: str, page: Page | None) -> None:
    assert own_page(url, HOST) == page


def test_an_address_of_ipv6_has_pages_of_its_own_too() -> None:
    assert own_page("http://[FD00::17]:81/d.xml", HOST6) == Page(81, "/d.xml")


@pytest.mark.parametrize(
    ("said", "is_enough"),
    [
        (b"", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", True),
        (b"HTTP/1.1 200 OK\r\n\r\nabc", False),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 8_192, True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", True),
        (b"220 ProFTPD ready", True),
        (b"HTT", False),
    ],
)
def test_no_more_is_waited_for_than_an_answer_has(said: bytes, is_enough: bool) -> None:
    assert is_whole(bytearray(said)) is is_enough


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"", Answer(None, True)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", EMPTY),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", EMPTY),
        (b"HTTP/1.1 404 Not Found\r\n\r\nno", NOT_FOUND),
        (b"\x00\x01", Answer(None, False)),
    ],
)
def test_what_an_answer_comes_to(said: bytes, answer: Answer) -> None:
    assert answer_of(said) == answer


@pytest.mark.parametrize(
    ("port", "may_be"),
    [(80, True), (88, True), (8080, True), (49152, True), (25, False), (102, False), (502, False),
     (9100, False), (20000, False), (47808, False), (0, False), (65536, False)],
)  # fmt: skip
def test_no_port_that_a_host_names_is_one_where_bytes_move_something(port: int, may_be: bool) -> None:
    assert may_be_web(port) is may_be
    assert (own_page(f"http://10.20.0.17:{port}/d.xml", HOST) is not None) is may_be


@pytest.mark.parametrize(
    ("path", "is_told", "serves"),
    [
        ("/", True, False),
        ("/rootdesc1.xml", True, False),
        ("/ssdp/desc-DSM-eth0.xml", True, False),
        ("/upnp/BasicDevice/description", True, False),
        ("/onvif/device_service", False, True),
        ("/cam1/onvif/device", False, True),
        ("/relay/0?turn=on", False, False),
        ("/relay/on", False, False),
        ("/onvif/../reboot.xml", False, False),
        ("/%2e%2e/reboot.xml", False, False),
        ("/x.cgi?cmd=on&.xml", False, False),
        ("/onvif/x?cmd=doreboot", False, False),
    ],
)
def test_what_a_host_names_has_the_shape_of_what_only_tells(path: str, is_told: bool, serves: bool) -> None:
    assert (is_description(path), is_service(path)) == (is_told, serves)
