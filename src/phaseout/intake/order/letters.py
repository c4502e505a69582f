"""Which characters do the bytes of a segment stand for?"""

from types import MappingProxyType

_UTF_8 = "UTF-8"
_WINDOWS = "Windows-1252"
CHARACTER_SETS = MappingProxyType(
    {
        "UNOA": "ascii",
        "UNOB": "ascii",
        "UNOC": "iso8859-1",
        "UNOD": "iso8859-2",
        "UNOE": "iso8859-5",
        "UNOF": "iso8859-7",
        "UNOG": "iso8859-3",
        "UNOH": "iso8859-4",
        "UNOI": "iso8859-6",
        "UNOJ": "iso8859-8",
        "UNOK": "iso8859-9",
        "UNOL": "iso8859-15",
        "UNOW": "utf-8",
        "UNOX": "iso2022_jp_2",
        "UNOY": "utf-8",
    }
)
"""Syntax identifiers of UNB (data element 0001, ISO 9735) and the codecs of Python that read them."""


class Letters:
    """Decodes segments; where they are not in the set they should be in, ``doubt`` says so, once."""

    def __init__(self, declared: str = _UTF_8, codec: str = "utf-8") -> None:
        self.doubt = ""
        """Taken away by whoever reads the segments."""
        self._declared = declared
        self._codec = codec
        self._has_doubted = False

    def text(self, raw: bytes) -> str:
        """Return the text of some bytes; a letter nobody can read becomes U+FFFD."""
        if raw.isascii() and (b"\x1b" not in raw or self._codec != "iso2022_jp_2"):
            return raw.decode("ascii")
        # Programs write UTF-8 under any name, and text in another set is hardly ever UTF-8 by chance.
        try:
            said = raw.decode("utf-8" if raw.count(b"\x1b") == 0 else self._codec)
        except UnicodeDecodeError:
            return self._otherwise(raw)
        if self._codec not in {"utf-8", "iso2022_jp_2"}:
            self._wonder(_UTF_8)
        return said

    def _otherwise(self, raw: bytes) -> str:
        if self._codec in {"ascii", "utf-8", "iso2022_jp_2"}:
            self._wonder(_WINDOWS)
            return raw.decode("cp1252", "replace")
        return raw.decode(self._codec, "replace")

    def _wonder(self, read_as: str) -> None:
        if not self._has_doubted:
            self.doubt = f"the letters are not those of {self._declared}; read as {read_as}"
        self._has_doubted = True
