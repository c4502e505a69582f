"""Which neighbours does RouterOS list (`/ip neighbor print detail`)?"""

import re
from collections.abc import Iterable, Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.switch.announcement import Announcement, Meaning

FIRST = re.compile(r"\d{1,5}\s+(?:;;;.*|[A-Z]\s+)?interface=\S")
"""The first line of an entry, without the blanks in front."""
_PAIR = re.compile(
    r'(?P<key>[a-z][a-z0-9-]{0,40})=(?:"(?P<quoted>(?:[^"\\]|\\.){0,4000})"|(?P<plain>\S{0,400}))'
)
_MEANINGS = {
    "mac-address": Meaning.CHASSIS,
    "identity": Meaning.NAME,
    "address": Meaning.ADDRESS,
    "address4": Meaning.ADDRESS,
    "address6": Meaning.ADDRESS,
    "platform": Meaning.DESCRIPTION,
    "board": Meaning.DESCRIPTION,
    "system-description": Meaning.DESCRIPTION,
    "version": Meaning.DESCRIPTION,
}
_MOST_LINES = 60


def read_mikrotik(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield each numbered entry, whose pairs go on over several lines."""
    held: list[str] = []
    start = 0
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        if FIRST.match(line):
            yield from _entry(held, start)
            held, start = [line], number
        elif held and len(held) < _MOST_LINES:
            held.append(line)
    yield from _entry(held, start)


def _entry(held: list[str], start: int) -> Iterator[Reading]:
    block = Announcement(f"line {start}")
    for pair in _PAIR.finditer(" ".join(held)):
        if (meaning := _MEANINGS.get(pair["key"])) is not None:
            block.put(meaning, pair["quoted"] or pair["plain"] or "", f"line {start}")
    yield from block.readings()
