"""Does nothing but an inquiry get by, whatever wrote it?"""

import struct

import pytest

from phaseout.probe.forbidden import forbidden_in
from phaseout.probe.packet import Packet
from scopes import SADP


def why(port: int, payload: bytes, *, transport: str = "udp", has_account: bool = False) -> str | None:
    return forbidden_in(Packet(transport, "10.20.0.17", port, "any", payload), has_account=has_account)


def dhip(method: str) -> bytes:
    body = b'{"method":"%s","params":{"mac":"","uni":1}}\n' % method.encode()
    return struct.pack("<I4s8xI4xI4x", 32, b"DHIP", len(body), len(body)) + body


def snmp(kind: int, community: bytes = b"city") -> bytes:
    inside = b"\x02\x01\x01\x04" + bytes([len(community)]) + community + bytes([kind, 2, 5, 0])
    return b"\x30" + bytes([len(inside)]) + inside


def request(line: str, *headers: str, body: str = "") -> bytes:
    return "\r\n".join((line, "Host: 10.20.0.17", *headers, "", body)).encode()


def soap(call: str, header: str = "") -> str:
    return f'<e:Envelope xmlns:e="x">{header}<e:Body><d:{call} xmlns:d="y"/></e:Body></e:Envelope>'


TVT = b"MHED" + struct.pack("<HHHH", 9, 1, 1, 0)
XIONGMAI = bytes.fromhex("ff000000 00000000 00000000 0000 fa05 00000000")
PROBE = "<e:Envelope><w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/{}</w:Action></e:Envelope>"
DNS = struct.pack("!HHHHHH", 0, 0, 1, 0, 0, 0) + b"\x05_rtsp\x04_tcp\x05local\0\0\x0c\0\x01"


@pytest.mark.parametrize(
    ("port", "payload"),
    [
        (37020, SADP),
        (37810, dhip("DHDiscover.search")),
        (5050, b"\xa3\x01\x00\x01" + bytes(12) + b"\x02" + bytes(15)),
        (23456, TVT.ljust(140, b"\0")),
        (34569, XIONGMAI),
        (7701, b"\x01".ljust(262, b"\0")),
        (3702, PROBE.format("Probe").encode()),
        (1900, b"M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n"),
        (5353, DNS),
        (161, snmp(0xA0)),
        (161, snmp(0xA1)),
    ],
)
def test_what_asks_over_udp_gets_by(port: int, payload: bytes) -> None:
    assert why(port, payload) is None


@pytest.mark.parametrize(
    ("port", "payload"),
    [
        *((37020, SADP.replace(b"inquiry", verb)) for verb in (
            b"update", b"activate", b"reset", b"getencryptstring", b"exchangecode", b"INQUIRY", b"")),
        (37020, SADP.replace(b"</Probe>", b"<Types>activate</Types></Probe>")),
        (37020, SADP.replace(b"</Probe>", b"<x:Types a='b'>reset</x:Types></Probe>")),
        (37020, b""),
        *((37810, dhip(method)) for method in ("DHDiscover.setConfig", "global.login", "")),
        (37810, dhip("DHDiscover.search")[32:]),
        (37810, b"\xff"),
        (5050, b"\xa0\x01\x00\x01" + bytes(12) + b"\x02" + bytes(15)),
        (23456, (b"MHED" + struct.pack("<HHHH", 9, 1, 3, 0)).ljust(140, b"\0")),
        (23456, (b"MHED" + struct.pack("<HHHH", 9, 3, 1, 0)).ljust(140, b"\0")),
        (23456, TVT.ljust(139, b"\0") + b"\1"),
        (34569, XIONGMAI.replace(b"\xfa\x05", b"\xe8\x03")),
        (34569, XIONGMAI + b"{}"),
        (7701, b"\x06".ljust(262, b"\0")),
        (3702, PROBE.format("Bye").encode()),
        (1900, b"NOTIFY * HTTP/1.1\r\n\r\n"),
        (5353, struct.pack("!HHHHHH", 0, 0x2800, 1, 0, 0, 0) + DNS[12:]),
        (5353, struct.pack("!HHHHHH", 0, 0, 1, 0, 1, 0) + DNS[12:]),
        (161, snmp(0xA3)),
        (161, snmp(0xA4)),
        (161, b"\x30\x05\x02\x01\x03\x30\x00"),
        (53, DNS),
        (37021, SADP),
    ],
)  # fmt: skip
def test_whatever_else_goes_over_udp_is_refused(port: int, payload: bytes) -> None:
    assert why(port, payload) == f"is no inquiry known of UDP {port}"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        bytes.fromhex("16030100") + b"\x05hello",
        request("GET / HTTP/1.1"),
        request("GET /ISAPI/System/deviceInfo HTTP/1.1"),
        request("GET /ISAPI/System/activateStatus HTTP/1.1"),
        request("GET /SDK/activateStatus HTTP/1.1"),
        request("GET /doc/page/login.asp HTTP/1.1"),
        request("HEAD /favicon.ico HTTP/1.0"),
        request("GET /cgi-bin/configManager.cgi?action=getConfig&name=RemoteDevice HTTP/1.1"),
        request("GET /cgi-bin/magicBox.cgi?action=getSystemInfo HTTP/1.1"),
        request("OPTIONS rtsp://10.20.0.17/ RTSP/1.0", "CSeq: 1"),
        request("DESCRIBE rtsp://10.20.0.17/ RTSP/1.0", "CSeq: 1"),
        *(request("POST /onvif/device_service HTTP/1.1", body=soap(call)) for call in (
            "GetSystemDateAndTime", "GetDeviceInformation", "GetScopes")),
    ],
)  # fmt: skip
def test_what_asks_over_tcp_gets_by(payload: bytes) -> None:
    assert why(80, payload, transport="tcp") is None


