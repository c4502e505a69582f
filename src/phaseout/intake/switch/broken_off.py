"""Was a listing of neighbours cut before its end, as far as it announces one?

`lldpctl` puts a rule behind every neighbour, and switches that explain their letters at the head count
their entries at the foot. What somebody picked out of a listing, without its head, announces no end and
misses none.
"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Unread

_ENDS = (
    (re.compile(rb"^LLDP neighbors:[ \t\r]*$", re.M), re.compile(rb"-{10,}")),
    (re.compile(rb"^Capability codes:[ \t\r]*$", re.M), re.compile(rb"Total entries displayed\b.*", re.I)),
)
"""The line a listing begins with, and its last."""
_MOST_BEHIND = 3
"""Lines that may stand behind the end: a prompt, and what was typed at it."""
_NO_END = "no end mark: the listing was broken off, or the file cut short"
_IN_LAST_LINE = "the file ends inside this line or behind it; it was not read"


def is_broken_off(content: bytes) -> bool:
    """Return whether a listing that announces its end does not reach it."""
    behind = [line.strip() for line in content.rstrip().split(b"\n")[-1 - _MOST_BEHIND :]]
    return any(
        begin.search(content) and not any(end.fullmatch(line) for line in behind) for begin, end in _ENDS
    )


def whole_lines(
    lines: Iterator[tuple[int, str] | Unread], *, is_cut: bool, is_last_whole: bool
) -> Iterator[tuple[int, str] | Unread]:
    """Yield lines, without a last one that the end of the file may have cut: half an address is another's.

    Args:
        lines: of the file.
        is_cut: whether the listing misses its end.
        is_last_whole: whether a line break ends the last line.
    """
    held: tuple[int, str] | Unread | None = None
    last = 0
    for entry in lines:
        if held is not None:
            yield held
        held = entry
        last = entry[0] if not isinstance(entry, Unread) and entry[1] else last
    if held is not None and (is_last_whole or not is_cut or isinstance(held, Unread)):
        yield held
    elif held is not None:
        yield Unread(f"line {last}", _IN_LAST_LINE)
    if is_cut:
        yield Unread(f"line {last}", _NO_END)
