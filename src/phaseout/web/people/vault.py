"""What seals the secrets that the server must be able to read again?"""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def vault() -> Fernet:
    """Return what seals and opens by the key of the server.

    The database alone, or a copy of it, does not give the secrets away.
    """
    derived = hashlib.sha256(b"phaseout.vault:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
