"""Which host sends what an IP, ARP or neighbour discovery packet carries?"""

import struct

from phaseout.intake.capture.address import IPV4_BYTES, MAC_BYTES
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.transport import SYN, Transport

IPV4, IPV6, ARP = 0x0800, 0x86DD, 0x0806

_IPV4 = struct.Struct(">BxHxxHxB2x8s")
_IPV6 = struct.Struct(">BxxxHBx32s")
_ARP = struct.Struct(">HHBBH6s4s")
_IPV4_HEADER, _IPV6_HEADER, _ARP_LENGTH = 20, 40, 28
_OFFSET_OF_FRAGMENT = 0x1FFF
_TCP, _UDP, _ICMPV6 = 6, 17, 58
_FRAGMENT, _AUTHENTICATION = 44, 51
_EXTENSIONS = frozenset((0, 43, 60, 135, _FRAGMENT, _AUTHENTICATION))
_MOST_EXTENSIONS = 8
_SHORTEST_EXTENSION = 8
_REQUEST_OR_REPLY = frozenset((1, 2))

_ROUTER_SOLICIT, _ROUTER_ADVERT, _SOLICIT, _ADVERT = 133, 134, 135, 136
# Where the options of each neighbour discovery message begin, and which option tells whose address.
_OPTIONS_AT = {_ROUTER_SOLICIT: 8, _ROUTER_ADVERT: 16, _SOLICIT: 24, _ADVERT: 24}
_SOURCE_ADDRESS, _TARGET_ADDRESS = 1, 2


class Network:
    """Takes packets of the network protocols and gives what they carry to the transport."""

    __slots__ = ("_dull", "_ledger", "_transport")

    def __init__(self, ledger: Ledger, transport: Transport) -> None:
        self._ledger = ledger
        self._transport = transport
        self._dull = transport.dull

    def ipv4(self, packet: bytes, at: int, end: int) -> None:
        """Take an IPv4 packet that stands from ``at`` to ``end``; of fragments the first is enough."""
        if end - at < _IPV4_HEADER:
            return
        first, total, fragment, protocol, addresses = _IPV4.unpack_from(packet, at)
        header = (first & 0x0F) * 4
        if first >> 4 != IPV4_BYTES or header < _IPV4_HEADER or fragment & _OFFSET_OF_FRAGMENT:
            return
        # Sent packets captured before segmentation offload say a total of 0.
        stop = min(end, at + total) if total >= header else end
        if protocol == _UDP:
            self._transport.udp(packet, at + header, stop, addresses)
        elif protocol == _TCP:
            self._transport.tcp(packet, at + header, stop, addresses)

    def ipv6(self, packet: bytes, at: int, end: int) -> None:
        """Take an IPv6 packet that stands from ``at`` to ``end``."""
        if end - at < _IPV6_HEADER:
            return
        _, length, following, addresses = _IPV6.unpack_from(packet, at)
        stop = min(end, at + _IPV6_HEADER + length) if length else end
        at += _IPV6_HEADER
        if packet[at - 32 : at + 4] in self._dull and (following == _UDP or not packet[at + 13] & SYN):
            return  # as the prefilter does for IPv4
        for _ in range(_MOST_EXTENSIONS):
            if following not in _EXTENSIONS or stop - at < _SHORTEST_EXTENSION:
                break
            if following == _FRAGMENT and struct.unpack_from(">H", packet, at + 2)[0] & ~0x7:
                return
            size = (packet[at + 1] + 2) * 4 if following == _AUTHENTICATION else (packet[at + 1] + 1) * 8
            following, at = packet[at], at + (8 if following == _FRAGMENT else size)
        if following == _UDP:
            self._transport.udp(packet, at, stop, addresses)
        elif following == _TCP:
            self._transport.tcp(packet, at, stop, addresses)
        elif following == _ICMPV6:
            self._neighbour(packet[at:stop], addresses[:16])

    def arp(self, packet: bytes) -> None:
        """Take an ARP packet: requests tell of their sender too."""
        if len(packet) < _ARP_LENGTH:
            return
        _, kind, mac_length, ip_length, operation, mac, ip = _ARP.unpack_from(packet)
        is_plain = kind == IPV4 and mac_length == MAC_BYTES and ip_length == IPV4_BYTES
        if is_plain and operation in _REQUEST_OR_REPLY:
            self._ledger.bind(ip, mac)

    def _neighbour(self, message: bytes, source: bytes) -> None:
        """Take neighbour discovery; an advert speaks of its target, the others of their sender."""
        if not message or (at := _OPTIONS_AT.get(message[0])) is None:
            return
        is_advert = message[0] == _ADVERT
        subject = message[8:24] if is_advert else source
        wanted = _TARGET_ADDRESS if is_advert else _SOURCE_ADDRESS
        while at + 8 <= len(message) and message[at + 1]:
            if message[at] == wanted:
                self._ledger.bind(subject, message[at + 2 : at + 8])
                return
            at += message[at + 1] * 8
