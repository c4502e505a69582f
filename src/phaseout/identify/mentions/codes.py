"""Is a small word of a line no word at all: a part of a code, a unit, the sign for a number?"""

import re
from collections.abc import Sequence

from phaseout.identify.mentions.reading import Span

_LONGEST = 2
"""Letters of a word that may belong to a code to which a hyphen or a stroke binds it."""
_NUMBER_SIGN = re.compile(r"no\.|no\s\d|(?<=\d\s)no\b|(?<=\d)no\b")
_GLUED_BEFORE = re.compile(r"\w[-/]$")
_GLUED_BEHIND = re.compile(r"[-/]\w")
_HYPHEN_BEFORE = re.compile(r"\w-$")
_HYPHEN_BEHIND = re.compile(r"-\w")
_MEASURED = re.compile(r"\d\s?$")
_UNITS = frozenset("vw")


def is_number_sign(folded: str, start: int) -> bool:
    """Return whether *no* stands there as people write number: 20 no. cameras, order no 4471."""
    return _NUMBER_SIGN.match(folded, start) is not None


def is_part_of_code(folded: str, word: Span, names: Sequence[Span]) -> bool:
    """Return whether a word of a letter or two belongs to a code or a measure: *MW3232-V*, *12 V*.

    Bound to one of the ``names`` it is a word all the same: *w/Hikvision*.
    """
    start, end = word
    if end - start > _LONGEST or not folded[start:end].isascii():
        return False
    if folded[start:end] in _UNITS and _MEASURED.search(folded, max(0, start - 2), start):
        return True
    edges = {edge for name in names for edge in name}
    is_bound_before = _GLUED_BEFORE.search(folded, max(0, start - 2), start) and start - 1 not in edges
    is_bound_behind = _GLUED_BEHIND.match(folded, end) and end + 1 not in edges
    return bool(is_bound_before or is_bound_behind)


def is_bound_by_hyphen(folded: str, word: Span) -> bool:
    """Return whether a hyphen binds a word of a letter or two to what stands before or behind: *3502-AL*."""
    start, end = word
    if end - start > _LONGEST or not folded[start:end].isascii():
        return False
    return _HYPHEN_BEFORE.search(folded, max(0, start - 2), start) is not None or (
        _HYPHEN_BEHIND.match(folded, end) is not None
    )
