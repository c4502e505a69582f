"""Which neighbours does the text of `show lldp neighbors detail`, `show cdp …` or `lldpctl` list?"""

import re
from collections.abc import Iterable, Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.switch.announcement import Announcement, Meaning, meaning_of

_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9 ()/_\-]{0,40}?)[ \t]*:(?!:)(?P<value>.*)")
_SEPARATOR = re.compile(r"-{10,}|={10,}|\*{10,}")
_NEXT = re.compile(
    r"LLDP neighbor-information of port|Neighbou?r Information\s*:|LLDP Remote Device Information Detail"
    r"|Interface\s*:.*\bvia\s*:|Device[ -]ID\s*:|Local Port\s+:\s",
    re.I,
)
# "Platform: cisco WS-C2960,  Capabilities: Switch IGMP", "Interface: Gi0/1,  Port ID (outgoing port): eth0"
_SECOND = re.compile(r",\s+(?:Capabilities|Port ID[^:]*)\s*:.*")
_TABLE = re.compile(
    r"Device ID\s+Local Int|Local Interface\s+Parent Interface|LocalPort\s*\|\s*ChassisId", re.I
)
_MOST_LINES = 60


def read_listing(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield the neighbours of a listing in the order they stand there."""
    listing = _Listing()
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        if _TABLE.match(line):
            yield Unread(f"line {number}", "a summary, which tells names only; save the detailed listing")
        yield from listing.take(number, line)
    yield from listing.close()


class _Listing:
    """The neighbour whose lines are being read."""

    def __init__(self) -> None:
        self._block: Announcement | None = None
        self._description: _Description | None = None

    def take(self, number: int, line: str) -> Iterator[Reading]:
        """Take a line, and yield the neighbour that it ends."""
        meaning, value = _understood(line)
        if self._description is not None:
            if self._description.takes(line, meaning):
                return
            self._end_description()
        if _begins_another(line, meaning, self._block):
            yield from self.close()
            self._block = Announcement(f"line {number}")
        if meaning is None or self._block is None:
            return
        if meaning is Meaning.DESCRIPTION:
            self._description = _Description(value, f"line {number}")
        else:
            self._block.put(meaning, line if meaning is Meaning.INVENTORY else value, f"line {number}")

    def close(self) -> Iterator[Reading]:
        """Yield the last neighbour."""
        self._end_description()
        if self._block is not None:
            yield from self._block.readings()

    def _end_description(self) -> None:
        if self._description is not None and self._block is not None:
            self._block.put(Meaning.DESCRIPTION, self._description.text, self._description.place)
        self._description = None


def _begins_another(line: str, meaning: Meaning | None, block: Announcement | None) -> bool:
    """Whether a line ends a neighbour: a rule, a heading, or a second chassis or CDP name."""
    if _SEPARATOR.fullmatch(line) or _NEXT.match(line):
        return True
    if meaning is None or meaning is Meaning.OTHER:
        return False
    if block is None:
        return True
    return meaning is Meaning.CHASSIS and block.has(meaning)


def _understood(line: str) -> tuple[Meaning | None, str]:
    found = _LINE.match(line)
    if found is None:
        return None, ""
    return meaning_of(found["key"].split("(")[0]), _SECOND.sub("", found["value"]).strip()


class _Description:
    """A system description, which may go on for several lines."""

    def __init__(self, first: str, place: str) -> None:
        self._lines = [first] if first else []
        self.place = place

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def takes(self, line: str, meaning: Meaning | None) -> bool:
        """Whether the line goes on with the description."""
        is_end = not line or meaning is not None or _SEPARATOR.fullmatch(line) or _NEXT.match(line)
        # Cisco leaves a blank line before the next heading, never inside
        if is_end or len(self._lines) >= _MOST_LINES:
            return not line and not self._lines
        self._lines.append(line)
        return True
