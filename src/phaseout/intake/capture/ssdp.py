"""Which software announces itself over SSDP?"""

from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.headers import head_of
from phaseout.intake.capture.ledger import Ledger

_BY_EQUIPMENT = (b"NOTIFY ", b"HTTP/1.")


def announcement(datagram: Datagram, ledger: Ledger) -> None:
    """Take a notice or an answer; the searches of clients are not evidence."""
    if datagram.payload.startswith(_BY_EQUIPMENT):
        ledger.see(datagram.source, "upnp.server", head_of(datagram.payload).first(b"server"))
