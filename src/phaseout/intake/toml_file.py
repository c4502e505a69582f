"""What does a TOML file that a person wrote hold, and on which line does a fault of it stand?"""

import codecs
import re
import tomllib
from pathlib import Path

from phaseout.domain.problem import UsageError
from phaseout.intake.toml_values import Table

LARGEST = 16_000_000
"""Bytes. A file of this size takes some ten seconds to read; what is larger was hardly written by people."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")
_PLACE = re.compile(
    r"(?:\[\[(?P<list>[\w-]+)\]\] number (?P<number>\d+)|\[(?P<table>\w+)\]|(?P<plain>organisation)\.)?"
    r"(?:(?:^|: |\.|(?<=\.))(?P<key>[\w-]+))?"
)
_UNKNOWN = re.compile(r" has '([^']*)'; known")
_QUOTED = re.compile(r"'([^']+)'")
_TWICE = ("Cannot overwrite", "Cannot declare")


class TomlFile:
    """A file as it was read: its bytes, what it says, and where each fault stands."""

    def __init__(self, path: Path, what: str, page: str, *, content: bytes | None = None) -> None:
        """Read a file.

        Args:
            path: the file: UTF-8, or UTF-16 with its mark, as some editors write it.
            what: it is called in a diagnosis.
            page: of the documentation.
            content: what it holds, where that is at hand already; then ``path`` is only its name.

        Raises:
            UsageError: it is not there, too large or not TOML.
        """
        self._path = path
        try:
            self.content = content if content is not None else _read(path)
            if len(self.content) > LARGEST:
                raise UsageError(
                    f"{what} is larger than {LARGEST // 1_000_000} MB",
                    where=str(path),
                    remedy="is it the right file? If so, give it in parts",
                )
            encoding = "utf-16" if self.content.startswith(_UTF_16) else "utf-8-sig"
            text = self.content.decode(encoding)
            self.data: Table = tomllib.loads(text)
        except (OSError, ValueError, RecursionError) as error:
            raise UsageError(
                f"{what} cannot be read: {_said(error)}", where=str(path), remedy=f"see {page}"
            ) from error
        self._lines = text.splitlines()

    def located(self, fault: str) -> str:
        """Return a fault with the file and line in front, as far as its place can be told."""
        line = self._line(fault)
        return f"{self._path}:{line}: {fault}" if line else fault

    def _line(self, fault: str) -> int | None:
        """Return the line, from 1, of the word, else of the key, else of the table that a fault names."""
        place = _PLACE.match(fault)
        table = place and (place["list"] or place["table"] or place["plain"])
        start = self._table(table, int(place["number"] or 1)) if place and table else 0
        if start is None:
            return None
        unknown = _UNKNOWN.search(fault)
        key = unknown[1] if unknown else place and place["key"]
        at_key = self._key(key, start) if key else None
        if at_key is None:
            return start or None
        quoted = None if unknown else _QUOTED.search(fault)
        return self._word(quoted[1], at_key) if quoted else at_key

    def _table(self, name: str, number: int) -> int | None:
        for index, line in enumerate(self._lines, 1):
            header = _HEADER.match(line)
            if header and header[2] == name:
                number -= 1
                if not number:
                    return index
        return None

    def _key(self, key: str, start: int) -> int | None:
        for index, line in enumerate(self._lines[start:], start + 1):
            if _HEADER.match(line):
                return index if not start and _HEADER.match(line)[2] == key else None  # type: ignore[index]
            if (found := _KEY.match(line)) and found[1] == key:
                return index
        return None

    def _word(self, word: str, at_key: int) -> int:
        """Return the line of a word in a list that may go over several lines."""
        for index, line in enumerate(self._lines[at_key - 1 :], at_key):
            if index > at_key and (_HEADER.match(line) or _KEY.match(line)):
                break
            if f'"{word}"' in line or f"'{word}'" in line:
                return index
        return at_key


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _said(error: Exception) -> str:
    """Return why a file cannot be read, in the words of whoever wrote it."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    said = str(error)
    return f"a key or a table stands twice: {said}" if said.startswith(_TWICE) else said
