"""What is sealed in an envelope, and by whom? (DSSE 1.0, signed with Ed25519)

An envelope signs its content's bytes with their type, so that nobody has to write them anew to verify them.
What a signature says of its key is a hint alone: it is looked up by whoever knows the key.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from phaseout.domain.problem import SourceError
from phaseout.ledger.canonical import CanonicalError, read_strictly
from phaseout.ledger.key import SigningKey, VerifierKey

LARGEST = 1 << 26
"""Bytes of an envelope."""
_REMEDY = "ask for the file anew, as it was written"


class EnvelopeError(SourceError):
    """Bytes that are no envelope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What the signatures of an envelope are worth to whoever knows some keys."""

    good: tuple[VerifierKey, ...]
    forged: tuple[VerifierKey, ...]
    """Known keys that a signature names which is not theirs."""
    unknown: tuple[str, ...]
    """What signatures of keys that are not known call these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Some bytes of a type, with signatures."""

    payload: bytes
    payload_type: str
    signatures: tuple[tuple[str, bytes], ...] = ()
    """What each calls its key, and its bytes."""

    @classmethod
    def of(cls, written: bytes) -> Self:
        """Return the envelope that bytes write.

        Raises:
            EnvelopeError: they are none.
        """
        if len(written) > LARGEST:
            raise EnvelopeError(f"is larger than {LARGEST} bytes", remedy=_REMEDY)
        try:
            value = read_strictly(written)
        except CanonicalError as error:
            raise EnvelopeError(f"is no envelope: {error.what}", remedy=_REMEDY) from error
        try:
            return cls._of_value(value)
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise EnvelopeError("is no envelope of DSSE 1.0", remedy=_REMEDY) from error

    @classmethod
    def _of_value(cls, value: object) -> Self:
        match value:
            case {"payload": str() as payload, "payloadType": str() as kind, "signatures": [*signatures]}:
                return cls(
                    payload=base64.b64decode(payload, validate=True),
                    payload_type=kind,
                    signatures=tuple(map(_signature, signatures)),
                )
        raise ValueError(value)

    def __bytes__(self) -> bytes:
        """Return it as JSON, a line."""
        value = {
            "payload": base64.b64encode(self.payload).decode(),
            "payloadType": self.payload_type,
            "signatures": [
                {"keyid": name, "sig": base64.b64encode(blob).decode()} for name, blob in self.signatures
            ],
        }
        return json.dumps(value, separators=(",", ":")).encode() + b"\n"

    def signed(self, key: SigningKey) -> "Envelope":
        """Return it with one signature more."""
        made = (key_id(key.verifier), key.sign(self._signed_text()))
        signatures = (*self.signatures, made)
        return Envelope(payload=self.payload, payload_type=self.payload_type, signatures=signatures)

    def judged(self, keys: Iterable[VerifierKey]) -> Sealed:
        """Return which of its signatures are those of known keys."""
        known = {key_id(key): key for key in keys}
        good, forged, unknown = [], [], []
        for name, blob in self.signatures:
            key = known.get(name)
            if key is None:
                unknown.append(name)
            elif key.holds(self._signed_text(), blob):
                good.append(key)
            else:
                forged.append(key)
        return Sealed(good=tuple(good), forged=tuple(forged), unknown=tuple(unknown))

    def _signed_text(self) -> str:
        """Return what is signed: type and content, each after its length (DSSE's PAE).

        Raises:
            EnvelopeError: the content is no UTF-8.
        """
        try:
            content = self.payload.decode()
        except UnicodeDecodeError as error:
            raise EnvelopeError("holds what is no text", remedy=_REMEDY) from error
        kind = self.payload_type
        return f"DSSEv1 {len(kind.encode())} {kind} {len(self.payload)} {content}"


def key_id(key: VerifierKey) -> str:
    """Return what a signature calls its key."""
    return f"{key.name}+{key.id.hex()}"


def _signature(value: object) -> tuple[str, bytes]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    name, blob = value.get("keyid", ""), value["sig"]
    if not isinstance(name, str):
        raise TypeError(name)
    return name, base64.b64decode(blob, validate=True)
