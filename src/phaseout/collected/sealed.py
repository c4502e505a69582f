"""How does a bundle travel so that the server alone reads it? (HPKE, RFC 9180)

X25519, HKDF-SHA256 and ChaCha20-Poly1305 as the cryptography package puts them together. A key is PEM, as
``openssl genpkey -algorithm x25519`` writes it. Sealing hides; whose a bundle is, its signature says.
"""

import os
import stat
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from phaseout.domain.problem import SourceError

MAGIC: Final = b"phaseout sealed bundle 1\n"
"""The first bytes of a sealed bundle, which the seal covers too."""
LARGEST: Final = 1 << 29
"""Bytes of a sealed bundle: it is opened whole in memory."""
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SealError(SourceError):
    """A bundle that cannot be sealed or opened."""


def is_sealed(path: Path) -> bool:
    """Return whether a file is a sealed bundle.

    Raises:
        SealError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise SealError(f"cannot be read: {error.strerror}", where=str(path)) from error


def sealed(bundle: bytes, recipient: X25519PublicKey) -> bytes:
    """Return a bundle that the owner of a key alone opens.

    Raises:
        SealError: it is too large.
    """
    if len(bundle) > LARGEST:
        raise SealError(f"is larger than {LARGEST} bytes", remedy="collect in several parts, or do not seal")
    return MAGIC + _SUITE.encrypt(bundle, recipient, info=MAGIC)


def opened(path: Path, key: X25519PrivateKey) -> bytes:
    """Return the bundle of a sealed file.

    Raises:
        SealError: it is sealed for somebody else, or was altered.
    """
    try:
        with path.open("rb") as file:
            written = file.read(len(MAGIC) + LARGEST + 1024)
    except OSError as error:
        raise SealError(f"cannot be read: {error.strerror}", where=str(path)) from error
    try:
        return bytes(_SUITE.decrypt(written.removeprefix(MAGIC), key, info=MAGIC))
    except (InvalidTag, ValueError) as error:
        raise SealError(
            "was sealed for another key, or altered, or cut", where=str(path), remedy="ask for it anew"
        ) from error


def recipient_of(pem: bytes) -> X25519PublicKey:
    """Return the public key a text writes.

    Raises:
        SealError: it is none.
    """
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise SealError("is no public key in PEM") from error
    if not isinstance(key, X25519PublicKey):
        raise SealError("is a public key of another kind than X25519")
    return key


def public_text(key: X25519PrivateKey) -> str:
    """Return the public half of a key, in PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def made_key(path: Path) -> X25519PrivateKey:
    """Return a new key, written to a file that its owner alone may read.

    Raises:
        SealError: something has the name already, or it cannot be written.
    """
    key = X25519PrivateKey.generate()
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    except OSError as error:
        raise SealError(f"cannot be written: {error.strerror}", where=str(path)) from error
    return key


def loaded_key(path: Path) -> X25519PrivateKey:
    """Return the key of a file.

    Raises:
        SealError: there is none, or others than its owner may read the file.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise SealError("others may read this key", where=str(path), remedy="chmod 600 it")
            key = load_pem_private_key(file.read(4096), None)
    except (OSError, ValueError, TypeError) as error:
        raise SealError(f"cannot be read as a key: {error}", where=str(path)) from error
    if not isinstance(key, X25519PrivateKey):
        raise SealError("is a key of another kind than X25519", where=str(path))
    return key
