"""How are the lines of a listing read whose encoding nobody declared?"""

from collections.abc import Iterator

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream


def text_lines(stream: SourceStream) -> Iterator[tuple[int, str] | Unread]:
    """Yield (line number from 1, text stripped of outer blanks), and an Unread for a line too long."""
    for number, line in stream.lines():
        if line is None:
            yield Unread(f"line {number}", "longer than 1 MiB; no such listing has lines like that")
        else:
            yield number, plain_text(line)


def plain_text(line: bytes) -> str:
    """Return the text of a line of addresses and names.

    Windows PowerShell writes ``arp -a > file`` as UTF-16, where every second byte is zero: without
    the zeroes the ASCII part, which is all that is needed here, reads as it should.
    """
    if b"\0" in line:
        line = line.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip()
