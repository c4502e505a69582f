"""What did ``probe``, ``collect`` or another program write down, one JSON object a line (contract §3)?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Observation, Reading, Unread
from phaseout.intake.line_blocks import Lines, line_blocks
from phaseout.intake.observation_columns import read_block
from phaseout.intake.observation_line import UTF16, careful_readings
from phaseout.intake.reader import Reader, Sniff, SourceStream

_FIRST_KEY = re.compile(rb'\s*\{\s*"(?:asset|trait|value|at|site|port|segment)"\s*:')
_TRAIT_KEY = re.compile(rb'"trait"\s*:\s*"')
_LINES_TO_BEGIN_IN = 1000
"""A file that has no observation in as many lines is of another kind."""
_FOR_GOOD = 1 << 62
_LINES_AT_ONCE = 256


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise a line that is an object with a trait, by its keys."""
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if _FIRST_KEY.match(line) and _TRAIT_KEY.search(line):
            return Sniff.MINE
    named = name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))
    return Sniff.MAYBE if named and head.lstrip().startswith(b"{") else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Observation lines: one JSON object a line with `trait` and `value`, the format `probe` writes.

    Lines with one `asset` are one asset; a line without `asset` is an asset of its own.
    """
    hope = _LINES_TO_BEGIN_IN
    for first, lines in _blocks(stream):
        block, begin = read_block(first, lines), 0
        for place in (*block.odd, len(lines)):
            if begin < place:
                yield from block.observations[begin:place]
                hope = _FOR_GOOD
            if place == len(lines):
                break
            begin, number = place + 1, first + place
            readings = list(careful_readings(number, lines[place]))
            yield from readings
            hope = _hope(hope, readings)
            if hope == 0 or readings == [UTF16]:
                yield Unread(f"line {number}", "no observation up to here; what follows is not read")
                return


def _blocks(stream: SourceStream) -> Iterator[tuple[int, Lines]]:
    for first, lines in line_blocks(stream.read):
        for begin in range(0, len(lines), _LINES_AT_ONCE):
            yield first + begin, lines[begin : begin + _LINES_AT_ONCE]


def _hope(hope: int, readings: list[Reading]) -> int:
    """Count down the lines that say nothing; a file that said something once is read to its end."""
    if any(isinstance(reading, Observation) for reading in readings):
        return _FOR_GOOD
    return hope - bool(readings) if hope < _FOR_GOOD else hope


READER = Reader(name="observation-lines", sniff=sniff, read=read)
