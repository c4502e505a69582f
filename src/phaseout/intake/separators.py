"""What stands between the cells of a text table?"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 60
"""Lines looked at."""
_STATED = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


def stated_separator(line: str) -> str | None:
    """Return what the ``sep=;`` line of Excel says, None if this is no such line."""
    match = _STATED.match(line)
    return match[1] if match else None


def likely_separators(lines: Sequence[str], *, at_least: float = 0.0) -> list[str]:
    """Return the separators that cut lines into two cells or more, the most regular first.

    ``at_least``: the share of the lines that must have the commonest number of cells.
    """
    rated = [(_regularity(lines[:SAMPLE], mark), -place) for place, mark in enumerate(SEPARATORS)]
    return [
        SEPARATORS[-place] for rate, place in sorted(rated, reverse=True) if rate > 0 and rate >= at_least
    ]


def split_line(line: str, separator: str) -> list[str]:
    """Return the cells of one line taken by itself."""
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=separator), [])
    except csv.Error:
        return [line]


def _regularity(lines: Iterable[str], separator: str) -> float:
    """Return the share of the lines that have the commonest number of cells, 0 if that is one."""
    counts = Counter(len(split_line(line, separator)) for line in lines if line.strip())
    total = counts.total()
    counts.pop(1, None)
    return counts.most_common(1)[0][1] / total if counts else 0.0
