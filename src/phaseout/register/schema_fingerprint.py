"""Which shape have a fingerprint and a block of hardware addresses?"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from phaseout.domain.claim import Dimension, Strength
from phaseout.register.reference import Noun, PartyRef, Reference
from phaseout.register.schema import AT_LEAST_ONE, Cites, Day, Identified, ScopedId, Shape, Verbatim, Words
from phaseout.register.yamlfile import Place

_NAMES = {Dimension.MAKER: Noun.PARTY, Dimension.BRAND: Noun.BRAND, Dimension.KIND: Noun.KIND}
"""The dimensions whose values are entries of the register."""


class ToldShape(Shape):
    """What a match tells of one dimension: a fixed value, or what a named group caught."""

    strength: Strength
    is_: Words | None = None
    group: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] | None = None

    @model_validator(mode="after")
    def _tells_one_thing(self) -> Self:
        if (self.is_ is None) == (self.group is None):
            raise ValueError("give either 'is' or 'group'")
        return self


class FingerprintShape(Identified):
    """A pattern over one trait (``fingerprints/TRAIT.yaml``, a list)."""

    id: ScopedId
    pattern: Verbatim
    tells: Annotated[dict[Dimension, ToldShape], AT_LEAST_ONE]
    cite: Cites
    examples: Annotated[tuple[Verbatim, ...], AT_LEAST_ONE]
    counterexamples: Annotated[tuple[str, ...], AT_LEAST_ONE]
    note: Words | None = None

    @property
    def maker(self) -> str | None:
        """The maker a match speaks for, if it speaks for one."""
        told = self.tells.get(Dimension.MAKER)
        return told.is_ if told else None

    def references(self, place: Place = ()) -> Iterator[Reference]:
        """Yield the cites' sources and the maker, brand and kind that are told."""
        yield from super().references(place)
        for dimension, told in self.tells.items():
            if dimension in _NAMES and told.is_:
                yield Reference((*place, "tells", dimension.value), _NAMES[dimension], told.is_)


class AddressShape(Shape):
    """Blocks of hardware addresses of one registrant (``addresses/*.yaml``, alone or in ``blocks``)."""

    party: PartyRef | None
    """None for a registrant that is kept so that it is not mistaken for another."""
    registrant: Words
    retrieved: Day
    cite: Cites
    prefixes: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}(?:[0-9A-F]|[0-9A-F]{3})?$")], ...],
        AT_LEAST_ONE,
    ]
    boards: Literal["own", "general-purpose"] = "own"
    """``general-purpose``: anybody builds with these interfaces, or they exist in software alone: what
    answers there may be a program that speaks like a maker's equipment."""
    note: Words | None = None
