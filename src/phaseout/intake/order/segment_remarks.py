"""Which elements of a segment that no field takes may be words or a designation?"""

from collections.abc import Iterable, Iterator

_SHORTEST = 5
"""Characters: a shorter ASCII element without a blank is a code."""
MOST_HELD = 2_000
"""Texts that are held of a line or a message until it is told which of them a field took."""


def worded(elements: Iterable[str]) -> Iterator[str]:
    """Yield the elements that are no mere codes."""
    for element in elements:
        said = element.strip()
        if len(said) >= _SHORTEST or " " in said or not said.isascii():
            yield said


def held(remarks: list[str], elements: Iterable[str]) -> None:
    """Add what may be words to the remarks, as far as there is room."""
    if len(remarks) < MOST_HELD:
        remarks.extend(worded(elements))
