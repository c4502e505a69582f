"""Which state of which ledger is signed? (C2SP tlog-checkpoint)

A checkpoint is a note of three lines: the origin, which names the ledger, how many leaves it has, and the
root over them in base64. More lines may follow, which are signed too and not understood here. It is some 250
bytes of text: mailed, printed, put into a QR code or laid into a drawer, it keeps what was written before it.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from phaseout.ledger.merkle import SIZE
from phaseout.ledger.note import Note, NoteError

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A state of a ledger."""

    origin: str
    """The name of the ledger, the same for its whole life."""
    size: int
    """Leaves."""
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the state that the text of a note tells.

        Raises:
            NoteError: it tells none.
        """
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < _LINES or not all(lines) or not _SIZE.fullmatch(lines[1]):
            raise NoteError("is no checkpoint: origin, size and root are expected, each on a line")
        origin, size, root, *extensions = lines
        return cls(origin=origin, size=int(size), root=_hash(root), extensions=tuple(extensions))

    def note(self) -> Note:
        """Return it as a note that nobody signed yet."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return Note(text="".join(f"{line}\n" for line in lines), signatures=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A checkpoint as it was found, with its signatures."""

    checkpoint: Checkpoint
    note: Note


def read_checkpoints(written: bytes, where: str) -> list[Signed]:
    """Return the checkpoints a file has, one after the other, in its order; more empty lines may part them.

    Raises:
        NoteError: something in it is none.
    """
    found = []
    for number, part in enumerate(_notes(written.replace(b"\r\n", b"\n")), 1):
        try:
            note = Note.of(part)
            found.append(Signed(checkpoint=Checkpoint.of(note.text), note=note))
        except NoteError as error:
            raise NoteError(
                f"checkpoint {number} {error.what}", where=where, remedy="copy it whole, with its signatures"
            ) from error
    return found


def _notes(written: bytes) -> Iterator[bytes]:
    """Yield each note: lines of text, an empty line, lines of signatures."""
    text: list[bytes] = []
    signatures: list[bytes] = []
    is_text = True
    for line in written.split(b"\n"):
        if not is_text and not line.startswith("— ".encode()):
            yield b"\n".join([*text, b"", *signatures, b""])
            text, signatures, is_text = [], [], True
        if not is_text:
            signatures.append(line)
        elif line:
            text.append(line)
        elif text:
            is_text = False
    if text:
        yield b"\n".join([*text, b"", *signatures, b""])


def _hash(written: str) -> bytes:
    try:
        found = base64.b64decode(written, validate=True)
    except binascii.Error as error:
        raise NoteError("has a root that is no base64") from error
    if len(found) != SIZE or base64.b64encode(found).decode() != written:
        raise NoteError(f"has a root that is not {SIZE} bytes")
    return found
