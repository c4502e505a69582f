"""How are bytes cut into lines, many lines at a time?"""

from collections.abc import Callable, Iterator, Sequence

AT_ONCE = 1 << 20
"""Bytes asked for at once."""

Lines = Sequence[bytes | None]
"""Lines without their ends; None for one that is too long."""


def line_blocks(read: Callable[[int], bytes], *, longest: int = 1 << 20) -> Iterator[tuple[int, Lines]]:
    """Yield (number of the first line, from 1, and the lines that follow it).

    Args:
        read: gives up to so many bytes, none at the end. What it raises passes through, after the
            lines before it were yielded.
        longest: bytes; a line over it is None.
    """
    number, rest, skipping = 1, b"", False
    while chunk := read(AT_ONCE):
        *whole, rest = (rest + chunk).split(b"\n")
        if whole:
            yield number, _without_ends(whole, longest, skips_first=skipping)
            number, skipping = number + len(whole), False
        if len(rest) > longest:
            rest, skipping = b"", True
    if rest or skipping:
        yield number, [None if skipping else rest.removesuffix(b"\r")]


def _without_ends(lines: list[bytes], longest: int, *, skips_first: bool) -> Lines:
    if skips_first or max(map(len, lines)) > longest:
        first = None if skips_first or len(lines[0]) > longest else lines[0].removesuffix(b"\r")
        return [first, *(None if len(line) > longest else line.removesuffix(b"\r") for line in lines[1:])]
    return [line.removesuffix(b"\r") for line in lines]
