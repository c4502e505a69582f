"""Which shape have a party and what others hold in it?"""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from phaseout.domain.party import DependencyKind, InterestKind
from phaseout.register.reference import PartyRef
from phaseout.register.schema import Cites, Day, Identified, PlainId, Shape, TextShape, Verbatim, Words

Share = Annotated[float, Field(ge=0, le=1)]
"""A fraction of 1."""


class ShareShape(Shape):
    """How much is held, as far as the sources go."""

    min: Share = 0.0
    max: Share = 1.0

    @model_validator(mode="after")
    def _is_an_interval(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"the share is at least {self.min} and at most {self.max}")
        return self


class TieShape(Shape):
    """What stands between two parties for a while."""

    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(f"it ends on {self.until}, not after it begins on {self.since}")
        return self


class InterestShape(TieShape):
    """What a holder holds in the party in whose file this stands."""

    holder: PartyRef
    kind: InterestKind
    cite: Cites
    share: ShareShape | None = None
    """Absent: nobody says how much."""
    note: Words | None = None


class DependencyShape(TieShape):
    """Whom the party in whose file this stands depends on, which no test of ownership sees."""

    on: PartyRef
    kind: DependencyKind
    cite: Cites
    note: TextShape | None = None


class PartyShape(Identified):
    """A legal person or state body (``parties/ID.yaml``)."""

    id: PlainId
    name: Words
    cite: Cites
    aliases: tuple[Words, ...] = ()
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    kinds: tuple[Literal["maker", "owner", "state-body", "subsidiary", "seller", "unowned"], ...] = ()
    identifiers: tuple[
        Annotated[
            Verbatim,
            StringConstraints(pattern=r"^[a-z0-9-]+:\S"),
        ],
        ...,
    ] = ()
    """``scheme:value``."""
    homonyms: tuple[Words, ...] = ()
    """Names that others bear, or say they do."""
    note: Words | None = None
    interests: tuple[InterestShape, ...] = ()
    dependencies: tuple[DependencyShape, ...] = ()
