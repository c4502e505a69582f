"""Does a listing that announces its own end reach it?"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from phaseout.domain.observation import Unread

_BROKEN_OFF = "no end mark: the scan was broken off, or the file cut short"


class Marks(NamedTuple):
    """The remarks with which a listing begins and ends, as its lines hold them."""

    begin: re.Pattern[str]
    end: re.Pattern[str]


class Line(NamedTuple):
    """A line of a listing."""

    number: int
    text: str
    may_be_cut: bool = False
    """Whether it is the last one before an end that is missing."""


def marked_lines(entries: Iterable[tuple[int, str] | Unread], marks: Marks) -> Iterator[Line | Unread]:
    """Yield the lines that hold something, and an Unread where the end of a listing is missing.

    A file may hold several listings. What somebody picked out of one, without the line it begins with,
    announces no end and misses none.
    """
    is_open, held = False, None
    for entry in entries:
        if isinstance(entry, Unread):
            if held is not None:
                yield held
            held = None
            yield entry
            continue
        number, text = entry
        if not text:
            continue
        begins = marks.begin.match(text) is not None
        if held is not None:
            yield from _broken_off(held) if is_open and begins else (held,)
        is_open = begins or (is_open and marks.end.match(text) is None)
        held = Line(number, text)
    if held is not None:
        yield from _broken_off(held) if is_open else (held,)


def _broken_off(last: Line) -> tuple[Line, Unread]:
    return last._replace(may_be_cut=True), Unread(f"line {last.number}", _BROKEN_OFF)
