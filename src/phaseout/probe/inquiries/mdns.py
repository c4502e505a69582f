"""How is equipment asked which services it offers (RFC 6762, RFC 6763 §9)?"""

import struct

from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import Inquiry

PORT = 5353
SERVICES = (
    "_axis-video._tcp",
    "_axis-nvr._tcp",
    "_psia._tcp",
    "_CGI._tcp",
    "_rtsp._tcp",
    "_http._tcp",
    "_services._dns-sd._udp",
)
"""What is asked for; the last is the list of what else there is."""
_HEADER = struct.Struct(">HHHHHH")
_PTR, _TO_ME = 12, 0x8001
"""A pointer record of the Internet, the answer not to the group but to who asked (RFC 6762 §5.4)."""


def payloads(fresh: Fresh) -> tuple[bytes, ...]:
    """Return one query with a question for each service."""
    questions = b"".join(_name(f"{service}.local") + struct.pack(">HH", _PTR, _TO_ME) for service in SERVICES)
    return (_HEADER.pack(0, 0, len(SERVICES), 0, 0, 0) + questions,)


def _name(name: str) -> bytes:
    labels = name.split(".")
    return b"".join(bytes((len(label),)) + label.encode() for label in labels) + b"\0"


MDNS = Inquiry(name="mdns", port=PORT, groups=("224.0.0.251",), payloads=payloads)
