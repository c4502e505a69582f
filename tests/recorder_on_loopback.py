"""A recorder on a loopback address: it checks proofs by itself, counts failures, and locks as real ones do."""

import asyncio
import base64
import contextlib
import hashlib
import re
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from phaseout.probe.account import Account, Scheme
from phaseout.probe.packet import Packet
from phaseout.probe.secret import Secret

USER, PASSWORD = "viewer", "PLANTED-account"
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
_PART = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",]*))')
REALM = 'NVR, \\"A\\"'
"""With a comma and quotes, which a client must not take for the end."""
_ONVIF = "/onvif/device_service"
LOCKED = b"<userCheck><statusValue>401</statusValue><lockStatus>lock</lockStatus><unlockTime>5400</unlockTime></userCheck>"


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    fields: Mapping[str, str]
    body: bytes

    @property
    def proof(self) -> str:
        return self.fields.get("authorization", "")


class Said(NamedTuple):
    status: int
    body: bytes
    fields: tuple[tuple[str, str], ...] = ()
    is_raw: bool = False
    """Whether the body is all that is sent."""


@dataclass(slots=True)
class Recorder:
    """What it serves by path, whom it knows, and how it asks for proof."""

    pages: Mapping[str, bytes]
    user: str = USER
    password: str = PASSWORD
    algorithms: tuple[str, ...] = ("MD5",)
    locks_after: int = 5
    closes: bool = False
    onvif_now: datetime = NOON
    asks_soap: bool = False
    """Whether the service of ONVIF asks by a fault, and not by 401."""
    fault_status: int = 400
    instead: Callable[[Asked], Said | None] = lambda _: None
    """What is answered before anything else is looked at."""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    failures: int = 0
    port: int = 0
    _nonces: set[str] = field(default_factory=set)

    @property
    def proofs(self) -> list[str]:
        """The requests that showed an account."""
        return [one.proof or "token" for one in self.asked if one.proof or b"UsernameToken" in one.body]

    @contextlib.asynccontextmanager
    async def serving(self, secured: ssl.SSLContext | None = None) -> AsyncIterator["Recorder"]:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0, ssl=secured)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
            while True:
                asked = await _request(reader)
                self.asked.append(asked)
                said = self.instead(asked) or self._answer(asked)
                writer.write(said.body if said.is_raw else _bytes(said, closes=self.closes))
                await writer.drain()
                if self.closes or said.is_raw:
                    break
        writer.close()

    def _answer(self, asked: Asked) -> Said:
        if asked.path == _ONVIF:
            return self._soap(asked)
        if asked.path not in self.pages:
            return Said(404, b"<html><title>not found</title></html>")
        if self.failures >= self.locks_after:
            return Said(401, LOCKED)
        if not asked.proof:
            return self._challenge()
        if not self._is_proof(asked):
            self.failures += 1
            return self._challenge()
        return Said(200, self.pages[asked.path])

    def _challenge(self) -> Said:
        """Offer what it knows, and the password itself at the end, as real ones do."""
        fields = []
        for algorithm in self.algorithms:
            nonce = f"nonce-{len(self.asked)}-{len(self._nonces)}"
            self._nonces.add(nonce)
            value = f'Digest realm="{REALM}", qop="auth,auth-int", nonce="{nonce}", opaque="o", '
            fields.append(("WWW-Authenticate", f"{value}algorithm={algorithm}, stale=FALSE"))
        return Said(401, b"<html>401</html>", (*fields, ("WWW-Authenticate", 'Basic realm="/"')))

    def _is_proof(self, asked: Asked) -> bool:
        kind, _, rest = asked.proof.partition(" ")
        if kind == "Basic":
            return base64.b64decode(rest) == f"{self.user}:{self.password}".encode()
        parts = {name: quoted or plain for name, quoted, plain in _PART.findall(rest)}
        if parts["nonce"] not in self._nonces:  # each is good once
            return False
        self._nonces.discard(parts["nonce"])
        hashed = hashlib.sha256 if parts["algorithm"] == "SHA-256" else hashlib.md5

        def of(*texts: str) -> str:
            return hashed(":".join(texts).encode()).hexdigest()

        known = of(self.user, REALM, self.password)
        wanted = of(known, parts["nonce"], parts["nc"], parts["cnonce"], "auth", of(asked.method, asked.path))
        return parts["uri"] == asked.path and parts["username"] == self.user and parts["response"] == wanted

    def _soap(self, asked: Asked) -> Said:
        call = re.search(rb"<s:Body><(\w+)", asked.body)
        name = call[1].decode() if call else ""
        if name == "GetSystemDateAndTime" and name in self.pages:
            return Said(200, _clock(self.onvif_now))
        if name not in self.pages:
            return Said(404, b"")
        if self.asks_soap:
            is_known = self._is_token(asked.body)
            self.failures += not is_known and b"UsernameToken" in asked.body
            return Said(200, self.pages[name]) if is_known else Said(self.fault_status, FAULT)
        if asked.proof and self._is_proof(asked):
            return Said(200, self.pages[name])
        self.failures += bool(asked.proof)
        return self._challenge()

    def _is_token(self, body: bytes) -> bool:
        found = re.search(
            rb"<Username>(.*?)</.*?<Password[^>]*>(.*?)</.*?<Nonce[^>]*>(.*?)</.*?<Created[^>]*>(.*?)</", body
        )
        if found is None:
            return False
        user, proof, nonce, created = (one.decode() for one in found.groups())
        octets = base64.b64decode(nonce) + created.encode() + self.password.encode()
        is_fresh = abs(datetime.fromisoformat(created) - self.onvif_now) < timedelta(minutes=5)
        return (
            is_fresh
            and user == self.user
            and proof == base64.b64encode(hashlib.sha1(octets).digest()).decode()
        )


