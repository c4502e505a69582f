"""Which shape have a brand, its makers and its models?"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from phaseout.domain.claim import Strength
from phaseout.domain.party import BrandRelation
from phaseout.register.reference import BrandRef, KindRef, PartyRef
from phaseout.register.schema import Cites, Identified, PlainId, ScopedId, Shape, Verbatim, Words

_STRENGTH = {"verified": Strength.STRONG, "likely": Strength.SUPPORTING, "weak": Strength.HINT}


def _spelt(word: str) -> str:
    if word != word.lower() or word != " ".join(word.split()) or not word:
        raise ValueError(f"a word is written in lower case with single blanks, not {word!r}")
    return word


class BrandMakerShape(Shape):
    """One maker behind a brand."""

    maker: PartyRef
    relation: BrandRelation
    scope: Literal["all", "most", "some", "legacy"]
    status: Literal["current", "former", "mixed", "legacy", "unknown"]
    confidence: Literal["confirmed", "likely", "weak"]
    cite: Cites
    note: Words | None = None


class ModelShape(Identified):
    """A grammar of model designations."""

    id: ScopedId
    pattern: Verbatim
    confidence: Literal["verified", "likely", "weak"]
    cite: Cites
    kind: KindRef | None = None
    maker: PartyRef | None = None
    beside_brand: Literal["yes"] | None = None
    """Whether a match says nothing unless the brand is named beside it."""
    examples: tuple[Verbatim, ...] = ()
    counterexamples: tuple[Verbatim, ...] = ()
    note: Words | None = None

    @property
    def strength(self) -> Strength:
        """What a match weighs; a pattern that was only remembered never flags."""
        return _STRENGTH[self.confidence]


class AmbiguousShape(Shape):
    """A designation that several brands use, exactly as written (``models/ambiguous.yaml``, a list)."""

    model: Words
    brands: Annotated[tuple[BrandRef, ...], Field(min_length=2)]
    cite: Cites | None = None
    note: Words | None = None


class BrandShape(Identified):
    """A name on the box (``brands/ID.yaml``)."""

    id: PlainId
    name: Words
    makers: tuple[BrandMakerShape, ...]
    words: tuple[Annotated[str, AfterValidator(_spelt)], ...]
    aliases: tuple[Words, ...] = ()
    range_of: BrandRef | None = None
    """The brand whose name stands on the box, where this is a range of it that another maker may build."""
    note: Words | None = None
    models: tuple[ModelShape, ...] = ()
