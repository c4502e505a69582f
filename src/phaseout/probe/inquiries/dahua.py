"""How is Dahua equipment asked who it is, in both generations of its protocol (facts §1.4)?"""

import struct

from phaseout.intake.capture.dhip import LEGACY_PORT, PORT
from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import BROADCAST, Inquiry

_SEARCH = b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
"""``uni`` 1: the answer comes to who asked, not to everybody."""
_HEADER = struct.Struct("<I4s8xI4xI4x")
_LEGACY = b"\xa3\x01\x00\x01" + bytes(12) + b"\x02" + bytes(15)


def search(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the search of DHIP: 32 bytes of header, the length of the JSON twice, the JSON."""
    return (_HEADER.pack(_HEADER.size, b"DHIP", len(_SEARCH), len(_SEARCH)) + _SEARCH,)


def legacy_search(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the search of the older protocol, 32 bytes."""
    return (_LEGACY,)


DHIP = Inquiry(name="dhip", port=PORT, groups=("239.255.255.251", BROADCAST), payloads=search)
DAHUA_LEGACY = Inquiry(
    name="dahua-legacy", port=LEGACY_PORT, groups=(BROADCAST,), payloads=legacy_search, local_port=LEGACY_PORT
)
