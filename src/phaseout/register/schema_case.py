"""Which shape has a case: given, as of, expect?"""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

from phaseout.domain.determination import Outcome
from phaseout.domain.facts import FACTS
from phaseout.domain.measure import Duty
from phaseout.register.condition import DATE_FACTS, parse_day
from phaseout.register.reference import ActRef, FactRef, MeasureRef, Reference, RoleRef, fact_values
from phaseout.register.schema import Day, PlainId, Shape, Words
from phaseout.register.yamlfile import Place


def _as_list(written: object) -> object:
    return written if isinstance(written, list) else [written]


Facts = Annotated[tuple[Words, ...], BeforeValidator(_as_list)]
"""One value or a list of values."""


class GivenShape(Shape):
    """What is known; a fact that is not given is unknown."""

    roles: tuple[RoleRef, ...] = ()
    purpose: Facts = ()
    class_: Facts = ()
    network: Facts = ()
    funding: Facts = ()
    owner: Facts = ()
    kind: Facts = ()
    acquired: Facts = ()
    removal_planned: Facts = ()
    maker: Facts = ()
    brand: Facts = ()
    item: Facts = ()

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
            yield from fact_values(fact, values, (*place, fact))

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


class CaseShape(Shape):
    """One case (``cases/*.yml``, a list), readable by a lawyer."""

    name: Words
    given: GivenShape
    as_of: Day
    measure: MeasureRef
    act: ActRef
    expect: ExpectShape
    why: Words | None = None
