"""Which bytes would leave to a recorder, if it answered in every dialect?"""

from collections.abc import Iterator

from phaseout.probe.account import Account
from phaseout.probe.packet import CONNECT, TCP, Packet
from phaseout.probe.recorders.connection import INQUIRY
from phaseout.probe.recorders.questions import ASKED_IN
from phaseout.probe.recorders.request import NO_PROOF, Spoken, host_of, request
from phaseout.probe.recorders.showing import Shown, dialects_for

_PROOF = Spoken(header="Digest")
"""Its place: what it is follows from the challenge, and is never shown."""


def rehearsed(address: str, account: Account, shown: Shown) -> Iterator[Packet]:
    """Yield what would leave: each question, and again with the account, as it passes the gate.

    It is asked in the dialect alone in which it answers first, and with the account only where it wants one;
    most keep the connection, which stands here before each question. Without TLS the questions are the same.
    """
    (scheme, port), *others = account.ways
    host = host_of(address, scheme, port)
    for _, other in others:
        yield Packet(TCP, address, other, CONNECT, b"")
    for dialect in dialects_for(account, shown):
        for question in ASKED_IN[dialect]:
            for proof in (NO_PROOF, _PROOF):
                yield Packet(TCP, address, port, CONNECT, b"")
                yield Packet(TCP, address, port, INQUIRY, request(question, host, proof).logged)
