"""Does an answer refuse the account, or say that a further failure would lock it out?"""

import re
from typing import NamedTuple

from phaseout.probe.recorders.answer import Answer

_UNAUTHORIZED, _FORBIDDEN, _LOCKED, _TOO_MANY, _FIRST_FAULT = 401, 403, 423, 429, 400
_LOOKED_AT = 8_192
_LOCKED_OUT = re.compile(
    rb"""<lockStatus>\s*lock(?:ed)?\s*<            # Hikvision's userCheck; <lockStatus>unlock< is none
       | <unlockTime>\s*[1-9]
       | <retryLoginTime>\s*[01]\s*<               # the next failure locks
       | (?:user|account|ip|device|login)[ _-]?(?:is[ ]|has[ ]been[ ])?lock(?:ed)?\b
       | remain_?LockSeconds?\W{1,9}[1-9]          # Dahua's
       | too[ ]many[ ](?:failed|login|attempts|tries|errors)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NO_RIGHT_AMISS = re.compile(rb"<subStatusCode>\s{0,9}notSupport(?:ed)?\s{0,9}<", re.IGNORECASE)
"""What ISAPI says, under the status of a refusal, where the equipment has not what is asked for."""
_NOT_ACTIVATED = re.compile(rb"<subStatusCode>\s{0,9}notActivated\s{0,9}<", re.IGNORECASE)
_SECONDS = re.compile(rb"<unlockTime>\s*(\d{1,6})\s*<|remain_?LockSeconds?\W{1,9}(\d{1,6})", re.IGNORECASE)
_FAULT = re.compile(rb"\A[\s\S]{0,4000}?<(?:[\w.-]{1,32}:)?Fault[\s>]")
_NOT_AUTHORIZED = re.compile(rb"NotAuthorized|FailedAuthentication|InvalidSecurity", re.IGNORECASE)


class Refusal(NamedTuple):
    """Why nothing more may be asked of a recorder for some time."""

    why: str
    seconds: int | None = None
    """How long it says that it stays locked."""


def refusal_in(answer: Answer, *, bore_account: bool) -> Refusal | None:
    """Return why an answer forbids a second attempt, None where it does not.

    Args:
        answer: to any request.
        bore_account: whether the request proved the account; to one that did not, 401 is a question.
    """
    start = answer.body[:_LOOKED_AT]
    is_fault = answer.status >= _FIRST_FAULT
    if (is_fault and _LOCKED_OUT.search(start)) or answer.status in (_LOCKED, _TOO_MANY):
        found = _SECONDS.search(start)
        return Refusal(
            "it says that it is locked, or about to be", int(found[1] or found[2]) if found else None
        )
    if answer.status == _FORBIDDEN and _NO_RIGHT_AMISS.search(start) is None:
        is_new = _NOT_ACTIVATED.search(start) is not None
        return Refusal("it was never activated" if is_new else "it forbids the question (403)")
    if not bore_account:
        return None
    if answer.status == _UNAUTHORIZED:
        return Refusal("it refuses the account (401)")
    return Refusal("it refuses the account (not authorized)") if is_unauthorized(answer) else None


def is_unauthorized(answer: Answer) -> bool:
    """Whether a SOAP fault asks for an account: under any status, most often 400, 401 or 500."""
    return _FAULT.search(answer.body) is not None and _NOT_AUTHORIZED.search(answer.body) is not None
