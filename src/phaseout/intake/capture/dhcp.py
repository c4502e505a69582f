"""What does a host say of itself when it asks for an address?"""

import struct
from collections.abc import Iterator

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import line_of

_FIXED = struct.Struct(">BBBB8x4s4s4s4s6s")  # op … hlen, ciaddr, yiaddr, siaddr, giaddr, chaddr
_COOKIE_AT, _OPTIONS_AT = 236, 240
_COOKIE = b"\x63\x82\x53\x63"
_REQUEST, _REPLY = 1, 2
_ETHERNET, _MAC_LENGTH = 1, 6
_PAD, _HOSTNAME, _TYPE, _VENDOR_CLASS, _FULL_NAME, _END = 0, 12, 53, 60, 81, 255
_ACK = b"\x05"
_FULL_NAME_HEAD = 3
_NO_ADDRESS = bytes(4)

_V6_HEAD = 4
_V6_CLIENT_MESSAGES = frozenset((1, 3, 4, 5, 6, 8, 9, 11))
_V6_VENDOR_CLASS, _V6_FULL_NAME = 16, 39
_V6_CLASS_HEAD = 6


def v4(datagram: Datagram, ledger: Ledger) -> None:
    """Take a DHCP message of either side."""
    message = datagram.payload
    if len(message) < _OPTIONS_AT or message[_COOKIE_AT:_OPTIONS_AT] != _COOKIE:
        return
    operation, medium, length, _, own, given, _, _, mac = _FIXED.unpack_from(message)
    if medium != _ETHERNET or length != _MAC_LENGTH:
        return
    options = dict(_options(message))
    if operation == _REPLY:
        if options.get(_TYPE) == _ACK and given != _NO_ADDRESS:
            ledger.bind(given, mac)
    elif operation == _REQUEST:
        if own != _NO_ADDRESS:
            ledger.bind(own, mac)
        ledger.meet(mac)
        name = line_of(options.get(_HOSTNAME, b""))
        ledger.see_mac(mac, "dhcp.hostname", name or _plain(options.get(_FULL_NAME, b"")))
        ledger.see_mac(mac, "dhcp.vendor-class", line_of(options.get(_VENDOR_CLASS, b"")))


def v6(datagram: Datagram, ledger: Ledger) -> None:
    """Take a DHCPv6 message of a client."""
    message = datagram.payload
    if len(message) < _V6_HEAD or message[0] not in _V6_CLIENT_MESSAGES:
        return
    at = _V6_HEAD
    while at + 4 <= len(message):
        option, length = struct.unpack_from(">HH", message, at)
        content = message[at + 4 : at + 4 + length]
        at += 4 + length
        if option == _V6_FULL_NAME:
            ledger.see(datagram.source, "dhcp.hostname", _labels(content[1:]))
        elif option == _V6_VENDOR_CLASS:
            ledger.see(datagram.source, "dhcp.vendor-class", line_of(content[_V6_CLASS_HEAD:]))


def _options(message: bytes) -> Iterator[tuple[int, bytes]]:
    at = _OPTIONS_AT
    while at + 1 < len(message) and message[at] != _END:
        if message[at] == _PAD:
            at += 1
            continue
        length = message[at + 1]
        yield message[at], message[at + 2 : at + 2 + length]
        at += 2 + length


def _plain(full_name: bytes) -> str:
    """Return the name of option 81, which is plain text or DNS labels."""
    if len(full_name) <= _FULL_NAME_HEAD:
        return ""
    labels_flag = 0x04
    name = full_name[_FULL_NAME_HEAD:]
    return _labels(name) if full_name[0] & labels_flag else line_of(name)


def _labels(content: bytes) -> str:
    labels, at = [], 0
    while at < len(content) and content[at]:
        labels.append(line_of(content[at + 1 : at + 1 + content[at]]))
        at += 1 + content[at]
    return ".".join(labels)
