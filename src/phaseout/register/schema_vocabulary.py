"""Which shape have the words of the register?"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from phaseout.domain.dates import Moment
from phaseout.domain.facts import MANIFOLD
from phaseout.domain.purchase import BuyersAct
from phaseout.register.schema import Identified, PlainId, ScopedId, TextShape, Words


class NamedShape(Identified):
    """A word with its name in English and French."""

    id: ScopedId
    en: Words
    fr: Words
    note: TextShape | None = None


class KindShape(NamedShape):
    """A kind of asset and the things of the law it is (``vocabulary/kinds.yaml``)."""

    things: tuple[PlainId, ...]
    goods: Literal["yes"] | None = None
    """Whether it is something one can touch and never a service or software."""


class AspectShape(Identified):
    """One of the matters that a fact gathers: what it is called, and how it alone is asked for."""

    id: PlainId
    name: TextShape
    question: TextShape
    asked_of: Annotated[TextShape | None, Field(alias="asked_of")] = None
    """Who usually knows, where it is somebody else than for the fact's other matters."""


class FactShape(Identified):
    """A fact a person can be asked for (``vocabulary/facts.yaml``)."""

    id: Annotated[PlainId, Field(alias="fact")]
    question: TextShape
    asked_of: Annotated[TextShape, Field(alias="asked_of")]
    aspects: tuple[AspectShape, ...] = ()
    """Of a fact that gathers several matters: each, so that only what is waited for is asked."""


class RoleShape(NamedShape):
    """Who somebody may be (``vocabulary/roles.yaml``)."""


class ActShape(NamedShape):
    """What somebody may do (``vocabulary/acts.yaml``)."""

    moment: Moment | None = None
    """When in the life of a thing it is done to it; left out of acts that are not done to a thing one has."""
    buyer: BuyersAct | None = None
    """When it stands before somebody who buys; left out of acts that are no buyer's."""


class ValueShape(NamedShape):
    """A value of a fact (``vocabulary/purposes.yaml``, ``vocabulary/items.yaml``)."""

    fact: Literal["purpose", "class", "network", "funding", "owner", "operator", "component", "order", "item"]
    aspect: PlainId | None = None
    """What the word speaks of, of a fact that gathers several matters: of the others it says nothing."""

    @model_validator(mode="after")
    def _has_an_aspect_where_needed(self) -> Self:
        if (self.aspect is not None) != (self.fact in MANIFOLD):
            need = "needs an aspect" if self.fact in MANIFOLD else "has no aspect"
            raise ValueError(f"a word of {self.fact!r} {need}")
        return self
