"""Which equipment answers Hikvision's discovery protocol?"""

import re

from phaseout.intake.capture.address import ip_bytes, is_host, mac_bytes
from phaseout.intake.capture.datagram import Datagram
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import text_of

PORT = 37020
UNREADABLE = "unreadable SADP answer"
"""The value of ``sadp.xml`` where an answer came that is not XML: newer firmware may encrypt it."""
_ANSWER = re.compile(rb"<\s*ProbeMatch\b", re.IGNORECASE)
_INQUIRY = re.compile(rb"<\s*Probe\b", re.IGNORECASE)
_MAC = re.compile(r"<MAC>\s*([0-9A-Fa-f:\-]{12,17})\s*</", re.IGNORECASE)
_IP = re.compile(r"<IPv4Address>\s*([0-9.]{7,15})\s*</", re.IGNORECASE)
_FIRST_GROUP = 0xE0

# After the 14 bytes of Ethernet: facts of the raw form, ethertype 0x8033.
_RAW_LENGTH = 38
_RAW_ANSWER = 0x01
_RAW_INQUIRED = frozenset((0x02, 0x04))


def answer(datagram: Datagram, ledger: Ledger) -> None:
    """Take a message of the SADP port; the inquiries of clients are not evidence."""
    payload = datagram.payload
    if _ANSWER.search(payload):
        _enter(datagram, text_of(payload), ledger)
    elif _INQUIRY.search(payload) or not payload.strip(b"\x00"):
        return
    elif _is_surely_an_answer(datagram):
        ledger.note("an SADP answer is not XML, so it tells neither model nor serial number")
        ledger.see(datagram.source, "sadp.xml", UNREADABLE, PORT)
    else:
        ledger.note("a message on the SADP port is not XML: asked or answered, it cannot be told")


def raw_answer(frame: bytes, ledger: Ledger) -> None:
    """Take what follows the Ethernet header of a raw SADP frame."""
    if len(frame) < _RAW_LENGTH or frame[1] != _RAW_ANSWER or frame[10] not in _RAW_INQUIRED:
        return
    mac, ip = frame[14:20], frame[20:24]
    ledger.note("the layout of raw SADP answers (ethertype 0x8033) is not public: no model read")
    if is_host(ip):
        ledger.bind(ip, mac)
        ledger.see(ip, "sadp.xml", UNREADABLE)
    else:
        ledger.see_mac(mac, "sadp.xml", UNREADABLE)


def _enter(datagram: Datagram, xml: str, ledger: Ledger) -> None:
    # The sender's address may be a relay's; what the equipment says of itself is its own.
    said = _IP.search(xml)
    ip = (said and ip_bytes(said[1])) or datagram.source
    if not is_host(ip):
        ip = datagram.source
    found = _MAC.search(xml)
    if found and (mac := mac_bytes(found[1])):
        ledger.bind_as_told(ip, mac)
    if datagram.missing:
        ledger.note("an SADP answer was captured only in part")
    ledger.see(ip, "sadp.xml", xml, PORT)


def _is_surely_an_answer(datagram: Datagram) -> bool:
    """Whether it goes to one client's own port; between SADP ports both ways look alike."""
    return (
        datagram.source_port == PORT
        and datagram.target_port != PORT
        and datagram.target[0] < _FIRST_GROUP
        and not datagram.target.endswith(b"\xff")
    )
