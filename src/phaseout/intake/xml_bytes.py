"""How do the bytes of an XML or JSON document become UTF-8, whatever they were written in?"""

import codecs
import re
from collections.abc import Iterator

from phaseout.intake.reader import SourceStream

CHUNK = 1 << 18
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9._-]{1,40})["']""")
# Python knows codecs that unpack archives; only these turn bytes into text.
_KNOWN = re.compile(r"(?:iso-?8859-?\d{1,2}|latin-?1|windows-125\d|cp125\d|utf-16(?:le|be)?)", re.I)
_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    *((mark + b"\0", "utf-16-le") for mark in (b"{", b"[")),
    *((b"\0" + mark, "utf-16-be") for mark in (b"{", b"[")),
)


def utf8_chunks(stream: SourceStream) -> Iterator[bytes]:
    """Yield the document in UTF-8, chunk by chunk.

    The bytes go before the declaration: ``nmap -oX - > scan.xml`` in Windows PowerShell writes
    UTF-16 that declares itself UTF-8.
    """
    chunk = stream.read(CHUNK)
    encoding = _encoding(chunk)
    if encoding is None:
        chunk = chunk.removeprefix(codecs.BOM_UTF8)
        while chunk:
            yield chunk
            chunk = stream.read(CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while chunk:
        yield decoder.decode(chunk).encode("utf-8", "replace")
        chunk = stream.read(CHUNK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _encoding(first: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    declared = _DECLARED.match(first)
    name = declared[1].decode("ascii") if declared else ""
    return name if _KNOWN.fullmatch(name) else None
