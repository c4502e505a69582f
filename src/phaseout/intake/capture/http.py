"""What does a web server say of itself in its answers, and where do requests carry credentials?"""

import re

from phaseout.intake.capture import web_page
from phaseout.intake.capture.flow import DULL, LONGEST, WAIT, Flow
from phaseout.intake.capture.headers import Head, body_length, end_of_head, head_of
from phaseout.intake.capture.ledger import Ledger
from phaseout.intake.capture.transfer import Body, body_of
from phaseout.intake.user_agent import own_agent

_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)")
SHORTEST = 12
"""Bytes from which a status line can be told."""
_LONGEST_SCHEME = 12
_MORE_TO_COME = frozenset((b"100", b"102", b"103"))
_WITHOUT_BODY = frozenset((b"101", b"204", b"304"))
_METHODS = (b"GET ", b"POST ", b"HEAD ", b"PUT ", b"DELETE ", b"OPTIONS ", b"PATCH ")
# A challenge that differs from the last by these alone is the same challenge.
_FLEETING = re.compile(r'\b(?:nonce|opaque|stale|domain)\s*=\s*(?:"[^"]*"|[^\s,]*)', re.IGNORECASE)


def answers(flow: Flow, ledger: Ledger) -> int:
    """Take the answers of a server."""
    status = _STATUS.match(flow.data)
    if status is None:
        return WAIT if len(flow.data) < SHORTEST and not flow.over else DULL
    end = end_of_head(flow.data)
    if end < 0:
        if not flow.over:
            return WAIT
        _enter_head(flow, head_of(bytes(flow.data)), ledger)
        return DULL
    head = head_of(bytes(flow.data[:end]))
    if status[1] in _MORE_TO_COME:
        return end
    body = Body(b"", end) if status[1] in _WITHOUT_BODY else body_of(head, flow.data, end)
    if not body.is_enough and not flow.over and len(flow.data) < LONGEST:
        return WAIT
    _enter_head(flow, head, ledger)
    web_page.enter(flow.source, flow.source_port, head, body, ledger)
    return body.end if body.end else DULL


def requests(flow: Flow, ledger: Ledger) -> int:
    """Take the requests of a client: what it calls itself is kept, credentials are reported as dropped."""
    if not flow.data.startswith(_METHODS):
        return WAIT if len(flow.data) < SHORTEST and not flow.over else DULL
    end = end_of_head(flow.data)
    if end < 0 and not flow.over:
        return WAIT
    head = head_of(bytes(flow.data[:end] if end > 0 else flow.data))
    ledger.see(flow.source, "http.user-agent", own_agent(head.first(b"user-agent")))
    enter_authorization(flow, head, ledger)
    return end + (body_length(head) or 0) if end > 0 else DULL


def enter_authorization(flow: Flow, head: Head, ledger: Ledger) -> None:
    """Report the credentials of a request to the host they go to."""
    for name in (b"authorization", b"proxy-authorization"):
        for value in head.every(name):
            scheme = value.split(" ", 1)[0].capitalize()
            scheme = scheme if scheme.isalpha() and len(scheme) <= _LONGEST_SCHEME else "unknown"
            ledger.drop(flow.target, f"{scheme} authorization in a request")


def _enter_head(flow: Flow, head: Head, ledger: Ledger) -> None:
    host, port = flow.source, flow.source_port
    ledger.see(host, "http.server", head.first(b"server"), port)
    for challenge in head.every(b"www-authenticate"):
        ledger.see(host, "http.www-authenticate", challenge, port, alike=_FLEETING.sub("", challenge))
    for cookie in head.every(b"set-cookie"):
        ledger.see(host, "http.set-cookie", cookie, port, alike=cookie.split("=", 1)[0])
    ledger.see(host, "http.location", head.first(b"location"), port)
