"""Which software speaks SIP?"""

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.flow import DULL, WAIT, Flow
from phaseout.intake.capture.headers import body_length, end_of_head, head_of
from phaseout.intake.capture.ledger import Ledger

PORT = 5060
_VERSION = b"SIP/2.0"
_CREDENTIALS = (b"authorization", b"proxy-authorization")


def message(datagram: Datagram, ledger: Ledger) -> None:
    """Take a SIP request or answer: its sender names its software in both."""
    first_line = datagram.payload[:512].split(b"\n", 1)[0]
    if _VERSION not in first_line:
        return
    end = end_of_head(datagram.payload)
    head = head_of(datagram.payload[:end] if end > 0 else datagram.payload)
    for name in (b"server", b"user-agent"):
        ledger.see(datagram.source, "sip.server", head.first(name), datagram.source_port)
    if any(head.has(name) for name in _CREDENTIALS):
        ledger.drop(datagram.target, "SIP authorization")


def conversation(flow: Flow, ledger: Ledger) -> int:
    """Take the messages of one side of a SIP connection over TCP."""
    end = end_of_head(flow.data)
    if end < 0 and not flow.over:
        return WAIT
    content = bytes(flow.data[:end] if end > 0 else flow.data)
    if _VERSION not in content[:512].split(b"\n", 1)[0]:
        return DULL
    message(Datagram(flow.source, flow.target, flow.source_port, flow.target_port, content, 0), ledger)
    return end + (body_length(head_of(content)) or 0) if end > 0 else DULL
