"""How does an account prove that it is known to a service of ONVIF? (OASIS WSS UsernameToken Profile 1.0)"""

import base64
import hashlib
import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from phaseout.probe.account import Account

_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
_UTC = re.compile(
    rb"<(?:[\w.-]{1,32}:)?UTCDateTime[\s>](?P<inside>[\s\S]{1,2000}?)</(?:[\w.-]{1,32}:)?UTCDateTime"
)
_LOOKED_AT = 65_536
_PARTS = tuple(
    re.compile(rb"<(?:[\w.-]{1,32}:)?%s>\s{0,9}(\d{1,4})\s{0,9}<" % part)
    for part in (b"Year", b"Month", b"Day", b"Hour", b"Minute", b"Second")
)


def username_token(account: Account, created: datetime, nonce: bytes) -> str:
    """Return the header of a SOAP envelope that proves an account.

    Args:
        account: with its password.
        created: the time by the clock of whoever is asked, who refuses what is old by it.
        nonce: octets that nobody can foresee.
    """
    at = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<Security s:mustUnderstand="1" xmlns="{_OASIS}-wssecurity-secext-1.0.xsd"><UsernameToken>'
        f"<Username>{escape(account.user)}</Username>"
        f'<Password Type="{_OASIS}-username-token-profile-1.0#PasswordDigest">'
        f"{password_digest(account, at, nonce)}</Password>"
        f'<Nonce EncodingType="{_OASIS}-soap-message-security-1.0#Base64Binary">'
        f"{base64.b64encode(nonce).decode()}</Nonce>"
        f'<Created xmlns="{_OASIS}-wssecurity-utility-1.0.xsd">{at}</Created>'
        "</UsernameToken></Security>"
    )


def password_digest(account: Account, created: str, nonce: bytes) -> str:
    """Return Base64 of SHA-1 of nonce, time and password, as the profile has it."""
    password = account.password.reveal() if account.password else ""
    hashed = hashlib.sha1(nonce + created.encode() + password.encode(), usedforsecurity=False)
    return base64.b64encode(hashed.digest()).decode()


def clock_in(answer: bytes) -> datetime | None:
    """Return the time that ``GetSystemDateAndTime`` tells, UTC; None if it tells none."""
    found = _UTC.search(answer[:_LOOKED_AT])
    parts = [pattern.search(found["inside"]) for pattern in _PARTS] if found else []
    try:
        year, month, day, hour, minute, second = (int(part[1]) for part in parts if part)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
