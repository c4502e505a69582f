"""Do the devices of the laboratory answer on loopback, on their real ports, and is all they receive written down?"""

import contextlib
import http.client
import os
import select
import socket
import ssl
import struct
import sys
import urllib.error
import urllib.request

import pytest
from cryptography import x509

from phaseout.lab import Town, personas_of
from phaseout.lab.census import many
from phaseout.lab.demo import demo
from phaseout.lab.persona_files import read
from phaseout.lab.speech.sadp import Sadp
from phaseout.ledger.key import VerifierKey
from phaseout.ledger.note import Note

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="the real ports are opened by root on Linux"
)
INQUIRY = b"<?xml version='1.0' encoding='utf-8'?><Probe><Uuid>AB-CD</Uuid><Types>inquiry</Types></Probe>"
NETWORK = f"127.{64 + os.getpid() % 128}.{{}}.0/24"
"""Another one in each process: several may run on one machine."""
GROUP = "239.255.255.250"
PATIENCE = 60.0
"""Seconds; on a quiet machine nothing here takes one."""
SO_RCVBUFFORCE = 33


@pytest.fixture(scope="module")
def town():
    with Town(personas_of()).on_loopback(NETWORK.format(1)) as opened:
        yield opened


def exchanged(address, port, *said, until=None):
    """Return what a port answers to some bytes, to its end."""
    with socket.create_connection((address, port), PATIENCE) as line:
        for payload in said:
            line.sendall(payload)
        if until is None:
            line.shutdown(socket.SHUT_WR)
        got = b""
        while (until is None or len(got) < until) and (more := line.recv(65_536)):
            got += more
        return got


def heard(opened, answers, *, more=0.0):
    """Return the datagrams that come to a socket: as many as are said, and whatever comes within ``more`` seconds."""
    got = []
    while select.select([opened], [], [], PATIENCE if len(got) < answers else more)[0]:
        got.append(opened.recvfrom(65_535))
        if len(got) >= answers and not more:
            break
    return got


def test_sadp_answers_a_group_on_the_loopback_interface_by_the_group(town):
    awaited = {at for at, one in town.personas.items() if any(_is_heard(speech) for speech in one.speeches)}
    assert len(awaited) > 15
    senders = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        asker.bind(("", 37020))
        local = socket.inet_aton("127.0.0.1")
        asker.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + local)
        asker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, local)
        asker.sendto(INQUIRY, (GROUP, 37020))
        while awaited - senders and select.select([asker], [], [], PATIENCE)[0]:
            payload, (sender, _) = asker.recvfrom(65_535)
            if sender in town.personas:  # whoever else has a town on this machine may have heard it too
                assert b"<ProbeMatch>" in payload or payload[:1] != b"<"  # one is opaque
                senders.add(sender)
    assert awaited <= senders


def _is_heard(speech):
    """Whether it answers to the group: on a shared machine others may get what comes to the asker alone."""
    return isinstance(speech, Sadp) and "group" in speech.answers


def test_one_device_with_two_interfaces_answers_twice(town):
    twice = [at for at, one in town.personas.items() if one.name == "two-interfaces"]
    assert len(twice) == 2
    assert town.addresses["two-interfaces"] == twice[0]
    assert town.truth[twice[0]] is town.truth[twice[1]]


def test_dhip_answers_one_host_that_is_asked_alone(town):
    body = b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
    search = b"\x20\0\0\0DHIP" + struct.pack("<6I", 0, 0, len(body), 0, len(body), 0) + body
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.sendto(search, (town.addresses["thermal-alone"], 37810))
        ((payload, peer),) = heard(asker, 1)
    assert peer == (town.addresses["thermal-alone"], 37810)
    assert b"TPC-BF2221-TB7F8" in payload


def test_ws_discovery_is_answered_from_another_port_but_by_some(town):
    probe = b'<s:Envelope xmlns:s="s"><s:Body><d:Probe xmlns:d="d"/></s:Body></s:Envelope>'
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.sendto(probe, (town.addresses["turret"], 3702))
        asker.sendto(probe, (town.addresses["uniview-camera"], 3702))
        came = dict(peer for _, peer in heard(asker, 2))
    assert came[town.addresses["turret"]] != 3702
    assert came[town.addresses["uniview-camera"]] == 3702


