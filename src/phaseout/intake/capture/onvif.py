"""Which scopes does equipment announce over WS-Discovery, and what does it say of itself over ONVIF?"""

import html
import re
from itertools import pairwise

from phaseout.intake.capture.address import ip_bytes, is_host
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of

_MATCH = re.compile(r"<(?:[\w.-]{1,32}:)?(?:ProbeMatch|ResolveMatch|Hello)[\s>]")
_SCOPES = re.compile(r"<(?:[\w.-]{1,32}:)?Scopes(?:\s[^>]{0,500})?>([^<]*)")
_ADDRESSES = re.compile(r"<(?:[\w.-]{1,32}:)?XAddrs(?:\s[^>]{0,500})?>([^<]*)")
_URL_HOST = re.compile(r"https?://\[?([0-9A-Fa-f.:]+?)\]?(?::\d+)?(?:/|$)")
_ANSWERS = re.compile(rb"(?:ProbeMatch|ResolveMatch|Hello)[\s>]")

_INFORMATION = re.compile(r"GetDeviceInformationResponse")
_SCOPES_ANSWER = re.compile(r"GetScopesResponse")
_SCOPE_ITEM = re.compile(r"<(?:[\w.-]{1,32}:)?ScopeItem>([^<]*)<")
TRAITS_OF_INFORMATION = (
    ("Manufacturer", "onvif.manufacturer"),
    ("Model", "onvif.model"),
    ("FirmwareVersion", "onvif.firmware"),
    ("SerialNumber", "onvif.serial"),
    ("HardwareId", "onvif.hardware"),
)
"""Element of a GetDeviceInformation answer → trait."""


def announcement(datagram: Datagram, ledger: Ledger) -> None:
    """Take a WS-Discovery message; the probes of clients are not evidence."""
    if not _ANSWERS.search(datagram.payload):
        return
    text = text_of(datagram.payload)
    starts = [match.start() for match in _MATCH.finditer(text)]
    for start, end in pairwise((*starts, len(text))):
        inside = text[start:end]
        # A discovery proxy answers for several; a cut message still says what stands in it.
        host = _described(inside, datagram.source) if len(starts) > 1 else datagram.source
        _enter_scopes(host, inside, ledger)


def device_information(host: bytes, port: int, text: str, ledger: Ledger) -> bool:
    """Enter what a GetDeviceInformation answer says; False if the text is none."""
    if not _INFORMATION.search(text):
        return False
    for element, trait in TRAITS_OF_INFORMATION:
        found = re.search(rf"<(?:[\w.-]{{1,32}}:)?{element}>([^<]*)<", text)
        if found:
            ledger.see(host, trait, html.unescape(found[1]).strip(), port)
    return True


def scope_items(host: bytes, port: int, text: str, ledger: Ledger) -> bool:
    """Enter what a GetScopes answer says; False if the text is none."""
    if not _SCOPES_ANSWER.search(text):
        return False
    for scope in _SCOPE_ITEM.findall(text):
        ledger.see(host, "onvif.scope", html.unescape(scope).strip(), port)
    return True


def addresses_of_service(payload: bytes) -> list[str]:
    """Return the addresses (XAddrs) at which an answer says that its services are."""
    found = _ADDRESSES.findall(text_of(payload))
    return [address for addresses in found for address in html.unescape(addresses).split()]


def _enter_scopes(host: bytes, text: str, ledger: Ledger) -> None:
    for scopes in _SCOPES.findall(text):
        for scope in html.unescape(scopes).split():
            if scope.lower().startswith("onvif://"):
                ledger.see(host, "onvif.scope", scope)


def _described(inside: str, sender: bytes) -> bytes:
    """Return the host that one of several matches describes."""
    found = _ADDRESSES.search(inside)
    hosts = [ip_bytes(text) for text in _URL_HOST.findall(found[1])] if found else []
    known = [host for host in hosts if host is not None and is_host(host)]
    return sender if not known or sender in known else known[0]
