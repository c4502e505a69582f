"""Who signs, and is a signature theirs? (Ed25519, keys written as C2SP signed-note writes them)

A verifier key is ``NAME+ID+BASE64``: ID is the first four bytes of SHA-256 over name, LF, kind and public
key, in hex; BASE64 the kind, a byte, and the 32 bytes of the public key. It is public. A signing key is
``PRIVATE+KEY+NAME+ID+BASE64`` with the 32 bytes of the private key, as Go's module ``sumdb/note`` writes
them, in a file that its owner alone may read.
"""

import base64
import binascii
import os
import re
import stat
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from phaseout.domain.problem import SourceError

_PUBLIC = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([0-9A-Za-z+/]{44})")
_PRIVATE = re.compile(r"PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([0-9A-Za-z+/]{44})")
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
TIME = 8
"""Bytes before a cosignature that say when it was made."""


class KeyKind(IntEnum):
    """What a key's signature says."""

    LEDGER = 0x01
    """This is a state of my ledger."""
    WITNESS = 0x04
    """I saw this state at this time, and no other before it that it does not go on from."""


class KeyTextError(SourceError):
    """A key that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """The public half of a key."""

    name: str
    kind: KeyKind
    public: bytes
    id: bytes = field(init=False)
    """Four bytes that name the key in a signature."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise KeyTextError(f"{self.name!r} cannot name a key", remedy="leave out spaces and +")
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        object.__setattr__(self, "id", sha256(named).digest()[:4])

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the key a text writes.

        Raises:
            KeyTextError: it is none, or one of another scheme.
        """
        name, kind, public, key_id = _parts(_PUBLIC, text)
        key = cls(name=name, kind=kind, public=public)
        if key.id.hex() != key_id:
            raise KeyTextError(
                f"the key of {name} was altered: its id does not fit", remedy="ask for it anew"
            )
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def holds(self, text: str, signature: bytes) -> bool:
        """Return whether a signature of a note's text is this key's; of a witness's, its time is part."""
        signed = text.encode()
        if self.kind is KeyKind.WITNESS:
            signed = _seen(signature[:TIME], text)
            signature = signature[TIME:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, signed)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """The private half of a key, which is never shown."""

    name: str
    kind: KeyKind
    private: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str, kind: KeyKind = KeyKind.LEDGER) -> Self:
        """Return a new key."""
        key = cls(name=name, kind=kind, private=os.urandom(32))
        _ = key.verifier  # refuses a name that cannot be one
        return key

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the key a text writes.

        Raises:
            KeyTextError: it is none, or one of another scheme. The text is not repeated.
        """
        name, kind, private, key_id = _parts(_PRIVATE, text)
        key = cls(name=name, kind=kind, private=private)
        if key.verifier.id.hex() != key_id:
            raise KeyTextError(f"the key of {name} was altered: its id does not fit")
        return key

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the key of a file.

        Raises:
            KeyTextError: there is none, or others than its owner may read the file.
        """
        try:
            with path.open(encoding="ascii") as file:
                mode = os.fstat(file.fileno()).st_mode
                if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                    raise KeyTextError("others may read this key", where=str(path), remedy="chmod 600 it")
                return cls.of(file.read(1024).strip())
        except (OSError, UnicodeDecodeError) as error:
            raise KeyTextError(f"cannot be read: {error}", where=str(path)) from error

    def save(self, path: Path) -> None:
        """Write the key to a new file that its owner alone may read.

        Raises:
            KeyTextError: something has the name already, or it cannot be written.
        """
        try:
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(f"{self.text()}\n")
        except OSError as error:
            raise KeyTextError(f"cannot be written: {error.strerror}", where=str(path)) from error

    def text(self) -> str:
        """Return the key as its file has it: a secret."""
        written = base64.b64encode(bytes([self.kind]) + self.private).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{written}"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()
        return VerifierKey(name=self.name, kind=self.kind, public=public)

    def sign(self, text: str, *, at: int = 0) -> bytes:
        """Return the signature of a note's text; a witness signs with it when, ``at`` seconds after 1970."""
        private = Ed25519PrivateKey.from_private_bytes(self.private)
        if self.kind is KeyKind.LEDGER:
            return private.sign(text.encode())
        time = at.to_bytes(TIME, "big")
        return time + private.sign(_seen(time, text))


def read_keys(text: str) -> list[VerifierKey]:
    """Return the keys a text has, one a line; lines that begin with ``#`` are remarks.

    Raises:
        KeyTextError: a line is none.
    """
    lines = (line.strip() for line in text.splitlines())
    return [VerifierKey.of(line) for line in lines if line and not line.startswith("#")]


def _seen(time: bytes, text: str) -> bytes:
    """Return what a witness signs (C2SP tlog-cosignature, v1)."""
    return f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n{text}".encode()


def _parts(form: re.Pattern[str], text: str) -> tuple[str, KeyKind, bytes, str]:
    found = form.fullmatch(text)
    if found is None:
        raise KeyTextError("this is no key: NAME+ID+BASE64 is expected", remedy="copy it whole, on one line")
    name, key_id, written = found.groups()
    try:
        kind, *key = base64.b64decode(written, validate=True)
        return name, KeyKind(kind), bytes(key), key_id
    except (binascii.Error, ValueError) as error:
        raise KeyTextError(f"the key of {name} is of a scheme not known here") from error
