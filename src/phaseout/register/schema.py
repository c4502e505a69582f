"""What have all entries of the register in common: ids, texts, days, cites and references?"""

import re
from collections.abc import Iterator, Sized
from datetime import date
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
)

from phaseout.domain.cite import EvidenceGrade
from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.register.condition import parse_condition, parse_day, unparse_condition
from phaseout.register.reference import Ref, Reference, SourceRef, named_by
from phaseout.register.yamlfile import Place

Filled = TypeVar("Filled", bound=Sized)


def _scoped(written: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[._/-][a-z0-9]+)*", written, re.ASCII):
        raise ValueError(f"an id is lower-case words joined by - . or /, not {written!r}")
    return written


def _plain(written: str) -> str:
    if "/" in _scoped(written):
        raise ValueError(f"this id has no scope, so no '/': {written!r}")
    return written


def _some(values: Filled) -> Filled:
    if not values:
        raise ValueError("needs at least one")
    return values


AT_LEAST_ONE = AfterValidator(_some)
"""Looked at after the parts: a list whose only part is broken is not blamed for being empty too."""
PlainId = Annotated[str, AfterValidator(_plain)]
"""An id such as ``hikvision``."""
ScopedId = Annotated[str, AfterValidator(_scoped)]
"""An id such as ``ca/goc-hikvision-prohibition``."""
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text for people."""
Verbatim = Annotated[str, StringConstraints(min_length=1)]
"""Text that is matched, blanks included."""
Day = Annotated[date, BeforeValidator(parse_day)]
When = Annotated[
    Condition, PlainValidator(parse_condition), PlainSerializer(unparse_condition, return_type=dict)
]


def _references(value: object, place: Place) -> Iterator[Reference]:
    match value:
        case Ref():
            yield Reference(place, value.noun, str(value))
        case Shape():
            yield from value.references(place)
        case tuple():
            for index, item in enumerate(value):
                yield from _references(item, (*place, index))
        case FactIs() | FactDate() | All() | AnyOf() | Not():
            yield from named_by(value, place)


class Shape(BaseModel):
    """A mapping of the register: closed, its keys hyphenated, its lists tuples."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-").strip("-")
    )

    def references(self, place: Place = ()) -> Iterator[Reference]:
        """Yield every id of another entry with its place below ``place``."""
        for name, field in type(self).model_fields.items():
            yield from _references(getattr(self, name), (*place, field.alias or name))


class Identified(Shape):
    """An entry that has an id."""

    id: str


class CiteShape(Shape):
    """Which source says so, where in it, how well."""

    source: SourceRef
    grade: EvidenceGrade
    at: Words | None = None


Cites = Annotated[
    tuple[CiteShape, ...],
    AT_LEAST_ONE,
    PlainSerializer(lambda cites: [[c.source, c.grade.value, *([c.at] if c.at else [])] for c in cites]),
]
"""At least one: what has no cite does not load. Compiled to ``[source, grade, place?]``."""


class TextShape(Shape):
    """A statement in English and French, which are equal."""

    en: Words
    fr: Words
