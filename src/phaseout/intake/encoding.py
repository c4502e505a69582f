"""Which characters do the bytes of a text stand for?"""

import codecs
import re
from collections.abc import Iterator

from phaseout.domain.observation import Unread
from phaseout.intake.reader import SourceStream

HEAD = 1 << 16
CHUNK = 1 << 18
LONGEST_LINE = 1 << 20
"""Characters. A longer line is no row of a table; it is reported and leaves an empty line."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset(
    "àâäæçèéêëîïôöœùûüÿÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜñÑáíóúÁÍÓÚßåÅøØ«»°’‘“”–—…•€£©®™²³µ·½¼¾§¿¡±×´ªº\u00a0"
)
# What is a letter in the alphabets of DOS and of old Macs shows as one of these inside a word when it
# is taken for Windows-1252. Runs of foreign letters are two-byte Asian text or Cyrillic.
_MISREAD = re.compile(r"[a-zà-ÿ][…“”–—‘•™Œ¡¿«»®©][a-zà-ÿ]|[^\x00-\x7f]{4}")
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
_OTHERS = ("gb18030", "big5", "cp932", "euc_kr", "cp1251", "cp1250")
_AFTER_END = re.compile(r"(?<=[\r\n])")
_ENOUGH = 1 << 14
_SHARE_OF_NULS = 0.3
_NO_TEXT = bytes(code for code in range(32) if chr(code) not in "\t\n\r\f\x1a\x1b").decode() + "\x7f"
CONTROLS = re.compile(f"[{re.escape(_NO_TEXT)}]")
"""Characters that no text is made of; a scanner or a copied cell may leave one."""
_CONTROLS_LEFT_OUT = "control characters in the text are left out; they are no part of a name or a number"


def unicode_encoding(head: bytes) -> tuple[str, int] | None:
    """Return a Unicode encoding and the length of its mark, None if neither mark nor NULs tell one."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > _SHARE_OF_NULS * len(head):
            return name, 0
    return None


def plausible_western(text: str) -> bool:
    """Whether the letters beyond ASCII look like English or French text rather than a misreading."""
    foreign = [char for char in text if char > "\x7f"]
    return all(char in _WESTERN for char in foreign) and not _MISREAD.search(text)


class DecodedText:
    """The lines of a text with their ends, whatever encoding and whatever line ends it has.

    UTF-8 unless a mark or NULs say UTF-16 or UTF-32. A line that is not UTF-8 is read as
    Windows-1252 if that gives plausible French or English, as spreadsheet programs write it; any other
    encoding is a guess, and ``doubts`` says so once.
    """

    def __init__(self, stream: SourceStream) -> None:
        self.doubts: list[Unread] = []
        """Taken away by whoever reads the lines."""
        self._stream = stream
        self._legacy: str | None = None
        self._whole = self._has_controls = False
        self._passed = 0

    def blocks(self) -> Iterator[str]:
        """Yield runs of whole lines."""
        rest, skipping = "", False
        for chunk in self._chunks():
            text = rest + chunk
            if skipping:
                end = _first_end(text)
                if end < 0:
                    rest = ""
                    continue
                text, skipping = text[end:], False
            # A carriage return at the very end may be half of a line end.
            cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
            if cut:
                yield self._repaired(text[:cut])
            rest = text[cut:]
            if len(rest) > LONGEST_LINE:
                rest, skipping = "", True
                why = "longer than a million characters; no row of an inventory is that long"
                self.doubts.append(Unread(f"line {self._passed + 1}", why))
        if rest:
            yield self._repaired(rest)

    def _chunks(self) -> Iterator[str]:
        head = b""
        while len(head) < HEAD and (more := self._stream.read(HEAD - len(head))):
            head += more
        name, mark = unicode_encoding(head[: HEAD // 16]) or ("utf-8", 0)
        errors = "surrogateescape" if name == "utf-8" else "replace"
        decoder = codecs.getincrementaldecoder(name)(errors)
        yield decoder.decode(head[mark:])
        while chunk := self._stream.read(CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", True)

    def _repaired(self, block: str) -> str:
        start, self._passed = self._passed, self._passed + _count_ends(block)
        if (odd := CONTROLS.search(block)) is not None:
            if not self._has_controls:
                line = start + _count_ends(block[: odd.start()]) + 1
                self.doubts.append(Unread(f"line {line}", _CONTROLS_LEFT_OUT))
            self._has_controls = True
            block = CONTROLS.sub("", block)
        if block.isascii():
            return block
        if not self._whole and (place := _first_escaped(block)) is not None and self._legacy is None:
            self._choose(block, start + _count_ends(block[:place]) + 1)
        if self._whole and self._legacy:
            return _original(block).decode(self._legacy, "replace")
        if _first_escaped(block) is None:
            return block
        return "".join(map(self._repaired_line, _AFTER_END.split(block)))

    def _repaired_line(self, line: str) -> str:
        if _first_escaped(line) is None:
            return line
        return _original(line).decode(self._legacy or "ascii", "replace")

    def _choose(self, block: str, line: int) -> None:
        bad = [line for line in _AFTER_END.split(block) if _first_escaped(line) is not None]
        sample = _original("".join(bad)[:_ENOUGH])
        self._legacy = _single_byte(sample)
        if self._legacy == "cp1252":
            return
        if self._legacy is None:
            self._legacy = _guessed(sample)
            self._whole = self._legacy is not None
        read_as = f"read as {self._legacy}, a guess" if self._legacy else "other letters were lost"
        self.doubts.append(
            Unread(f"line {line}", f"the letters are not UTF-8; {read_as}; save the file as “CSV UTF-8”")
        )


def _first_escaped(text: str) -> int | None:
    """Return the place of the first byte that was not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def _original(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _single_byte(sample: bytes) -> str | None:
    for name in _SINGLE_BYTE:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if plausible_western(text):
            return name
    return None


def _guessed(sample: bytes) -> str | None:
    # Costs 70 ms to import, for one file in a thousand.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    return best.encoding if best else None


def _count_ends(text: str) -> int:
    bare = text.count("\r") - text.count("\r\n") if "\r" in text else 0
    return text.count("\n") + bare


def _first_end(text: str) -> int:
    ends = [place for place in (text.find("\n"), text.find("\r")) if place >= 0]
    return min(ends, default=-1)
