"""With which keys does this server sign scopes, and open what was sealed for it?

Their private halves are files that their owner alone may read, never in the database and never in a backup.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from phaseout.collected.sealed import SealError, loaded_key, made_key, public_text
from phaseout.ledger.key import KeyTextError, SigningKey, VerifierKey
from phaseout.web.frame.server_name import server_name
from phaseout.web.surveys.models import LookScope


class LostKeyError(KeyTextError):
    """Scopes were signed, and the key that signed them is not here."""


def signing_key() -> SigningKey:
    """Return the key that signs scopes, made where none was ever signed.

    Raises:
        LostKeyError: scopes were signed by a key, of which there is no file.
        KeyTextError: the file cannot be read, or others may read it.
    """
    path = Path(settings.SCOPE_KEY)
    if path.exists():
        return SigningKey.load(path)
    if LookScope.everything.exclude(signed="").exists():
        raise LostKeyError(
            "the key that signs scopes is not here",
            where=str(path),
            remedy="put the file of it back from the copy you keep elsewhere",
        )
    made = SigningKey.generate(f"{server_name()}/scopes")
    try:
        made.save(path)
    except KeyTextError:
        if not path.exists():
            raise
        return SigningKey.load(path)  # another process was quicker
    return made


def public_key() -> VerifierKey | None:
    """Return the public half of the key that signs scopes; None where its file is not here."""
    try:
        return SigningKey.load(Path(settings.SCOPE_KEY)).verifier
    except KeyTextError:
        return None


def opening_key() -> X25519PrivateKey:
    """Return the key that opens what was sealed for this server, made where there is none.

    Raises:
        SealError: the file cannot be read, or others may read it.
    """
    path = Path(settings.SEAL_KEY)
    if not path.exists():
        try:
            return made_key(path)
        except SealError:
            if not path.exists():
                raise
    return loaded_key(path)


def recipient_text() -> str | None:
    """Return the public half for which bundles are sealed, in PEM; None where its file is not here."""
    try:
        return public_text(loaded_key(Path(settings.SEAL_KEY)))
    except SealError:
        return None
