"""How is a notice signed, so that its receiver knows that it is ours, whole, and of now?

As Standard Webhooks says (https://www.standardwebhooks.com): HMAC-SHA256 over id, second and body.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """Return a secret as it is shown, once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(secrets_: Iterable[str], *, id_: str, second: int, body: bytes) -> Mapping[str, str]:
    """Return the headers of a notice.

    Args:
        secrets_: each signs; a receiver takes what one of them signed.
        second: since 1970, of this try.
    """
    told = b".".join((id_.encode(), str(second).encode(), body))
    signatures = " ".join(f"v1,{_signature(one, told)}" for one in secrets_)
    return {"webhook-id": id_, "webhook-timestamp": str(second), "webhook-signature": signatures}


def _signature(secret: str, told: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
