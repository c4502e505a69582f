"""How is equipment of TVT, Xiongmai and Hanwha asked who it is (facts §1.7)?"""

import struct

from phaseout.intake.capture.cousins import (
    HANWHA_ANSWER_PORT,
    HANWHA_LENGTH,
    HANWHA_PORT,
    TVT_PORT,
    XIONGMAI_PORT,
)
from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import BROADCAST, Inquiry

_TVT_SEARCH = struct.Struct("<4sHHHH")
_TVT_LENGTH = 140
_XIONGMAI_SEARCH = struct.Struct("<I4s4s2xHI")
_XIONGMAI_FIRST, _XIONGMAI_ASKS = 0xFF, 1530
_HANWHA_ASKS, _HANWHA_NUMBER = 0x01, 18


def tvt(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the search (command 1); command 3 of this protocol would change the equipment's network."""
    return (_TVT_SEARCH.pack(b"MHED", 9, 1, 1, 0).ljust(_TVT_LENGTH, b"\0"),)


def xiongmai(fresh: Fresh) -> tuple[bytes, ...]:
    """Return message 1530 of DVRIP with no content: session and sequence are zero, as no session is begun."""
    return (_XIONGMAI_SEARCH.pack(_XIONGMAI_FIRST, bytes(4), bytes(4), _XIONGMAI_ASKS, 0),)


def hanwha(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the search: its kind, a number that the answer repeats, the fields of an answer left empty."""
    number = fresh.octets(_HANWHA_NUMBER)
    return ((bytes((_HANWHA_ASKS,)) + number).ljust(HANWHA_LENGTH, b"\0"),)


TVT = Inquiry(
    name="tvt",
    port=TVT_PORT,
    groups=("234.55.55.55",),
    payloads=tvt,
    local_port=TVT_PORT,
    answer_groups=("234.55.55.56",),
)
XIONGMAI = Inquiry(
    name="xiongmai", port=XIONGMAI_PORT, groups=(BROADCAST,), payloads=xiongmai, local_port=XIONGMAI_PORT
)
HANWHA = Inquiry(
    name="hanwha", port=HANWHA_PORT, groups=(BROADCAST,), payloads=hanwha, local_port=HANWHA_ANSWER_PORT
)
