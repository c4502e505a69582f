"""Where do the clauses of a text and the members of its lists begin and end?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from phaseout.domain.phrase import HAN
from phaseout.identify.mentions.reading import Span

_MAY_END = re.compile(r"[;!?|\r\n。]|\.(?=\s|$)")
_END = re.compile(r"[;!?|\r\n。]|(?P<before>\S+)(?P<stop>\.)(?=\s|$)")
_LONGEST_SHORTENED = 5
"""Letters before a full stop that is more likely a shortened word's: incl., excl., qty."""
_PART = re.compile(r"[,、]|\s-\s")
_HAN = re.compile(rf"[{HAN}]")
_WORD = re.compile(rf"[^\W_{HAN}]+")
HAN_IN_A_WORD = 2


@lru_cache(maxsize=16)
def clauses(folded: str) -> tuple[Span, ...]:
    """Return the clauses of a folded text; together they are all of it; a text is asked about often."""
    if _MAY_END.search(folded) is None:
        return ((0, len(folded)),)
    found: list[Span] = []
    start = 0
    for match in _END.finditer(folded):
        if match["stop"] and not _ends_sentence(match["before"]):
            continue
        found.append((start, match.end()))
        start = match.end()
    if start < len(folded) or not found:
        found.append((start, len(folded)))
    return tuple(found)


def clause_of(span: Span, found: Sequence[Span]) -> Span:
    """Return the clause in which a span begins."""
    return next((one for one in reversed(found) if one[0] <= span[0]), found[0])


def parts(folded: str) -> list[str]:
    """Return what commas and dashes part."""
    return _PART.split(folded)


def words_in(folded: str) -> int:
    """Count the words; two Chinese characters are one."""
    return len(_WORD.findall(folded)) + -(-len(_HAN.findall(folded)) // HAN_IN_A_WORD)


def _ends_sentence(before: str) -> bool:
    return len(before) > _LONGEST_SHORTENED or any(char.isdigit() or char in ")\"'" for char in before)