FAULT = (
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value>'
    b"<s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code></s:Fault></s:Body></s:Envelope>"
)


def _clock(now: datetime) -> bytes:
    time = f"<tt:Time><tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second></tt:Time>"
    date = f"<tt:Date><tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date>"
    return (
        '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><tds:GetSystemDateAndTimeResponse>'
        f"<tds:SystemDateAndTime><tt:UTCDateTime>{time}{date}</tt:UTCDateTime></tds:SystemDateAndTime>"
        "</tds:GetSystemDateAndTimeResponse></env:Body></env:Envelope>"
    ).encode()


async def _request(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    start, *lines = head.strip().split("\r\n")
    method, path, _ = start.split(" ")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(method, path, fields, await reader.readexactly(int(fields.get("content-length", 0))))


def _bytes(said: Said, *, closes: bool) -> bytes:
    fields = [*said.fields, ("Server", "App-webs/"), ("Set-Cookie", "session=PLANTED-cookie")]
    fields += [("Content-Length", str(len(said.body))), *([("Connection", "close")] if closes else [])]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"HTTP/1.1 {said.status} Whatever\r\n{head}\r\n".encode() + said.body


@dataclass(slots=True)
class OpenGate:
    """Lets everything through and writes it down, as ``probe.gate.Gate`` does."""

    left: list[Packet] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    silences: list[str] = field(default_factory=list)
    errors: list[OSError] = field(default_factory=list)
    talking: int = 0
    most_talking: int = 0

    async def leave(self, packet: Packet) -> None:
        assert self.talking == 1, "outside of a conversation"
        self.left.append(packet)

    def heard(self, packet: Packet, payload: bytes) -> None:
        assert packet in self.left
        self.answers.append(payload)

    def silent(self, target: str) -> None:
        self.silences.append(target)

    def unsent(self, packet: Packet, error: OSError) -> None:
        assert packet in self.left
        self.errors.append(error)

    async def conversation(self, target: str) -> contextlib.AbstractAsyncContextManager[None]:
        assert ip_address(target)
        return self._talk()

    @contextlib.asynccontextmanager
    async def _talk(self) -> AsyncIterator[None]:
        self.talking += 1
        self.most_talking = max(self.most_talking, self.talking)
        yield
        self.talking -= 1


def account(recorder: Recorder, **more: object) -> Account:
    """The account of a recorder that is being served, over HTTP if not said otherwise."""
    given: dict[str, object] = {"scheme": Scheme.HTTP, "port": recorder.port, "user": USER, **more}
    return Account(password=Secret(PASSWORD), **given)  # type: ignore[arg-type]


def self_signed(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A server's side of TLS with a certificate made for it, and that certificate's SHA-256."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "HIKVISION"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "DVRNVR"),
        ]
    )
    made = x509.CertificateBuilder(
        name,
        name,
        key.public_key(),
        1,
        datetime(2019, 12, 17, tzinfo=UTC),
        datetime(2037, 12, 31, tzinfo=UTC),
    ).sign(key, hashes.SHA256())
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, made.fingerprint(hashes.SHA256()).hex()


