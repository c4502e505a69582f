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
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from phaseout.domain.cite import EvidenceGrade
from phaseout.domain.condition import All, AnyOf, Condition, FactDate, FactIs, Not
from phaseout.register.condition import parse_condition, parse_day, unparse_condition
from phaseout.register.reference import Ref, Reference, SourceRef, named_by
from phaseout.register.yamlfile import Place

Filled = TypeVar("Filled", bound=Sized)
_WORD = "[a-z0-9]+(?:[._{}-][a-z0-9]+)*"


def _scoped(written: str) -> str:
    if not re.fullmatch(_WORD.format("/"), written, re.ASCII):
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


class _AtLeastOne(AfterValidator):
    """Says to editors too that a list or a mapping may not be empty."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        made = handler(schema)
        return {**made, "minItems" if made.get("type") == "array" else "minProperties": 1}


AT_LEAST_ONE = _AtLeastOne(_some)
"""Looked at after the parts: a list whose only part is broken is not blamed for being empty too."""
PlainId = Annotated[
    str, AfterValidator(_plain), WithJsonSchema({"type": "string", "pattern": f"^{_WORD.format('')}$"})
]
"""An id such as ``hikvision``."""
ScopedId = Annotated[
    str, AfterValidator(_scoped), WithJsonSchema({"type": "string", "pattern": f"^{_WORD.format('/')}$"})
]
"""An id such as ``ca/goc-hikvision-prohibition``."""


def _readable(written: str) -> str:
    if acting := [char for char in written if not char.isprintable() and char not in " \n\t\u00a0\u202f"]:
        raise ValueError(f"holds a character nobody can see ({acting[0]!r})")
    return written


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_readable)]
"""Text for people."""
Verbatim = Annotated[str, StringConstraints(min_length=1)]
"""Text that is matched, blanks included."""
CONDITION = {"$comment": "a condition"}
"""Stands for a condition in JSON Schema until the whole, which speaks of itself, is put in its place."""
Day = Annotated[date, BeforeValidator(parse_day)]
When = Annotated[
    Condition,
    PlainValidator(parse_condition),
    PlainSerializer(unparse_condition, return_type=dict),
    WithJsonSchema(CONDITION),
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
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-").strip("-"),
        use_attribute_docstrings=True,
        model_title_generator=lambda shape: shape.__name__.removesuffix("Shape"),
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
