"""Which shape has a case: given, as of, expect?"""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, StringConstraints, model_validator

from phaseout.domain.determination import Lever, Outcome
from phaseout.domain.facts import DATE_FACTS, FACTS, UNKNOWN_PARTY
from phaseout.domain.measure import Duty
from phaseout.domain.part import Part, PartKind
from phaseout.register.condition import parse_day
from phaseout.register.reference import (
    ActRef,
    BrandRef,
    FactRef,
    KindRef,
    MeasureRef,
    PartyRef,
    Reference,
    RoleRef,
    fact_values,
)
from phaseout.register.schema import Day, PlainId, Shape, Words
from phaseout.register.yamlfile import Place


def as_list(written: object) -> object:
    """Return one value as a list of it."""
    return written if isinstance(written, list) else [written]


Facts = Annotated[tuple[Words, ...], BeforeValidator(as_list)]
"""One value or a list of values."""


class PartShape(Shape):
    """Something inside or behind the thing."""

    part: PartKind
    maker: Annotated[tuple[PartyRef, ...], BeforeValidator(as_list)] = ()
    brand: Annotated[tuple[BrandRef, ...], BeforeValidator(as_list)] = ()
    kind: Annotated[tuple[KindRef, ...], BeforeValidator(as_list)] = ()

    @property
    def as_part(self) -> Part:
        """The part as a determination sees it."""
        return Part(
            kind=self.part,
            makers=tuple(map(str, self.maker)),
            brands=tuple(map(str, self.brand)),
            kinds=tuple(map(str, self.kind)),
        )


class GivenShape(Shape):
    """What is known; a fact that is not given is unknown."""

    roles: tuple[RoleRef, ...] = ()
    parts: tuple[PartShape, ...] = ()
    order: Facts = ()
    purpose: Facts = ()
    class_: Facts = ()
    network: Facts = ()
    funding: Facts = ()
    owner: Facts = ()
    operator: Facts = ()
    lease_end: Facts = ()
    origin: Facts = ()
    component: Facts = ()
    kind: Facts = ()
    acquired: Facts = ()
    removal_planned: Facts = ()
    maker: Facts = ()
    brand: Facts = ()
    item: Facts = ()
    supplier: Facts = ()
    """Parties, or ``unknown-party`` for somebody named whom the register does not know."""

    @property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """The facts that are given, by name; the roles stand apart."""
        known = ((fact, self._of(fact)) for fact in FACTS if fact != "role")
        return {fact: values for fact, values in known if values}

    def _of(self, fact: str) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(self, "class_" if fact == "class" else fact.replace("-", "_"))
        return values

    def references(self, place: Place = ()) -> Iterator[Reference]:
        """Yield the roles and what the facts name."""
        yield from super().references(place)
        for fact, values in self.facts.items():
            named = tuple(value for value in values if value != UNKNOWN_PARTY)
            yield from fact_values(fact, named, (*place, fact))

    @model_validator(mode="after")
    def _days_are_days(self) -> Self:
        for fact in DATE_FACTS:
            for day in self._of(fact):
                parse_day(day)
        return self


class ExpectShape(Shape):
    """What the answer must be; what is not said is not asked."""

    outcome: Outcome
    on: Day | None = None
    until: Day | None = None
    questions: tuple[FactRef, ...] | None = None
    duty: Duty | None = None
    clause: PlainId | None = None
    lever: Lever | None = None


class CaseShape(Shape):
    """One case (``cases/*.yml``, a list), readable by a lawyer."""

    name: Words
    name_fr: Words | None = None
    """In French: a case of a measure of Canada has to have it."""
    given: GivenShape
    as_of: Day
    measure: MeasureRef
    act: ActRef
    expect: ExpectShape
    hard: Annotated[str, StringConstraints(pattern=r"^7\.(1[01]|[1-9])$")] | None = None
    """The section of the list of what is hard (docs/register/hard-cases.md) that this case is about."""
    why: Words | None = None
