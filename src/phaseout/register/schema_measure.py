"""Which shape has a measure, on its six axes?"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import model_validator

from phaseout.domain.measure import Duty, RelationTest
from phaseout.domain.timeline import State
from phaseout.register.reference import ActRef, InstrumentRef, Noun, Reference, RoleRef, ThingRef
from phaseout.register.schema import (
    AT_LEAST_ONE,
    Cites,
    Day,
    Identified,
    PlainId,
    ScopedId,
    Shape,
    TextShape,
    When,
    Words,
)
from phaseout.register.yamlfile import Place

COUNTRY_TESTS = frozenset({RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.LAW_OF_COUNTRY})
"""Tests whose named ones are countries and not parties."""
ANY = "any"
"""Every thing, every role."""


class StepShape(Shape):
    """From this day on, this state."""

    on: Day
    state: State
    cite: Cites
    note: TextShape | None = None


class CheckedShape(Shape):
    """How far anyone has looked."""

    through: Day


class BindingShape(Shape):
    """A role that is bound, not bound or perhaps bound."""

    role: RoleRef
    cite: Cites
    why: TextShape | None = None


class PerhapsShape(BindingShape):
    """A role that may be bound: the doubt has to be said."""

    why: TextShape


class CoverageShape(Identified):
    """Which things of which parties, for which purpose."""

    id: PlainId
    named: Annotated[tuple[Words, ...], AT_LEAST_ONE]
    relation: RelationTest
    things: Annotated[tuple[ThingRef, ...], AT_LEAST_ONE]
    when: When | None = None
    unaddressed: tuple[Literal["rebrand", "affiliate"], ...] = ()
    cite: Cites | None = None

    @model_validator(mode="after")
    def _names_countries_for_a_country_test(self) -> Self:
        if self.relation in COUNTRY_TESTS:
            for named in self.named:
                if not re.fullmatch(r"[A-Z]{2}", named):
                    raise ValueError(f"{self.relation.value} names two-letter country codes, not {named!r}")
        return self

    def references(self, place: Place = ()) -> Iterator[Reference]:
        """Yield what is named besides the things: parties, but for tests of a country."""
        yield from super().references(place)
        if self.relation not in COUNTRY_TESTS:
            for index, named in enumerate(self.named):
                yield Reference((*place, "named", index), Noun.PARTY, named)


class ClauseShape(Identified):
    """One operative rule."""

    id: PlainId
    acts: Annotated[tuple[ActRef, ...], AT_LEAST_ONE]
    duty: Duty
    cite: Cites
    text: TextShape
    since: Day | None = None
    when: When | None = None
    covers: tuple[PlainId, ...] = ()
    mitigations: tuple[PlainId, ...] = ()


class ExemptionShape(Identified):
    """What takes a covered thing out again."""

    id: PlainId
    when: When
    cite: Cites
    text: TextShape
    acts: tuple[ActRef, ...] = ()
    until: Day | None = None


class MeasureShape(Identified):
    """One operative rule of an instrument (``measures/JURISDICTION/NAME.yaml``)."""

    id: ScopedId
    instrument: InstrumentRef
    title: TextShape
    jurisdiction: PlainId
    nature: Literal["statute", "regulation", "order", "policy", "list", "statement"]
    timeline: Annotated[tuple[StepShape, ...], AT_LEAST_ONE]
    checked: CheckedShape
    covers: Annotated[tuple[CoverageShape, ...], AT_LEAST_ONE]
    clauses: Annotated[tuple[ClauseShape, ...], AT_LEAST_ONE]
    binds: tuple[BindingShape, ...] = ()
    binds_not: tuple[BindingShape, ...] = ()
    binds_perhaps: tuple[PerhapsShape, ...] = ()
    exemptions: tuple[ExemptionShape, ...] = ()
    notes: tuple[TextShape, ...] = ()