def test_a_page_is_shown_to_a_browser_and_the_account_is_asked_for_by_the_standard(town):
    address = town.addresses["recorder-poe"]
    line = http.client.HTTPConnection(address, timeout=PATIENCE)
    line.request("GET", "/")
    assert line.getresponse().getheader("Server") == "DNVRS-Webs"
    line.close()
    before = len(town.authorizations)
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    account = town.personas[address].account
    known.add_password(None, f"http://{address}/", account.user, account.password)
    opener = urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(known))
    url = f"http://{address}/ISAPI/System/deviceInfo"
    with opener.open(url, timeout=PATIENCE) as answer:
        assert b"<model>DS-7616NI-I2/16P</model>" in answer.read()
    attempts = town.authorizations[before:]
    assert [(one.persona, one.port) for one in attempts] == [("recorder-poe", 80)]
    assert attempts[0].text.startswith('Authorization: Digest username="auditor"')


def test_what_a_persona_receives_is_kept_to_the_byte(town):
    address = town.addresses["prama-dome"]
    request = b"GET /ISAPI/System/deviceInfo HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = exchanged(address, 80, request[:10], request[10:])
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n")
    kept = town.received["prama-dome"][-1]
    assert (kept.transport, kept.port, bytes(kept.payload)) == ("tcp", 80, request)
    assert kept.peer.address == "127.0.0.1"


def test_the_door_station_shows_the_certificate_that_every_unit_has(town):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((town.addresses["door-station"], 443), PATIENCE) as line,
        context.wrap_socket(line) as secured,
    ):
        shown = x509.load_der_x509_certificate(secured.getpeercert(binary_form=True))
        assert secured.version() == "TLSv1.2"
    assert shown.subject.rfc4514_string() == "CN=hikvision.com,OU=HZ,O=HIKVISION,L=HZ,ST=ZJ,C=CN"
    assert shown.serial_number == 0x8AB42317C62A20F1
    assert (shown.not_valid_before_utc.year, shown.not_valid_after_utc.year) == (2019, 2037)


def test_dahuas_issuer_has_blanks_that_do_not_break(town):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((town.addresses["turret"], 443), PATIENCE) as line,
        context.wrap_socket(line) as secured,
    ):
        shown = x509.load_der_x509_certificate(secured.getpeercert(binary_form=True))
    assert "Dahua\u00a0Device\u00a0NVR\u00a0CA" in shown.issuer.rfc4514_string()
    assert shown.subject.rfc4514_string() == f"CN={town.addresses['turret']}"


def test_port_8000_speaks_first_and_video_servers_name_their_realm(town):
    banner = bytes.fromhex("000000100000001e0000001e00000000")
    assert exchanged(town.addresses["dome-2021"], 8000) == banner
    asked = b"OPTIONS rtsp://x/ RTSP/1.0\r\nCSeq: 7\r\n\r\n"
    hikvision = exchanged(town.addresses["recorder-poe"], 554, asked)
    assert b'Digest realm="Hikvision"' in hikvision
    assert b'Basic realm="/"' in hikvision
    dahua = exchanged(town.addresses["turret"], 554, asked)
    assert b"Server: Dahua Rtsp Server" in dahua
    assert b'realm="Login to 7K01B5CPAG71001"' in dahua
    assert b"CSeq: 7\r\n" in dahua
    assert b"Public: OPTIONS" in exchanged(town.addresses["old-dome-open"], 554, asked)


def test_an_attempt_to_sign_in_is_noticed_under_tls_and_in_rtsp(town):
    before = len(town.authorizations)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((town.addresses["dome-2021"], 443), PATIENCE) as line,
        context.wrap_socket(line) as secured,
    ):
        secured.sendall(b"GET / HTTP/1.1\r\nAuthorization: Basic YTpi\r\n\r\n")
        assert secured.recv(12) == b"HTTP/1.1 200"
    exchanged(
        town.addresses["turret"], 554, b"DESCRIBE rtsp://x/ RTSP/1.0\r\nAuthorization: Digest a\r\n\r\n"
    )
    attempts = [(one.persona, one.port) for one in town.authorizations[before:]]
    assert attempts == [("dome-2021", 443), ("turret", 554)]


def test_nobody_answers_where_nothing_stands_and_a_town_is_gone_after_its_block():
    (one,) = read('[[persona]]\nname = "a"\nmac = "02:00:00:00:00:01"\nsdk = {}')
    with Town([one]).on_loopback(NETWORK.format(2)) as opened:
        address = opened.addresses["a"]
        assert len(exchanged(address, 8000)) == 16
        with pytest.raises(ConnectionRefusedError):
            exchanged(address, 80)
    with pytest.raises(ConnectionRefusedError):
        exchanged(address, 8000)


