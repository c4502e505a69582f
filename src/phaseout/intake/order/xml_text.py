"""How does a purchase in XML become clean UTF-8 that a strict parser takes, without its attachments?

Programs write Latin-1 under a header that says UTF-8, copy control characters and bare ampersands out of
their databases and put a hundred megabytes of base64 between two tags.
"""

import html
import re
from collections.abc import Iterator
from functools import partial

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream
from phaseout.intake.scan.large_xml import FORBIDDEN, FORBIDDEN_REFERENCE
from phaseout.intake.xml_bytes import utf8_chunks

LONGEST_RUN = 1 << 20
"""Bytes from one ``<`` to the next that are kept; more than a chunk of the source has."""
_TAIL = 64
"""Bytes before a ``<`` that are always kept: there the end of a tag or of a CDATA section may stand."""
_MOST_LINES = 65_535
"""libxml2 counts no lines beyond."""
_LETTERS = "the letters are not in the encoding the document declares; read as Windows-1252"
_BARE = "a bare “&” or the name of a character of HTML, which XML forbids; read as that character"
_AMPERSAND = re.compile(
    rb"(?P<cdata><!\[CDATA\[[^<]*\]\]>)"
    rb"|&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?P<name>[A-Za-z]{2,31};)?"
)


class CleanText:
    """The text of one source."""

    def __init__(self, stream: SourceStream) -> None:
        self.doubts: list[Unread] = []
        """What had to be repaired, each once; complete when the pieces are."""
        self._stream = stream
        self._passed = 0
        self._met: set[str] = set()

    def pieces(self) -> Iterator[bytes]:
        """Yield the document in pieces, each ending before a ``<``, so that no tag is cut in two."""
        rest = b""
        for chunk in utf8_chunks(self._stream):
            rest += chunk
            cut = rest.rfind(b"<")
            if cut > 0:
                piece, rest = rest[:cut], rest[cut:]
                # Only the run that was carried along can be too long: a chunk is shorter.
                first = piece.find(b"<", 1)
                yield self._clean(_bounded(piece) if first < 0 else _bounded(piece[:first]) + piece[first:])
            rest = _bounded(rest)
        yield self._clean(rest)

    def _clean(self, piece: bytes) -> bytes:
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            self._doubt(piece, error.start, _LETTERS)
            piece = b"<".join(map(_decoded, piece.split(b"<")))
        if b"&" in piece:
            piece = _AMPERSAND.sub(partial(self._spelt, piece), piece)
        self._passed += piece.count(b"\n")
        return FORBIDDEN_REFERENCE.sub(b"", piece.translate(None, FORBIDDEN))

    def _spelt(self, piece: bytes, match: re.Match[bytes]) -> bytes:
        if match["cdata"]:
            return match["cdata"]
        self._doubt(piece, match.start(), _BARE)
        name = (match["name"] or b"").decode()
        meant = html.unescape(f"&{name}") if name else "&"
        return meant.encode() if name and not meant.startswith("&") else b"&amp;" + name.encode()

    def _doubt(self, piece: bytes, at: int, why: str) -> None:
        if why not in self._met:
            self._met.add(why)
            line = self._passed + piece.count(b"\n", 0, at) + 1
            self.doubts.append(Unread(f"line {line}", why))


def _bounded(run: bytes) -> bytes:
    """Return a run without its middle if it is too long, but with its line ends, which number the lines."""
    if len(run) <= LONGEST_RUN:
        return run
    start, end = LONGEST_RUN - _TAIL, len(run) - _TAIL
    lines = min(run.count(b"\n", start, end), _MOST_LINES)
    return run[:start] + b"\n" * lines + run[end:]


def _decoded(run: bytes) -> bytes:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return run.decode("cp1252", "replace").encode()
    return run
