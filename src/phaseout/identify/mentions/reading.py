"""What does a line of text say: what it names, whether that is bought, and what the article is?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from phaseout.domain.claim import Dimension, Strength
from phaseout.domain.part import PartKind
from phaseout.domain.wording import Stance, Task


class Written(StrEnum):
    """How a name or designation is written, compared with how the register has it."""

    AS_IS = "as-is"
    SEPARATORS_FORGIVEN = "separators-forgiven"
    ONE_LETTER_OFF = "one-letter-off"
    DISGUISED = "disguised"
    """Figures or other letters stand for its own, which they look like, or it is in two pieces."""


class Bearing(StrEnum):
    """What a line means for a maker or brand."""

    BOUGHT = "bought"
    ASKED = "asked"
    """It is named beside what is bought, or as what goes: somebody has to be asked."""
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name or designation in a text."""

    start: int
    end: int
    """Characters of the text, half open."""
    rule: str
    """Id of the brand, the model pattern or the wording by which it was found."""
    dimension: Dimension
    """``brand`` for a name, ``model`` for a designation."""
    value: str
    """Id of the brand, or the designation as it stands in the text."""
    brand: str
    makers: tuple[tuple[str, Strength], ...]
    """Who makes it, and how surely the mention alone says so."""
    kind: str | None
    """Kind of equipment that the designation speaks of."""
    written: Written
    stance: Stance
    cue: str | None = None
    """Id of the cue that gave the stance; None where nothing spoke against its being bought."""
    part: PartKind | None = None
    """What it is inside the thing that is bought, where it is only a part of that."""
    is_backed: bool = False
    """Whether something else in the text says that a thing is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the line buys, as far as it says so."""

    start: int
    end: int
    rule: str
    kind: str
    """A kind of the register's vocabulary."""
    task: Task | None
    """Which service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one text, in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    article: Article | None = None

    def bearing(self, party_or_brand: str) -> Bearing:
        """Say whether something of a maker or brand is bought, has to be asked about, or is not bought."""
        stances = [mention.stance for mention in self.mentions if speaks_of(mention, party_or_brand)]
        if Stance.BOUGHT in stances:
            return Bearing.BOUGHT
        return Bearing.NOT if set(stances) <= {Stance.EXCLUDED} else Bearing.ASKED


def speaks_of(mention: Mention, party_or_brand: str) -> bool:
    """Return whether a mention is of a brand, or of a maker beyond a hint."""
    return mention.brand == party_or_brand or any(
        maker == party_or_brand and strength is not Strength.HINT for maker, strength in mention.makers
    )


CODE = re.compile(
    r"\b(?!x\d|v\d|\d+\w?\b)(?=[a-z0-9-]*\d)(?:[a-z]{1,8}-?\d{2}[a-z0-9-]*[a-z0-9]|(?=[a-z0-9-]*[a-z]{2})[a-z0-9][a-z0-9-]{4,})\b"
)
"""What looks like somebody's designation, in a folded text: letters and digits."""
NOTHING = Reading()
"""What a text says that names nothing; one object for all of them."""

Span = tuple[int, int]
"""(first character, behind the last)."""


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)
