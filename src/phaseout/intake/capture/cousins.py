"""Which equipment answers the discovery protocols of Xiongmai, TVT and Hanwha?"""

import struct

from phaseout.intake.capture import binary_answer
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of, verbatim

XIONGMAI_PORT = 34569
TVT_PORT = 23456
HANWHA_PORT = 7701
HANWHA_ANSWER_PORT = 7711
HANWHA_LENGTH = 262
_XIONGMAI_HEADER = 20
_XIONGMAI_FIRST = 0xFF
_XIONGMAI_ANSWER = 1531
_TVT_MAGIC = b"MHED"
_TVT_ANNOUNCE = 2
_TVT_SHORTEST = 228
_HANWHA_ANSWER = 0x0B
_HANWHA_SHORTEST = 0x6D


def xiongmai(datagram: Datagram, ledger: Ledger) -> None:
    """Take a Xiongmai answer (message 1531): the JSON after its header."""
    payload = datagram.payload
    if len(payload) <= _XIONGMAI_HEADER or payload[0] != _XIONGMAI_FIRST:
        return
    (message,) = struct.unpack_from("<H", payload, 14)
    if message == _XIONGMAI_ANSWER:
        text = text_of(payload[_XIONGMAI_HEADER:])
        ledger.take(datagram.source, binary_answer.xiongmai(text), text, XIONGMAI_PORT)


def tvt(datagram: Datagram, ledger: Ledger) -> None:
    """Take a TVT announcement: kept byte for byte."""
    payload = datagram.payload
    if len(payload) < _TVT_SHORTEST or not payload.startswith(_TVT_MAGIC):
        return
    if _TVT_ANNOUNCE in struct.unpack_from("<HHH", payload, 4):
        ledger.take(datagram.source, binary_answer.tvt(payload), verbatim(payload), TVT_PORT)


def hanwha(datagram: Datagram, ledger: Ledger) -> None:
    """Take a Hanwha answer: kept byte for byte. One without a hardware address as text is another's."""
    payload = datagram.payload
    if len(payload) < _HANWHA_SHORTEST or payload[0] != _HANWHA_ANSWER:
        return
    if (stated := binary_answer.hanwha(payload)).mac:
        ledger.take(datagram.source, stated, verbatim(payload), HANWHA_ANSWER_PORT)
