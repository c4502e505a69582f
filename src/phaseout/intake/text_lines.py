"""How are the lines of a listing read whose encoding nobody declared?"""

from collections.abc import Iterable, Iterator

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream

CUT_LINE = "the file ends inside this line; what stands in it is not read"
MAY_BE_CUT = "the last line has no end: the file may be cut short here"


def text_lines(stream: SourceStream) -> Iterator[tuple[int, str] | Unread]:
    """Yield (line number from 1, text stripped of outer blanks), and an Unread for a line too long."""
    for number, line in stream.lines():
        if line is None:
            yield Unread(f"line {number}", "longer than 1 MiB; no such listing has lines like that")
        else:
            yield number, plain_text(line)


def noting_cut(stream: SourceStream) -> Iterator[tuple[int, str] | Unread]:
    """Yield the lines of what a program printed, and an Unread where the last one has no end."""
    number, is_blank = 0, True
    for entry in text_lines(stream):
        yield entry
        number += 1
        is_blank = not isinstance(entry, Unread) and not entry[1]  # half a line end of UTF-16 is one
    if stream.is_torn and number > 1 and not is_blank:  # a single line was picked out of its listing
        yield Unread(f"line {number}", MAY_BE_CUT)


def whole_lines(
    stream: SourceStream, entries: Iterable[tuple[int, str] | Unread]
) -> Iterator[tuple[int, str] | Unread]:
    """Yield the lines of a list that a program keeps line by line; a last one without end is not read."""
    for entry in entries:
        if stream.is_torn and not isinstance(entry, Unread) and entry[1]:
            yield Unread(f"line {entry[0]}", CUT_LINE)
        else:
            yield entry


def plain_text(line: bytes) -> str:
    """Return the text of a line of addresses and names.

    Windows PowerShell writes ``arp -a > file`` as UTF-16, where every second byte is zero: without
    the zeroes the ASCII part, which is all that is needed here, reads as it should.
    """
    if b"\0" in line:
        line = line.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip()
