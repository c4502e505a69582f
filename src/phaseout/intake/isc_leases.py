"""Which leases did ISC dhcpd give?"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.lease import Lease

BLOCK = re.compile(r"(?P<kind>lease|iaaddr|host) (?P<name>[^\s{]+) \{")
"""The line that opens a block worth reading."""
_HARDWARE = re.compile(r"hardware ethernet ([^\s;]+);")
_FIXED = re.compile(r"fixed-address ([^\s;,]+)[;,]")
_HOSTNAME = re.compile(r'client-hostname "((?:[^"\\]|\\.)*)";')
_VENDOR_CLASS = re.compile(r'(?:set |option )?vendor-class-identifier =? ?"((?:[^"\\]|\\.)*)";')
_STATE = re.compile(r"(?<!next )(?<!rewind )binding state (\w+);")
_STARTS = re.compile(r"(?:starts|cltt) \d (\d{4})/(\d\d)/(\d\d) (\d\d):(\d\d):(\d\d);")
_STARTS_EPOCH = re.compile(r"(?:starts|cltt) epoch (\d{1,11});")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_BRACE = re.compile(r"[{}]")
_MOST_LINES = 1000


def read_isc(lines: Iterable[tuple[int, str] | Unread]) -> Iterator[Reading]:
    """Yield what each ``lease``, ``iaaddr`` and ``host`` block says.

    The file is a journal: a lease stands in it once per change, and each of them was seen.
    """
    block: _Block | None = None
    around: list[int] = []  # lines that opened a group or a subnet
    for entry in lines:
        if isinstance(entry, Unread):
            yield entry
            continue
        number, line = entry
        start = BLOCK.match(line)
        if start:
            if block is not None:
                yield Unread(f"line {block.line}", f"{block.name} has no end before line {number}")
            block, line = _Block(number, start), line[start.end() :].strip()
        if block is None:
            _follow(around, number, line)
        elif block.is_ended_by(line):
            yield from block.lease().readings()
            del around[len(around) - min(block.closes_around, len(around)) :]
            block = None
    if block is not None:
        yield Unread(f"line {block.line}", f"the file ends inside {block.name}")
    elif around:
        yield Unread(f"line {around[-1]}", "the file ends inside this block")


def _follow(around: list[int], number: int, line: str) -> None:
    """Enter what a line opens around the hosts, and take out what it closes."""
    for brace in _BRACE.findall(_QUOTED.sub("", line).partition("#")[0]):
        if brace == "{":
            around.append(number)
        elif around:
            around.pop()


class _Block:
    """Statements between the braces of one lease or host."""

    def __init__(self, line: int, start: re.Match[str]) -> None:
        self.line = line
        self.name = f"{start['kind']} {start['name'][:60]}"
        self._start = start
        self._depth = 1
        self._statements: list[str] = []

    def is_ended_by(self, line: str) -> bool:
        """Take a line and return whether it ends the block."""
        if len(self._statements) < _MOST_LINES:
            self._statements.append(line)
        bare = _QUOTED.sub("", line)  # a client id may hold braces
        self._depth += bare.count("{") - bare.count("}")
        return self._depth <= 0

    @property
    def closes_around(self) -> int:
        """How many braces of what stands around it the last line closes too."""
        return max(0, -self._depth)

    def lease(self) -> Lease:
        """Return what the statements say."""
        body = "\n".join(self._statements)
        is_host = self._start["kind"] == "host"
        return Lease(
            locator=f"line {self.line}",
            ip=_first(_FIXED, body) if is_host else self._start["name"],
            mac=_first(_HARDWARE, body),
            hostname=_unescaped(_first(_HOSTNAME, body)),
            vendor_class=_unescaped(_first(_VENDOR_CLASS, body)),
            at=_given(body),
            is_current=_first(_STATE, body) in {None, "active"},
        )


def _first(pattern: re.Pattern[str], body: str) -> str | None:
    found = pattern.search(body)
    return found[1] if found else None


def _given(body: str) -> str | None:
    """``starts 4 2026/11/19 14:02:11;`` is UTC: the server writes local time only as ``epoch``."""
    try:
        if found := _STARTS.search(body):
            year, month, day, hour, minute, second = map(int, found.groups())
            given = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            return given.strftime("%Y-%m-%dT%H:%M:%SZ")
        if found := _STARTS_EPOCH.search(body):
            return datetime.fromtimestamp(int(found[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _unescaped(text: str | None) -> str | None:
    r"""Turn ``\303\251`` of the server into the character it stands for."""
    if text is None or "\\" not in text:
        return text
    octets = _ESCAPE.sub(lambda found: chr(int(found[1], 8) & 255) if len(found[1]) == 3 else found[1], text)  # noqa: PLR2004
    return octets.encode("latin-1", "replace").decode("utf-8", "replace")