_HIK = b'version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"'
_LIST = "/ISAPI/ContentMgmt/InputProxy/channels"
NVR_SERIAL = "DS-7616NI-Q2/16P1620210316CCRRF11223344WCVU"
NVR_PAGES: Mapping[str, bytes] = {
    "/ISAPI/System/deviceInfo": b'<?xml version="1.0" encoding="UTF-8"?>\n<DeviceInfo ' + _HIK + b"><deviceName>Town hall</deviceName>"
    b"<model>DS-7616NI-Q2/16P</model><serialNumber>" + NVR_SERIAL.encode() + b"</serialNumber>"
    b"<macAddress>44:19:b6:aa:00:01</macAddress><firmwareVersion>V4.31.102</firmwareVersion><deviceType>NVR</deviceType></DeviceInfo>",
    _LIST: b"<InputProxyChannelList " + _HIK + b"><InputProxyChannel><id>1</id><name>Front desk</name><sourceInputPortDescriptor>"
    b"<proxyProtocol>HIKVISION</proxyProtocol><ipAddress>192.168.254.2</ipAddress><userName>PLANTED-user</userName>"
    b"<password>PLANTED-camera</password><model>DS-2CD2143G0-I</model><connMode>plugplay</connMode></sourceInputPortDescriptor></InputProxyChannel>"
    b"<InputProxyChannel><id>2</id><sourceInputPortDescriptor><proxyProtocol>ONVIF</proxyProtocol><ipAddress>10.20.7.52</ipAddress>"
    b"<userName>PLANTED-user</userName><model>IPC-HFW5442E-ZE</model><serialNumber>6K04E2DPAG0001A</serialNumber></sourceInputPortDescriptor>"
    b"</InputProxyChannel></InputProxyChannelList>",
    f"{_LIST}/status": b"<InputProxyChannelStatusList " + _HIK + b"><InputProxyChannelStatus><id>1</id><sourceInputPortDescriptor>"
    b"<ipAddress>192.168.254.2</ipAddress></sourceInputPortDescriptor><online>true</online></InputProxyChannelStatus></InputProxyChannelStatusList>",
}  # fmt: skip
DVR_PAGES: Mapping[str, bytes] = {
    "/ISAPI/System/deviceInfo": b"<DeviceInfo><model>DS-7208HQHI-K1</model><serialNumber>DS-7208HQHI-K10820200115CCWRE22334455WCVU"
    b"</serialNumber><deviceType>DVR</deviceType></DeviceInfo>",
    "/ISAPI/System/Video/inputs/channels": b"<VideoInputChannelList><VideoInputChannel><id>1</id><name>Ramp</name>"
    b"<resDesc>1920*1080P30</resDesc></VideoInputChannel></VideoInputChannelList>",
}  # fmt: skip
_CGI, _SLOT = "/cgi-bin/magicBox.cgi?action=", b"table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_"
DAHUA_PAGES: Mapping[str, bytes] = {
    f"{_CGI}getSystemInfo": b"serialNumber=4E0012FPAZ00001\r\ndeviceType=31\r\nupdateSerial=NVR6XX-4KS2\r\n",
    f"{_CGI}getSoftwareVersion": b"version=4.002.0000000.2.R,build:2023-02-20\r\n",
    f"{_CGI}getDeviceType": b"type=NVR608-64-4KS2\r\n",
    f"{_CGI}getMachineName": b"name=NVR\r\n",
    f"{_CGI}getVendor": b"vendor=General\r\n",
    "/cgi-bin/configManager.cgi?action=getConfig&name=RemoteDevice": b"".join(
        _SLOT + row + b"\r\n"
        for row in (
            b"0.Enable=true", b"0.Address=10.20.1.25", b"0.UserName=PLANTED-user", b"0.Password=PLANTED-camera",
            b"0.Vendor=Onvif", b"0.DeviceType=DS-2CD1143G0-I", b"0.SerialNo=DS-2CD1143G0-I20211117AAWRJ10000001",
        )
    ),
    "/cgi-bin/configManager.cgi?action=getConfig&name=ChannelTitle": b"table.ChannelTitle[0].Name=Stairs\r\n",
}  # fmt: skip
ONVIF_PAGES: Mapping[str, bytes] = {
    "GetSystemDateAndTime": b"",
    "GetDeviceInformation": b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><tds:GetDeviceInformationResponse '
    b'xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><tds:Manufacturer>Acme</tds:Manufacturer><tds:Model>NVR-9</tds:Model>'
    b"<tds:SerialNumber>A9</tds:SerialNumber></tds:GetDeviceInformationResponse></s:Body></s:Envelope>",
    "GetNetworkInterfaces": b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><t:GetNetworkInterfacesResponse xmlns:t="x">'
    b"<t:HwAddress>00:11:22:33:44:55</t:HwAddress></t:GetNetworkInterfacesResponse></s:Body></s:Envelope>",
}  # fmt: skip
