"""Which bytes is a question, and which of them may be written down?"""

import re
from typing import NamedTuple

from phaseout.probe.account import Scheme
from phaseout.probe.recorders.questions import Question

_VALUE = re.compile(r"(?<=>)[^<]+")
"""Of an element: its name may be known, and tells the gate that an account is shown."""
_NAMESPACE = "http://www.onvif.org/ver10/device/wsdl"


class Request(NamedTuple):
    """A question as it is sent, and as it passes the gate and its log."""

    sent: bytes
    logged: bytes
    """The same, each byte of what proves the account a ``*``: what the log never had it cannot give away."""


class Spoken(NamedTuple):
    """What proves the account within a request: a header, a part of the body, or neither."""

    header: str = ""
    security: str = ""


NO_PROOF = Spoken()


def request(question: Question, host: str, proof: Spoken = NO_PROOF) -> Request:
    """Return a question to a host; ``proof`` is what shows the account."""
    hidden = Spoken(_stars(proof.header), _VALUE.sub(lambda found: _stars(found[0]), proof.security))
    return Request(_bytes(question, host, proof), _bytes(question, host, hidden))


def host_of(address: str, scheme: Scheme, port: int) -> str:
    """Return what the ``Host`` header says."""
    name = f"[{address}]" if ":" in address else address
    return name if port == scheme.port else f"{name}:{port}"


def _bytes(question: Question, host: str, proof: Spoken) -> bytes:
    lines = [
        f"{question.method} {question.path} HTTP/1.1",
        f"Host: {host}",
        "User-Agent: phaseout-probe",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: keep-alive",
    ]
    if proof.header:
        lines.append(f"Authorization: {proof.header}")
    body = _envelope(question.call, proof.security) if question.call else b""
    if question.call:
        action = f'action="{_NAMESPACE}/{question.call}"'
        lines += [
            f"Content-Type: application/soap+xml; charset=utf-8; {action}",
            f"Content-Length: {len(body)}",
        ]
    return "\r\n".join((*lines, "", "")).encode() + body


def _envelope(call: str, security: str) -> bytes:
    header = f"<s:Header>{security}</s:Header>" if security else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">{header}'
        f'<s:Body><{call} xmlns="{_NAMESPACE}"/></s:Body></s:Envelope>'
    ).encode()


def _stars(text: str) -> str:
    return "*" * len(text.encode())
