"""How is written what a thing is known by, if as one writes who hides it?"""

from collections.abc import Iterable, Iterator

from phaseout.domain.claim import Dimension, Identification
from phaseout.domain.invisible import INVISIBLE, OVERRIDE
from phaseout.domain.two_scripts import words_of_two_scripts

TWO_SCRIPTS = (
    "what it is known by is written in letters of two scripts that look alike, "
    "as one writes who hides it: {0}"
)
UNSEEN = (
    "what it is known by is written with signs that nobody sees, as copying leaves them, "
    "or one who hides it: {0}"
)
TURNED = (
    "a sign in the text turns the order of the letters behind it, as no line about goods needs it: "
    "ask what is meant"
)
_SOFT = "\u00ad\u200b\ufeff"
"""Left by word processors and web pages in any text."""
_NAMING = (Dimension.MAKER, Dimension.BRAND, Dimension.MODEL)
_TURNED_TRAITS = ("order.", "inventory.", "label.", "party.")


def is_turned(trait: str, value: str) -> bool:
    """Return whether somebody's text is shown in another order than its letters stand in."""
    return OVERRIDE in value and trait.startswith(_TURNED_TRAITS)


def notes_of_hiding(identification: Identification, seen: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what should be known of how the evidence is written; ``seen``: ids and values of observations."""
    claims = [identification.claim(dimension) for dimension in _NAMING]
    evidence = {one for claim in claims for one in claim.evidence}
    for number, value in seen if evidence else ():
        if value.isascii() and value.isprintable():
            continue
        if number not in evidence:
            continue
        if words := words_of_two_scripts(value):
            yield TWO_SCRIPTS.format(", ".join(words))
        if signs := {one for one in INVISIBLE.findall(value) if one not in _SOFT}:
            yield UNSEEN.format(", ".join(sorted(f"U+{ord(one[0]):04X}" for one in signs)))
