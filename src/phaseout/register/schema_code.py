"""Which shape have the codes by which makers build designations?"""

from collections import Counter
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from phaseout.domain.designation import Aspect, Reads
from phaseout.register.reference import PartyRef
from phaseout.register.schema import (
    AT_LEAST_ONE,
    Cites,
    Identified,
    ScopedId,
    Shape,
    TextShape,
    Verbatim,
    Words,
)

Group = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]


class CodeMeaningShape(Shape):
    """What one code stands for, in both languages."""

    code: Verbatim
    en: Words
    fr: Words
    megapixels: Annotated[float, Field(gt=0)] | None = None


class CodePartShape(Shape):
    """A part of a code: the group that catches it, what it speaks of, and its codes."""

    group: Group
    aspect: Aspect
    cite: Cites
    reads: Reads = Reads.WHOLE
    codes: tuple[CodeMeaningShape, ...] = ()
    """None: the part is there, and no source explains it."""
    each: TextShape | None = None
    """What a number means; ``{}`` is its place."""

    @model_validator(mode="after")
    def _means_one_thing(self) -> Self:
        if (self.reads is Reads.NUMBER) != (self.each is not None):
            raise ValueError("a number has 'each', and nothing else has")
        if self.each and any(text.count("{}") != 1 for text in (self.each.en, self.each.fr)):
            raise ValueError("'each' has one {} in both languages")
        twice = [code for code, times in Counter(one.code for one in self.codes).items() if times > 1]
        if twice:
            raise ValueError(f"the code {twice[0]!r} stands twice")
        return self


class CodeExampleShape(Shape):
    """A designation and what it says, in English."""

    designation: Verbatim
    says: Annotated[dict[Aspect, Words], AT_LEAST_ONE]
    """Several codes of one aspect are parted by commas."""


class CodeShape(Identified):
    """How a maker builds the designations of one range (``models/codes/*.yaml``, a list)."""

    id: ScopedId
    maker: PartyRef
    pattern: Verbatim
    parts: Annotated[tuple[CodePartShape, ...], AT_LEAST_ONE]
    cite: Cites
    examples: Annotated[tuple[CodeExampleShape, ...], AT_LEAST_ONE]
    counterexamples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]
    note: Words | None = None
