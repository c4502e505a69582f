"""How do the bytes a device sent become text?"""

import re

_BREAKS = str.maketrans("\r\n", "  ")
# Anything a terminal banner may hold; bytes above 0x7f may be any encoding's letters.
_READABLE = re.compile(rb"[\t\n\r\x1b\x20-\x7e\x80-\xff]+")


def text_of(content: bytes) -> str:
    """Return what was sent as text: UTF-8, else the Chinese encoding, else byte by byte."""
    content = content.strip(b"\x00\r\n\t ")
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def line_of(content: bytes) -> str:
    """Return a header value or a greeting as one line: UTF-8, else byte by byte."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.translate(_BREAKS).strip("\x00 \t")


def verbatim(content: bytes) -> str:
    """Return a binary answer with one character per byte, up to the zeroes that fill its end."""
    return content.rstrip(b"\x00").decode("latin-1")


def is_readable(content: bytes) -> bool:
    """Whether a message looks like text and not like a binary protocol."""
    return _READABLE.fullmatch(content) is not None
