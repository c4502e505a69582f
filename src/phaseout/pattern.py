"""Which texts does a pattern of the register match, in time that grows with the text alone?

A pattern may come from anybody's overlay and meets whatever equipment sends, so it is matched by RE2, which
never backtracks. Its ``\\w``, ``\\d``, ``\\s`` and ``\\b`` know ASCII alone, capitals are not told from small
letters, and ``$`` is the end of the text, before or after a last line break.
"""

import re
from collections.abc import Iterable

import re2

_GROUP_NAME = re.compile(r"\(\?P?<\w+>")
_MEMORY = 64 << 20
"""Bytes for one pattern; one that joins hundreds needs more than RE2's own 8 MiB."""


class PatternError(ValueError):
    """The pattern cannot be compiled; the message says why."""


class Captured:
    """A match."""

    __slots__ = ("_match",)

    def __init__(self, match: "re2._Match[bytes]") -> None:
        self._match = match

    def __getitem__(self, group: str | int) -> str | None:
        """Return what a group holds, None where it took no part."""
        held = self._match[group]
        return None if held is None else held.decode("utf-8", "replace")

    def span(self, group: str) -> tuple[int, int] | None:
        """Return from which to which character of the text a group reaches, None where it took no part."""
        held = self[group]
        if held is None:
            return None
        start = self._match.start(self._match.re.groupindex[group])
        before = len(self._match.string[:start].decode("utf-8", "replace"))
        return before, before + len(held)


class Pattern:
    """A compiled pattern. It is looked for anywhere in a text."""

    __slots__ = ("_compiled", "count", "groups")

    def __init__(self, written: str) -> None:
        try:
            self._compiled = re2.compile(written, _options())
        except re2.error as error:
            raise PatternError(_said(error)) from None
        self.groups: frozenset[str] = frozenset(self._compiled.groupindex)
        """The names of its groups."""
        self.count: int = self._compiled.groups
        """How many groups it has."""

    def catches(self, text: str) -> bool:
        """Return whether the pattern matches somewhere in the text."""
        return self._compiled.search(_whole(text)) is not None

    def found(self, text: str) -> Captured | None:
        """Return where the pattern first matches, None where it does not."""
        match = self._compiled.search(_whole(text))
        return None if match is None else Captured(match)

    def pieces(self, text: bytes) -> list[bytes]:
        """Return what the pattern matches of a text in UTF-8, one match behind the other."""
        found: list[bytes] = self._compiled.findall(text)
        return found

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the pattern matches a text of ASCII: first character, behind the last."""
        return [match.span() for match in self._compiled.finditer(_whole(text))]


class Patterns:
    """Many patterns, all asked at once of a text: in the time of one, where they are short."""

    __slots__ = ("_all",)

    def __init__(self, written: Iterable[str]) -> None:
        self._all = re2.Set.SearchSet(_options())
        for pattern in written:
            try:
                self._all.Add(pattern)
            except re2.error as error:
                raise PatternError(_said(error)) from None
        self._all.Compile()

    def catching(self, text: str) -> frozenset[int]:
        """Return the numbers, from 0, of the patterns that match somewhere in the text."""
        return frozenset(self._all.Match(_whole(text)) or ())


def any_of(patterns: Iterable[str]) -> Pattern:
    """Return a pattern that catches what one of these does; it has no groups."""
    return Pattern("|".join(f"(?:{_GROUP_NAME.sub('(?:', pattern)})" for pattern in patterns))


def _options() -> "re2.Options":
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False  # to standard error; the exception says it
    options.max_mem = _MEMORY
    return options


def _whole(text: str) -> bytes:
    """Return the text without its last line break, and half characters (``\\ud83d``) as question marks.

    Bytes, since RE2's binding takes three times as long for text: it counts characters.
    """
    return text.removesuffix("\n").encode("utf-8", "replace")


def _said(error: Exception) -> str:
    """Return RE2's words; its binding hands them over as bytes."""
    why = error.args[0] if error.args else error
    return why.decode("utf-8", "replace") if isinstance(why, bytes) else str(why)
