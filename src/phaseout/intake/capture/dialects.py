"""Who listens to a UDP message or a TCP conversation, by its port or by how it begins?"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from phaseout.intake.capture import (
    cousins,
    dhcp,
    dhip,
    dns,
    greeting,
    http,
    onvif,
    rtsp,
    sadp,
    sip,
    snmp,
    ssdp,
    tls,
)
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.flow import Dialect
from phaseout.intake.capture.ledger import Ledger

Hearing = Callable[[Datagram, Ledger], None]

UDP_BY_PORT: Mapping[int, Hearing] = MappingProxyType(
    {
        53: dns.query,
        67: dhcp.v4,
        68: dhcp.v4,
        546: dhcp.v6,
        547: dhcp.v6,
        snmp.PORT: snmp.answer,
        1900: ssdp.announcement,
        3702: onvif.announcement,
        sip.PORT: sip.message,
        5353: dns.announcement,
        sadp.PORT: sadp.answer,
        dhip.PORT: dhip.answer,
        dhip.LEGACY_PORT: dhip.legacy_answer,
        cousins.XIONGMAI_PORT: cousins.xiongmai,
        cousins.TVT_PORT: cousins.tvt,
        cousins.HANWHA_PORT: cousins.hanwha,
        cousins.HANWHA_ANSWER_PORT: cousins.hanwha,
    }
)
# Answers come from and to any port; these are known by their first four bytes.
UDP_BY_OPENING: Mapping[bytes, Hearing] = MappingProxyType(
    {
        b"<?xm": onvif.announcement,
        b"<SOA": onvif.announcement,
        b"<soa": onvif.announcement,
        b"<s:E": onvif.announcement,
        b"<env": onvif.announcement,
        b"HTTP": ssdp.announcement,
        b"SIP/": sip.message,
        b"REGI": sip.message,
        b"INVI": sip.message,
        b"\x20\x00\x00\x00": dhip.answer,
    }
)
_TCP_BY_OPENING: Mapping[bytes, Dialect] = MappingProxyType(
    {
        b"HTTP": http.answers,
        b"GET ": http.requests,
        b"POST": http.requests,
        b"HEAD": http.requests,
        b"PUT ": http.requests,
        b"RTSP": rtsp.answers,
        b"OPTI": rtsp.requests,
        b"DESC": rtsp.requests,
        b"SETU": rtsp.requests,
        b"PLAY": rtsp.requests,
        b"ANNO": rtsp.requests,
        b"SSH-": greeting.ssh,
        b"220 ": greeting.ready,
        b"220-": greeting.ready,
        b"USER": greeting.login,
        b"PASS": greeting.login,
        b"\x16\x03\x00": tls.handshake,
        b"\x16\x03\x01": tls.handshake,
        b"\x16\x03\x02": tls.handshake,
        b"\x16\x03\x03": tls.handshake,
    }
)
SPEAK_FIRST: frozenset[Dialect] = frozenset((greeting.telnet, greeting.sdk))
"""Listeners to what a server says by itself, as the first thing of a connection."""


def tcp_dialect(opening: bytes, source_port: int, target_port: int) -> Dialect | None:
    """Return who listens to one side of a connection that begins with ``opening`` (four bytes)."""
    if sip.PORT in {source_port, target_port}:
        return sip.conversation
    dialect = _TCP_BY_OPENING.get(opening) or _TCP_BY_OPENING.get(opening[:3])
    if dialect is None and source_port == greeting.TELNET_PORT:
        return greeting.telnet
    if opening == greeting.SDK_BANNER[:4] and source_port == greeting.SDK_PORT:
        return greeting.sdk
    return dialect
