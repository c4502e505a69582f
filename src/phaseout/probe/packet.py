"""What is about to leave this machine?"""

from typing import NamedTuple

UDP, TCP = "udp", "tcp"
CONNECT = "connect"
"""What the opening of a connection belongs to."""


class Packet(NamedTuple):
    """One datagram, one opening of a connection, or one request on a connection that is open."""

    transport: str
    """``udp`` or ``tcp``."""
    target: str
    """The address that is asked: a host, or the group of a multicast or broadcast."""
    port: int
    inquiry: str
    """What it belongs to: ``sadp``, ``http``, ``tls``, ``rtsp``, ``connect`` …"""
    payload: bytes
    """Exactly what is sent; empty for a connection being opened. Within TLS, what is sealed."""