def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_open():
    (one,) = read('[[persona]]\nname = "a"\nmac = "02:00:00:00:00:01"\nsdk = {}\nsilent = {ports = [9000]}')
    with (
        socket.create_server((NETWORK.format(3).replace("0/24", "1"), 9000)),
        pytest.raises(OSError, match="in use"),
        Town([one]).on_loopback(NETWORK.format(3)),
    ):
        pass
    with pytest.raises(ConnectionRefusedError):
        exchanged(NETWORK.format(3).replace("0/24", "1"), 8000)


@pytest.fixture(scope="module")
def hostile():
    with Town(personas_of("hostile")).on_loopback(NETWORK.format(4)) as opened:
        yield opened


@pytest.mark.parametrize("name", ["endless-body", "endless-head", "endless-chunks", "endless-line"])
def test_an_endless_answer_goes_on(hostile, name):
    got = exchanged(hostile.addresses[name], 80, b"GET / HTTP/1.1\r\n\r\n", until=4 << 20)
    assert len(got) >= 4 << 20


def test_a_bomb_is_small_and_unpacks_to_much(hostile):
    got = exchanged(hostile.addresses["gzip-bomb"], 80, b"GET / HTTP/1.1\r\n\r\n")
    assert b"Content-Encoding: gzip" in got
    assert len(got) < 1 << 20


def test_others_send_elsewhere_lie_of_their_length_or_hang_up(hostile):
    asked = b"GET / HTTP/1.1\r\n\r\n"
    assert b"Location: http://192.0.2.1/evil" in exchanged(hostile.addresses["elsewhere"], 80, asked)
    circle = hostile.addresses["in-circles"]
    assert f"Location: http://{circle}/".encode() in exchanged(circle, 80, asked)
    assert b"<!ENTITY e9" in exchanged(hostile.addresses["xml-bomb"], 80, asked)
    assert exchanged(hostile.addresses["nested"], 80, asked).count(b"<DeviceInfo>") == 50_000
    assert exchanged(hostile.addresses["slow"], 80, asked).endswith(b"<html>slow</html>\r\n")
    assert b"Content-Length: 99999999999999" in exchanged(hostile.addresses["lying-length"], 80, asked)
    with contextlib.suppress(ConnectionResetError):
        assert exchanged(hostile.addresses["hang-up"], 80) == b""


def test_ten_thousand_answers_come_to_one_inquiry_and_some_as_large_as_can_be(hostile):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.setsockopt(
            socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20
        )  # so that none is lost while others work
        asker.sendto(INQUIRY, (hostile.addresses["flood"], 37020))
        assert len({payload for payload, _ in heard(asker, 10_000)}) == 10_000
        asker.sendto(INQUIRY, (hostile.addresses["largest-datagrams"], 37020))
        assert [len(payload) for payload, _ in heard(asker, 50)] == [65_507] * 50


def test_a_thousand_devices_stand_at_once():
    with Town(many(1_000)).on_loopback(f"127.{192 + os.getpid() % 60}.0.0/16", apart=64) as opened:
        last = list(opened.addresses.values())[-1]
        assert last.split(".")[2] == "249"
        (name,) = {one.name for at, one in opened.personas.items() if at == last}
        assert opened.truth[last].maker in {"hikvision", "dahua", "prama-hikvision"}
        assert exchanged(last, 80, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.")
        assert [message.port for message in opened.received[name]] == [80]


def test_the_demonstration_has_a_scope_that_its_key_signed(when):
    with demo(when, NETWORK.format(7)) as shown:
        key = VerifierKey.of(shown.key)
        note = Note.of(shown.scope)
        assert [signer.key for signer in note.judged([key]).good] == [key]
        assert f'network = "{shown.network}"' in note.text
        assert shown.closed == ()
        assert exchanged(shown.town.addresses["dome-2021"], 8000)


def test_the_demonstration_of_a_user_who_is_not_root_leaves_low_ports_out_and_says_which(
    when, monkeypatch, tmp_path
):
    first = tmp_path / "first"
    first.write_text("1024\n")
    monkeypatch.setattr("phaseout.lab.demo._FIRST_UNPRIVILEGED", first)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with demo(when, NETWORK.format(8)) as shown:
        assert shown.closed == (22, 23, 80, 161, 443, 554)
        assert len(exchanged(shown.town.addresses["dome-2021"], 8000)) == 16
        with pytest.raises(ConnectionRefusedError):
            exchanged(shown.town.addresses["dome-2021"], 80)


@pytest.fixture
def when():
    from datetime import UTC, datetime

    return datetime(2026, 11, 23, 10, tzinfo=UTC)
