"""What does a signed text say, and who signed it? (C2SP signed-note)

A note is lines of text, an empty line, and a line ``— NAME BASE64`` for each signature: four bytes that name
the key, then what the key's kind signs with. Signatures of keys that nobody here knows are listed, and prove
nothing.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

from phaseout.domain.problem import SourceError
from phaseout.ledger.key import TIME, KeyKind, SigningKey, VerifierKey

LARGEST = 1 << 20
"""Bytes of a note."""
MOST_SIGNATURES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SIGNATURE = re.compile("— ([^\\s+]+) ([0-9A-Za-z+/=]+)")


class NoteError(SourceError):
    """Text that is no signed note."""


class Signature(NamedTuple):
    """A line of a note that somebody signed with."""

    name: str
    key_id: bytes
    blob: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.blob).decode()}"


class Signer(NamedTuple):
    """A known key whose signature holds."""

    key: VerifierKey
    seen: int | None
    """Of a witness: when it signed, in seconds after 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """What the signatures of a note are worth to whoever knows some keys."""

    good: tuple[Signer, ...]
    forged: tuple[VerifierKey, ...]
    """Known keys that a signature names which is not theirs."""
    unknown: tuple[str, ...]
    """Names and ids of keys that are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text with its signatures."""

    text: str
    """Ends with LF."""
    signatures: tuple[Signature, ...]

    @classmethod
    def of(cls, written: bytes) -> Self:
        """Return the note that bytes write.

        Raises:
            NoteError: they are none.
        """
        if len(written) > LARGEST:
            raise NoteError(f"is longer than {LARGEST} bytes")
        try:
            whole = written.decode()
        except UnicodeDecodeError as error:
            raise NoteError("is no UTF-8") from error
        text, gap, signatures = whole.rpartition("\n\n")
        if not gap or not whole.endswith("\n") or _CONTROL.search(whole):
            raise NoteError("is no text with signatures below an empty line")
        lines = signatures[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise NoteError(f"has more than {MOST_SIGNATURES} signatures")
        return cls(text=f"{text}\n", signatures=tuple(map(_signature, lines)))

    def __bytes__(self) -> bytes:
        return "".join([self.text, "\n", *(f"{one}\n" for one in self.signatures)]).encode()

    def signed(self, key: SigningKey, *, at: int = 0) -> "Note":
        """Return the note with one signature more; a witness says when, ``at`` seconds after 1970."""
        made = Signature(key.name, key.verifier.id, key.sign(self.text, at=at))
        return Note(text=self.text, signatures=(*self.signatures, made))

    def judged(self, keys: Iterable[VerifierKey]) -> Signatures:
        """Return which of its signatures are those of known keys."""
        known = {(key.name, key.id): key for key in keys}
        good, forged, unknown = [], [], []
        for one in self.signatures:
            key = known.get((one.name, one.key_id))
            if key is None:
                unknown.append(f"{one.name}+{one.key_id.hex()}")
            elif key.holds(self.text, one.blob):
                is_witness = key.kind is KeyKind.WITNESS
                good.append(Signer(key, int.from_bytes(one.blob[:TIME], "big") if is_witness else None))
            else:
                forged.append(key)
        return Signatures(good=tuple(good), forged=tuple(forged), unknown=tuple(unknown))


def _signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    try:
        blob = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error as error:
        raise NoteError("has a signature that is no base64") from error
    if found is None or len(blob) <= len(blob[:4]) or base64.b64encode(blob).decode() != found[2]:
        raise NoteError("has a line below its text that is no signature")
    return Signature(found[1], blob[:4], blob[4:])
