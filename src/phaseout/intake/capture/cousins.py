"""Which equipment answers the discovery protocols of Xiongmai, TVT and Hanwha?"""

from phaseout.intake.capture import binary_answer
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import verbatim

XIONGMAI_PORT = 34569
TVT_PORT = 23456
HANWHA_PORT = 7701
HANWHA_ANSWER_PORT = 7711
HANWHA_LENGTH = 262


def xiongmai(datagram: Datagram, ledger: Ledger) -> None:
    """Take a Xiongmai answer: the JSON after its header."""
    if (text := binary_answer.xiongmai_json(datagram.payload)) is not None:
        ledger.take(datagram.source, binary_answer.xiongmai(text), text, XIONGMAI_PORT)


def tvt(datagram: Datagram, ledger: Ledger) -> None:
    """Take a TVT announcement: kept byte for byte."""
    if (stated := binary_answer.tvt(datagram.payload)) is not None:
        ledger.take(datagram.source, stated, verbatim(datagram.payload), TVT_PORT)


def hanwha(datagram: Datagram, ledger: Ledger) -> None:
    """Take a Hanwha answer: kept byte for byte. One without a hardware address as text is another's."""
    if (stated := binary_answer.hanwha(datagram.payload)) is not None:
        ledger.take(datagram.source, stated, verbatim(datagram.payload), HANWHA_ANSWER_PORT)
