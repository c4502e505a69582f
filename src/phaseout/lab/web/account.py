"""Does a request prove that it comes from the owner's account? (RFC 7616, MD5 as the devices have it)"""

import re
from dataclasses import dataclass, field
from hashlib import md5, sha256

from phaseout.lab.persona import Account
from phaseout.lab.web.site import Request

LOCKED_AFTER = 5
"""Failures, after which real devices refuse everybody for half an hour."""
_PART = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(slots=True)
class Door:
    """Asks for an account, counts failures, and locks."""

    realm: str
    account: Account | None
    secret: str
    """Of the device, so that its nonces are its own."""
    failures: int = 0
    _count: int = field(default=0)

    @property
    def is_locked(self) -> bool:
        """Whether nobody is let in any more."""
        return self.failures >= LOCKED_AFTER

    def challenge(self, more: str = "") -> str:
        """Return the value of a fresh ``WWW-Authenticate``; ``more`` follows the nonce as it is."""
        self._count += 1
        nonce = sha256(f"{self.secret} {self._count}".encode()).hexdigest()[:32]
        return f'Digest qop="auth", realm="{self.realm}", nonce="{nonce}"{more}'

    def lets_in(self, request: Request) -> bool:
        """Whether the request carries the account's proof; a wrong one counts as a failure."""
        said = request.fields.get("authorization")
        if said is None or self.is_locked:
            return False
        parts = {name.lower(): quoted or plain for name, quoted, plain in _PART.findall(said)}
        is_proven = said.lower().startswith("digest ") and self._is_proof(request, parts)
        self.failures += not is_proven
        return is_proven

    def _is_proof(self, request: Request, parts: dict[str, str]) -> bool:
        if self.account is None or parts.get("username") != self.account.user:
            return False
        if parts.get("uri") != request.target or parts.get("realm") != self.realm:
            return False
        known = _digest(f"{self.account.user}:{self.realm}:{self.account.password}")
        asked = _digest(f"{request.method}:{request.target}")
        nonce = parts.get("nonce", "")
        if parts.get("qop") == "auth":
            nonce = ":".join((nonce, parts.get("nc", ""), parts.get("cnonce", ""), "auth"))
        return parts.get("response") == _digest(f"{known}:{nonce}:{asked}")


def _digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
