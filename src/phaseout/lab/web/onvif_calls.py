"""Which of ONVIF's calls does a device answer, and to whom?"""

import base64
import re
from collections.abc import Callable, Sequence
from hashlib import sha1
from typing import NamedTuple
from xml.sax.saxutils import escape

from phaseout.lab.persona import Account, Persona
from phaseout.lab.web.site import Reply, Request, reply

_TOKEN = {
    part: re.compile(rf"<(?:[\w.-]+:)?{part}[^>]{{0,300}}>\s*([^<]{{1,300}}?)\s*</".encode())
    for part in ("Username", "Password", "Nonce", "Created")
}
_CALL = re.compile(rb"<(?:[\w.-]+:)?Body[^>]{0,500}>\s*<(?:[\w.-]+:)?(\w{1,60})")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema" '
    'xmlns:ter="http://www.onvif.org/ver10/error"><env:Body>'
)
_TAIL = "</env:Body></env:Envelope>\n"
_KIND = ("Content-Type", "application/soap+xml; charset=utf-8")
_REFUSED = (
    "<env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode>"
    "<env:Value>ter:NotAuthorized</env:Value></env:Subcode></env:Code>"
    '<env:Reason><env:Text xml:lang="en">Sender not Authorized</env:Text></env:Reason>'
    "</env:Fault>"
)
_HOUR = (
    "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>"
    "<tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time><tt:Hour>10</tt:Hour>"
    "<tt:Minute>0</tt:Minute><tt:Second>0</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year>"
    "<tt:Month>11</tt:Month><tt:Day>23</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>"
    "</tds:GetSystemDateAndTimeResponse>"
)


class Told(NamedTuple):
    """What ``GetDeviceInformation`` says that is not the persona's truth."""

    maker: str
    hardware_id: str


def answer(request: Request, persona: Persona, *, scopes: Sequence[str], told: Told, is_open: bool) -> Reply:
    """Return the answer to a call; everything but the hour needs an account unless the device is open."""
    found = _CALL.search(request.body)
    call = found[1].decode() if found else ""
    if call == "GetSystemDateAndTime":
        return _told(200, _HOUR)
    if not is_open and not _is_proven(request.body, persona.account):
        return _told(400, _REFUSED)
    calls: dict[str, Callable[[], str]] = {
        "GetDeviceInformation": lambda: _information(persona, told),
        "GetScopes": lambda: _scopes(scopes),
        "GetNetworkInterfaces": lambda: _interfaces(persona),
    }
    return _told(200, calls[call]()) if call in calls else _told(400, _REFUSED)


def _told(status: int, body: str) -> Reply:
    return reply(status, (_HEAD + body + _TAIL).encode(), _KIND, ("Connection", "close"))


def _information(persona: Persona, said: Told) -> str:
    truth = persona.truth
    pairs = (
        ("Manufacturer", said.maker),
        ("Model", truth.model),
        ("FirmwareVersion", truth.firmware),
        ("SerialNumber", truth.serial),
        ("HardwareId", said.hardware_id),
    )
    told = "".join(f"<tds:{name}>{escape(value or '')}</tds:{name}>" for name, value in pairs)
    return f"<tds:GetDeviceInformationResponse>{told}</tds:GetDeviceInformationResponse>"


def _scopes(scopes: Sequence[str]) -> str:
    told = "".join(
        f"<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>{escape(scope)}</tt:ScopeItem></tds:Scopes>"
        for scope in scopes
    )
    return f"<tds:GetScopesResponse>{told}</tds:GetScopesResponse>"


def _interfaces(persona: Persona) -> str:
    return (
        '<tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled>'
        f"<tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>{persona.mac}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info>"
        "</tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>"
    )


def _is_proven(body: bytes, account: Account | None) -> bool:
    """Whether a ``UsernameToken`` proves the account: SHA-1 of nonce, time and password, as ONVIF has it."""
    parts = {part: pattern.search(body) for part, pattern in _TOKEN.items()}
    if account is None or not all(parts.values()):
        return False
    said = {part: found[1] for part, found in parts.items() if found is not None}
    try:
        nonce = base64.b64decode(said["Nonce"], validate=True)
    except ValueError:
        return False
    proof = sha1(nonce + said["Created"] + account.password.encode(), usedforsecurity=False).digest()
    return said["Username"].decode("latin-1") == account.user and said["Password"] == base64.b64encode(proof)
