"""Which shape has what is known of how the names of firms are written?"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from phaseout.domain.naming import WordSort
from phaseout.register.schema import AT_LEAST_ONE, Cites, Identified, PlainId, Shape, Words

_Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
_Spellings = Annotated[tuple[Words, ...], AT_LEAST_ONE]
_Count = Annotated[int, Field(ge=1)]


class FormShape(Identified):
    """A legal form, or several that are not told apart (``naming/legal-forms.yaml``)."""

    id: PlainId
    spellings: _Spellings
    countries: tuple[_Country, ...] = ()
    """The only ones that know it."""
    apart: Literal["yes"] | None = None
    """Whether no translation writes another form for it."""
    cite: Cites


class NameWordShape(Identified):
    """One word of names in the spellings and languages it comes in (``naming/name-words.yaml``)."""

    id: PlainId
    sort: WordSort
    words: _Spellings
    country: _Country | None = None
    cite: Cites


class CountShape(Shape):
    """Words that equally many of the names bear."""

    count: _Count
    words: _Spellings


class WordCountsShape(Identified):
    """How many of a list of names bear each word (``naming/word-counts.yaml``)."""

    id: PlainId
    names: _Count
    counts: Annotated[tuple[CountShape, ...], AT_LEAST_ONE]
    cite: Cites
