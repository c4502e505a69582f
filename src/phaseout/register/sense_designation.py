"""Would a grammar of models claim a designation that is anybody's, by itself?

A letter and a number is what everybody calls a model: C9300 is a switch of one firm as much as a camera of
another. A grammar that catches such a designation must not speak unless the brand is named beside it. Two
letters and a number are let speak where a source was read; what is only remembered is not. A register, or
an overlay of somebody who knows better, answers all the same: this only suggests, and is asked of the check.
"""

from collections.abc import Iterator
from string import ascii_uppercase

from phaseout.domain.cite import LEADS
from phaseout.pattern import Pattern, PatternError
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.schema_brand import ModelShape

_NUMBERS = (
    "120", "240", "540", "1120", "2960", "3110", "4120", "5720", "6325", "7850", "8100", "9300", "57200",
)  # fmt: skip
_ENDINGS = ("", "-24T", "X")
"""What may follow the number: nothing, a part of its own, a letter."""
_ONE_LETTER = tuple(
    f"{letter}{number}{ending}" for letter in ascii_uppercase for number in _NUMBERS for ending in _ENDINGS
)
_TWO_LETTERS = tuple(f"{letter}{one}" for letter in ascii_uppercase for one in _ONE_LETTER)
_LINES = {probes: "\n".join(probes) for probes in (_ONE_LETTER, (*_ONE_LETTER, *_TWO_LETTERS))}
_OF_THE_TEXT = ("\\A", "\\z")
"""What stays tied to the ends of a text where ``^`` and ``$`` are let match at those of its lines."""


def check_designations(files: Files) -> Iterator[Fault]:
    """Yield a fault for each grammar that would speak by itself of a designation that is anybody's."""
    for brand in files.brands:
        for index, model in enumerate(brand.shape.models):
            caught = None if model.beside_brand else _anybodys(model)
            if caught is not None:
                message = f"{model.id!r} catches {caught!r}, which is anybody's: it needs 'beside-brand: yes'"
                yield brand.fault(Level.SENSE, ("models", index, "pattern"), message)


def _anybodys(model: ModelShape) -> str | None:
    """Return a designation of anybody that the grammar catches, None where it catches none.

    All are looked at as the lines of one text first: one by one they take a hundred times as long.
    """
    is_remembered = all(cite.grade in LEADS for cite in model.cite)
    probes = max(_LINES, key=len) if is_remembered else _ONE_LETTER
    try:
        pattern, lines = Pattern(model.pattern), Pattern(f"(?m)(?:{model.pattern})")
    except PatternError:
        return None
    if not any(mark in model.pattern for mark in _OF_THE_TEXT) and not lines.catches(_LINES[probes]):
        return None
    return next((probe for probe in probes if pattern.catches(probe)), None)
