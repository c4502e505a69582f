"""Which shape has a measure, on its six axes?"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from phaseout.domain.measure import Duty, RelationTest
from phaseout.domain.obligation import Deliverable, Scope, Unit
from phaseout.domain.part import ComponentTest, PartKind
from phaseout.domain.timeline import State
from phaseout.register.reference import (
    ActRef,
    InstrumentRef,
    ListRef,
    Noun,
    Reference,
    RoleRef,
    ThingRef,
)
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

COUNTRY_TESTS = frozenset(
    {RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD, RelationTest.LAW_OF_COUNTRY}
)
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
    named: tuple[Words, ...] = ()
    relation: RelationTest
    things: Annotated[tuple[ThingRef, ...], AT_LEAST_ONE]
    when: When | None = None
    unaddressed: tuple[
        Literal[
            "rebrand", "affiliate", "component", "leased-premises",
            "service", "software", "chip", "accessory", "drone",
            "video-surveillance", "access-control", "display", "telecommunication", "radio",
        ],
        ...,
    ] = ()  # fmt: skip
    contested: Literal["yes"] | None = None
    """Whether those the relation finds are meant is contested: a question for counsel, never a yes."""
    cite: Cites
    since: Day | None = None
    perhaps_since: Day | None = None
    """Where only a month or a year of the listing is known, its first day; ``since`` is then its last."""
    until: Day | None = None

    @model_validator(mode="after")
    def _is_surely_listed_in_the_end(self) -> Self:
        if self.perhaps_since and (self.since is None or self.since <= self.perhaps_since):
            raise ValueError("'perhaps-since' needs a later 'since', the day from which it is surely listed")
        return self

    @model_validator(mode="after")
    def _is_listed_for_a_while(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"it is listed no more on {self.until}, before its first day {self.since}")
        return self

    @model_validator(mode="after")
    def _names_what_its_test_looks_for(self) -> Self:
        if bool(self.named) is (self.relation is RelationTest.ANY_MAKER):
            raise ValueError("'named' needs at least one, and none where the relation is any-maker")
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


class ListedShape(Shape):
    """All entries of a list, or some."""

    list_: ListRef
    entries: tuple[PlainId, ...] = ()
    cite: Cites


class ListShape(Identified):
    """Parties and things that several measures speak of (``lists/JURISDICTION/NAME.yaml``)."""

    id: ScopedId
    title: TextShape
    jurisdiction: PlainId
    cite: Cites
    entries: Annotated[tuple[CoverageShape, ...], AT_LEAST_ONE]
    notes: tuple[TextShape, ...] = ()


class ComponentShape(Identified):
    """Which parts make the whole a covered thing."""

    id: PlainId
    test: ComponentTest
    parts: Annotated[tuple[PartKind, ...], AT_LEAST_ONE]
    text: TextShape
    cite: Cites
    covers: tuple[PlainId, ...] = ()
    hosts: tuple[ThingRef, ...] = ()
    when: When | None = None
    contested: Literal["yes"] | None = None


def _whole(written: object) -> object:
    if isinstance(written, str) and written.isascii() and written.isdigit():
        return int(written)
    if isinstance(written, int):
        return written
    raise ValueError(f"needs a whole number, not {written!r}")


class TermShape(Shape):
    """So long after something happened."""

    amount: Annotated[int, BeforeValidator(_whole)]
    unit: Unit
    after: TextShape


class StatementShape(Shape):
    """What the document of an obligation has stated."""

    scope: Scope
    about: TextShape
    denies: TextShape
    admits: TextShape | None = None


class ObligationShape(Identified):
    """Something to be delivered."""

    id: PlainId
    deliverable: Deliverable
    text: TextShape
    cite: Cites
    roles: tuple[RoleRef, ...] = ()
    within: TermShape | None = None
    repeats: TermShape | None = None
    since: Day | None = None
    until: Day | None = None
    under: tuple[PlainId, ...] = ()
    artefact: PlainId | None = None
    acts: tuple[ActRef, ...] = ()
    statement: StatementShape | None = None


class CitationShape(Identified):
    """A reference under which the rule stands."""

    id: PlainId
    reference: Words
    nature: Literal["statute", "codified", "deviation", "proposed", "guidance"]
    cite: Cites
    since: Day | None = None
    until: Day | None = None
    note: TextShape | None = None


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
    covers: tuple[PlainId, ...] = ()
    since: Day | None = None
    until: Day | None = None


class MeasureShape(Identified):
    """One operative rule of an instrument (``measures/JURISDICTION/NAME.yaml``)."""

    id: ScopedId
    instrument: InstrumentRef
    title: TextShape
    jurisdiction: PlainId
    nature: Literal[
        "statute", "regulation", "order", "policy", "list", "statement", "decision", "guidance", "proposal",
        "search",
    ]  # fmt: skip
    timeline: Annotated[tuple[StepShape, ...], AT_LEAST_ONE]
    checked: CheckedShape
    covers: tuple[CoverageShape, ...] = ()
    lists: tuple[ListedShape, ...] = ()
    clauses: Annotated[tuple[ClauseShape, ...], AT_LEAST_ONE]
    binds: tuple[BindingShape, ...] = ()
    binds_not: tuple[BindingShape, ...] = ()
    binds_perhaps: tuple[PerhapsShape, ...] = ()
    nobody_known: Literal["yes"] | None = None
    """No party of this register is known to stand in its relation; a case of yes would belie it."""
    exemptions: tuple[ExemptionShape, ...] = ()
    components: tuple[ComponentShape, ...] = ()
    obligations: tuple[ObligationShape, ...] = ()
    citations: tuple[CitationShape, ...] = ()
    waivers: tuple[TextShape, ...] = ()
    notes: tuple[TextShape, ...] = ()

    @model_validator(mode="after")
    def _covers_something(self) -> Self:
        if not self.covers and not self.lists:
            raise ValueError("needs at least one of 'covers' or 'lists'")
        return self
