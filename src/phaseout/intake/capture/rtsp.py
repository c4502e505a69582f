"""What does an RTSP server say of itself, and which paths does it grant?"""

import re

from phaseout.intake.capture.flow import DULL, WAIT, Flow
from phaseout.intake.capture.headers import body_length, end_of_head, head_of
from phaseout.intake.capture.http import SHORTEST, enter_authorization
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.wording import line_of
from phaseout.intake.credential import without_credentials

_REALM = re.compile(r'\brealm\s*=\s*(?:"([^"]*)"|([^\s,]+))', re.IGNORECASE)
_REQUEST = re.compile(rb"([A-Z_]{3,16}) (\S{1,2000}) RTSP/1\.0")
_URL = re.compile(r"rtspu?://(?:[^/]*@)?[^/@]*(?P<path>/[^@]*)?$", re.IGNORECASE)
_OK = re.compile(rb"RTSP/1\.0 200\b")


def answers(flow: Flow, ledger: Ledger) -> int:
    """Take the answers of a server, up to the video that follows between them."""
    if not flow.data.startswith(b"RTSP/"):
        return WAIT if len(flow.data) < SHORTEST and not flow.over else DULL
    end = end_of_head(flow.data)
    if end < 0 and not flow.over:
        return WAIT
    head = head_of(bytes(flow.data[:end] if end > 0 else flow.data))
    ledger.see(flow.source, "rtsp.server", head.first(b"server"), flow.source_port)
    if _OK.match(flow.data):
        _enter_path(flow.source, flow.source_port, head.first(b"content-base"), ledger)
    for challenge in head.every(b"www-authenticate"):
        for quoted, plain in _REALM.findall(challenge):
            ledger.see(flow.source, "rtsp.realm", quoted or plain, flow.source_port)
    return end + (body_length(head) or 0) if end > 0 else DULL


def requests(flow: Flow, ledger: Ledger) -> int:
    """Take the requests of a client: only the path it plays, which it was granted before."""
    request = _REQUEST.match(flow.data)
    if request is None:
        return DULL if b"\n" in flow.data or flow.over else WAIT
    end = end_of_head(flow.data)
    if end < 0 and not flow.over:
        return WAIT
    head = head_of(bytes(flow.data[:end] if end > 0 else flow.data))
    address = line_of(request[2])
    if request[1] == b"PLAY":
        _enter_path(flow.target, flow.target_port, address, ledger)
    if without_credentials("rtsp.path", address).dropped is not None:
        ledger.drop(flow.target, "user and password in an RTSP address")
    enter_authorization(flow, head, ledger)
    return end + (body_length(head) or 0) if end > 0 else DULL


def _enter_path(host: bytes, port: int, address: str, ledger: Ledger) -> None:
    """Enter the path of an address the server has granted.

    What clients merely ask for is no evidence: scanners try the paths of every maker on everything.
    """
    url = _URL.match(without_credentials("rtsp.path", address).value or "")
    path = (url["path"] or "").rstrip("/") if url else ""
    ledger.see(host, "rtsp.path", path, port)