@pytest.mark.parametrize(
    "payload",
    [
        request("PUT /ISAPI/System/activate HTTP/1.1"),
        request("GET /ISAPI/System/activate HTTP/1.1"),
        request("GET /ISAPI/System/%61ctivate HTTP/1.1"),
        request("GET /ISAPI/System/reboot HTTP/1.1"),
        request("PUT /ISAPI/System/factoryReset?mode=full HTTP/1.1"),
        request("GET /ISAPI/System/updateFirmware HTTP/1.1"),
        request("GET /System/configurationFile?auth=YWRtaW46MTEK HTTP/1.1"),
        request("GET /current_config/passwd HTTP/1.1"),
        request("POST /RPC2_Login HTTP/1.1", body='{"method":"global.login"}'),
        request("GET /RPC2_Login HTTP/1.1"),
        request("GET /cgi-bin/magicBox.cgi?action=reboot HTTP/1.1"),
        request("GET /cgi-bin/configManager.cgi?action=setConfig&x=1 HTTP/1.1"),
        request("GET /cgi-bin/snapshot.cgi?user=admin&pwd=12345 HTTP/1.1"),
        request("PUT /SDK/webLanguage HTTP/1.1", body="<language>$(id)</language>"),
        request("DELETE / HTTP/1.1"),
        *(request(f"GET {path} HTTP/1.1") for path in (
            "/cgi-bin/hi3510/sysreboot.cgi", "/relay/0?turn=on", "/decoder_control.cgi?command=0", "/a/../b",
            "/.hidden", "/%2e%2e/b", "/a;b", "/cgi-bin/x.cgi?action=getConfig&name=T&set=1", "http://10.0.0.1/")),
        request("POST /control HTTP/1.1", body=soap("GetScopes")),
        request("POST /onvif/../control HTTP/1.1", body=soap("GetScopes")),
        request("POST /onvif/x?cmd=1 HTTP/1.1", body=soap("GetScopes")),
        request("GET / HTTP/1.1", body="GET /ISAPI/System/reboot HTTP/1.1\r\n\r\n"),
        request("POST / HTTP/1.1", body="a=1"),
        *(request("POST /onvif/device_service HTTP/1.1", body=soap(call)) for call in (
            "SystemReboot", "SetScopes", "GetUsers", "GetSystemBackup", "GetSystemLog")),
        request("PLAY rtsp://10.20.0.17/ RTSP/1.0", "CSeq: 1"),
        request("SETUP rtsp://10.20.0.17/ RTSP/1.0", "CSeq: 1"),
        request("OPTIONS rtsp://10.20.0.17/user=admin&password=&channel=1 RTSP/1.0", "CSeq: 1"),
        b"GET / HTTP/1.1\r\nHost: a",
        b"\xa0\x00\x00\x60",
        b"root\r\n",
    ],
)  # fmt: skip
def test_whatever_acts_or_is_secret_is_refused_over_tcp(payload: bytes) -> None:
    for has_account in (False, True):
        assert why(80, payload, transport="tcp", has_account=has_account) is not None


@pytest.mark.parametrize(
    "payload",
    [
        request("GET / HTTP/1.1", "Authorization: Basic YWRtaW46MTIzNDU="),
        request("GET / HTTP/1.1", "AUTHORIZATION : Digest username=admin"),
        request("GET / HTTP/1.1", "authorization:Digest username=admin"),
        request("OPTIONS rtsp://10.20.0.17/ RTSP/1.0", "Proxy-Authorization: Basic eA=="),
        request(
            "POST /onvif/device_service HTTP/1.1", body=soap("GetScopes", "<w:UsernameToken><w:Username>")
        ),
    ],
)
def test_a_credential_gets_by_only_where_the_owner_gave_an_account(payload: bytes) -> None:
    assert why(80, payload, transport="tcp") == "holds a credential, and no account was given"
    assert why(80, payload, transport="tcp", has_account=True) is None
