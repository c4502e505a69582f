"""How does an account prove that it is known, without the password being sent? (RFC 7616)

Written here and not taken from a library: each of them tries again after a refusal, or takes the first
challenge where a stronger one stands beside it (docs/decisions/0029-recorders.md).
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from phaseout.probe.account import Account

DIGEST, BASIC = "digest", "basic"
_WORD = r"[!#$%&'*+.^`|~\w-]{1,128}"
_PART = re.compile(
    rf"""(?P<name>{_WORD}) [ \t]{{0,9}} = [ \t]{{0,9}}
         (?: "(?P<quoted>(?:[^"\\]|\\.){{0,2048}})" | (?P<plain>[^\s,"]{{0,2048}}) )
       | (?P<scheme>{_WORD})(?=[\s,]|$)""",
    re.VERBOSE | re.ASCII,
)
Hashing = Callable[[bytes], str]


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_HASHES: Mapping[str, Hashing] = MappingProxyType({"SHA-256": _sha256, "MD5": _md5})
"""The strongest first: a recorder that offers both is asked with it."""
_ONCE = "00000001"
"""Each challenge is answered once, so its count is always that of the first request."""


class Challenge(NamedTuple):
    """One way that a server offers to prove an account."""

    scheme: str
    """In lower case."""
    parameters: Mapping[str, str]
    """By name in lower case; a quoted one as it stands between its quotes, for it is echoed so."""

    @property
    def algorithm(self) -> str:
        """The hash it asks for; MD5 where it names none."""
        return self.parameters.get("algorithm", "MD5").upper()

    @property
    def is_digest(self) -> bool:
        """Whether it can be answered by what is written here: one of two hashes, ``qop`` with ``auth``."""
        offers = re.split(r"[\s,]+", self.parameters.get("qop", "").lower())
        is_whole = {"realm", "nonce"} <= self.parameters.keys()
        return self.scheme == DIGEST and self.algorithm in _HASHES and "auth" in offers and is_whole


def challenges_in(values: Iterable[str]) -> list[Challenge]:
    """Return the challenges of ``WWW-Authenticate`` headers; several may stand in one."""
    found: list[tuple[str, dict[str, str]]] = []
    for value in values:
        for part in _PART.finditer(value):
            if part["scheme"]:
                found.append((part["scheme"].lower(), {}))
            elif found:
                text = part["plain"] if part["quoted"] is None else part["quoted"]
                found[-1][1].setdefault(part["name"].lower(), text)
    return [Challenge(scheme, MappingProxyType(parameters)) for scheme, parameters in found]


def strongest_digest(challenges: Iterable[Challenge]) -> Challenge | None:
    """Return the challenge to answer, None where none can be."""
    order = list(_HASHES)
    known = [challenge for challenge in challenges if challenge.is_digest]
    return min(known, key=lambda challenge: order.index(challenge.algorithm), default=None)


def digest(account: Account, challenge: Challenge, method: str, uri: str, cnonce: str) -> str:
    """Return the value of the ``Authorization`` header that answers a challenge of ``is_digest``.

    Args:
        account: with its password.
        challenge: which is answered.
        method: of the request.
        uri: its path with the query, as it is sent.
        cnonce: a text that nobody can foresee, so that no table made beforehand helps to guess.
    """
    hashed, given = _HASHES[challenge.algorithm], challenge.parameters
    password = account.password.reveal() if account.password else ""
    known = hashed(f"{account.user}:{given['realm']}:{password}".encode())
    asked = hashed(f"{method}:{uri}".encode())
    proof = hashed(":".join((known, given["nonce"], _ONCE, cnonce, "auth", asked)).encode())
    parts = [
        _user(account.user),
        f'realm="{given["realm"]}"',
        f'nonce="{given["nonce"]}"',
        f'uri="{uri}"',
        *([f"algorithm={given['algorithm']}"] if "algorithm" in given else []),
        f"qop=auth, nc={_ONCE}",
        f'cnonce="{cnonce}"',
        f'response="{proof}"',
        *([f'opaque="{given["opaque"]}"'] if "opaque" in given else []),
    ]
    return "Digest " + ", ".join(parts)


def basic(account: Account) -> str:
    """Return the value of the header that shows the password itself (RFC 7617)."""
    password = account.password.reveal() if account.password else ""
    return "Basic " + base64.b64encode(f"{account.user}:{password}".encode()).decode()


def _user(name: str) -> str:
    if not name.isascii():
        return f"username*=UTF-8''{quote(name, safe='')}"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'username="{escaped}"'
