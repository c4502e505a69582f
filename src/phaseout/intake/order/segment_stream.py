"""Which segments does an interchange of EDIFACT or X12 hold, one after the other?

Both may be one line of two gigabytes, so only a segment is held at a time.
"""

import codecs
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.encoding import unicode_encoding
from phaseout.intake.reader import SourceStream

S_contra = TypeVar("S_contra", contravariant=True)
T = TypeVar("T")
LONGEST = 1 << 20
"""Bytes of a segment; both standards stay far below."""
ENDS_EARLY = "the file ends early; the lines that end before it were read"
"""Said of the end, not of the lines."""
STRAY_LINE = "a line that stands in no document"
OTHER_SIGNS = "another interchange with other separators begins here; save it as a file of its own"
_HEAD = 4096
_CHUNK = 1 << 18
_BETWEEN = b"\r\n\t \0\x1a"
"""What programs write between segments, so that people can read them."""


class Whole(Enum):
    """Whether a segment is whole."""

    WHOLE = 1
    CUT = 2
    """The file ends in it."""
    TOO_LONG = 3


class Piece(NamedTuple):
    """The bytes of one segment."""

    number: int
    """Which of the file it is, from 1."""
    content: bytes
    """Without its terminator; empty if too long."""
    whole: Whole = Whole.WHOLE


def head_and_chunks(stream: SourceStream) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes of an interchange, and all of it in chunks; UTF-16 becomes UTF-8."""
    head = b""
    while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
        head += more
    told = unicode_encoding(head)
    chunks = chain((head,), iter(lambda: stream.read(_CHUNK), b""))
    if told is None or told[0] == "utf-8":
        start = head[told[1] :] if told else head
        return start, chain((start,), iter(lambda: stream.read(_CHUNK), b""))
    recoded = _in_utf_8(chunks, *told)
    start = next(recoded)
    return start, chain((start,), recoded)


def _in_utf_8(chunks: Iterable[bytes], encoding: str, mark: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for number, chunk in enumerate(chunks):
        yield decoder.decode(chunk if number else chunk[mark:]).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def pieces(chunks: Iterable[bytes], terminator: bytes, release: bytes = b"") -> Iterator[Piece]:
    """Yield the segments.

    Args:
        chunks: the interchange from its first segment on.
        terminator: one byte.
        release: one byte before which another terminator is a letter; empty where there is none.
    """
    number, rest, held, is_skipping = 0, b"", b"", False
    for chunk in chunks:
        *ended, rest = (rest + chunk).split(terminator)
        for part in ended:
            whole = held + part
            if release and not is_skipping and _is_released(whole, release):
                held = whole + terminator
                continue
            held = b""
            content = whole.strip(_BETWEEN)
            if content or is_skipping:
                number += 1
                is_long = is_skipping or len(content) > LONGEST
                yield Piece(number, b"", Whole.TOO_LONG) if is_long else Piece(number, content)
            is_skipping = False
        if len(rest) + len(held) > LONGEST:
            rest, held, is_skipping = b"", b"", True
    if (content := (held + rest).strip(_BETWEEN)) or is_skipping:
        yield Piece(number + 1, content, Whole.CUT)


def _is_released(content: bytes, release: bytes) -> bool:
    return (len(content) - len(content.rstrip(release))) % 2 == 1


class Taker(Protocol[S_contra]):
    """What reads the messages of an interchange, a segment at a time."""

    def take(self, segment: S_contra) -> Iterator[Reading]:
        """Yield what is known when a segment has come."""
        ...

    def end(self, *, is_told: bool) -> Iterator[Reading]:
        """Yield what waits when the file ends; ``is_told`` says that an Unread spoke of the end already."""
        ...


def read_through(segments: Iterable[T | Unread], taker: Taker[T]) -> Iterator[Reading]:
    """Yield what the messages say, line by line, in the order of the file."""
    is_told = False
    for segment in segments:
        if is_told := isinstance(segment, Unread):
            yield segment
        else:
            yield from taker.take(segment)
    yield from taker.end(is_told=is_told)
