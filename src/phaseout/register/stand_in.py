"""Which harmless value can stand where one is missing or does not fit?

What stands in is found by trying: the first that the shape itself takes. It says as little as it can, so
that it brings no fault of its own: the id leads nowhere and is not followed, the day comes before every
other, the state claims nothing.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from phaseout.domain.cite import EvidenceGrade
from phaseout.domain.timeline import State
from phaseout.register.schema import Shape
from phaseout.register.yamlfile import Value

STAND_IN = "stand-in-for-what-is-missing"
"""The id and the text that stand in. A fault that speaks of it is nobody's."""
STAND_IN_DAY = date.min
_QUIET: tuple[Enum, ...] = (State.UNVERIFIED, EvidenceGrade.OFFICIAL)
"""Members that ask for nothing more; of other enums any will do."""
_SPOKEN = frozenset({"at", "role", "named"})
"""Keys that are not always needed but never wrong, and without which another may be."""
_PLAIN: tuple[Value, ...] = (
    STAND_IN,
    STAND_IN_DAY.isoformat(),
    "0",
    "XX",
    "000000",
    f"{STAND_IN}:{STAND_IN}",
    f"{STAND_IN} > {STAND_IN}",
    {"role": STAND_IN},
)
"""Ids and texts, days, numbers, countries, address prefixes, identifiers, legs, conditions."""


def stand_in(expected: object) -> Value:
    """Return a value that ``expected``, the annotation of a field, takes; None where none was found."""
    return next((value for value in _candidates(expected) if takes(expected, value)), None)


def takes(expected: object, value: Value) -> bool:
    """Whether a value fits an annotation."""
    try:
        # An annotation is no type to the type checker, though pydantic takes it for one.
        TypeAdapter(cast(type[object], expected)).validate_python(value)
    except ValidationError:
        return False
    return True


def fields_of(expected: object) -> dict[str, FieldInfo]:
    """Return the fields of a shape as they are written in the files; none where it is no shape."""
    bare_one = bare(expected)
    if not isinstance(bare_one, type) or not issubclass(bare_one, Shape):
        return {}
    return {field.alias or name: field for name, field in bare_one.model_fields.items()}


def annotation(field: FieldInfo) -> object:
    """Return what a field takes, with its constraints."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def part_of(expected: object, step: str | int) -> object:
    """Return what a part of a value takes; None where it has no such part."""
    if (field := fields_of(expected).get(str(step))) is not None:
        return annotation(field)
    inside = bare(expected)
    if get_origin(inside) in (tuple, dict):
        return get_args(inside)[0 if get_origin(inside) is tuple else 1]
    return None


def bare(expected: object) -> object:
    """Return an annotation without its constraints and without the None it may take."""
    origin = get_origin(expected)
    if origin is Annotated:
        return bare(get_args(expected)[0])
    if origin in (Union, UnionType):
        return bare(next(part for part in get_args(expected) if part is not NoneType))
    return expected


def is_list(expected: object) -> bool:
    """Whether a list has to stand there."""
    return get_origin(bare(expected)) is tuple


def is_optional(expected: object, key: str) -> bool:
    """Whether a shape may go without a key."""
    field = fields_of(expected).get(key)
    return field is not None and not field.is_required()


def _candidates(expected: object) -> Iterator[Value]:
    one = bare(expected)
    if get_origin(one) is Literal:
        # The last is the least that can be claimed, where they are in any order.
        yield cast(str, get_args(one)[-1])
    elif get_origin(one) is tuple:
        part = stand_in(get_args(one)[0])
        yield from ([part], [part, part])
    elif get_origin(one) is dict:
        key, value = get_args(one)
        yield {str(stand_in(key)): stand_in(value)}
    elif isinstance(one, type) and issubclass(one, Enum):
        yield str(next((member for member in _QUIET if isinstance(member, one)), next(iter(one))).value)
    elif fields := fields_of(expected):
        yield {
            alias: stand_in(annotation(field))
            for alias, field in fields.items()
            if field.is_required() or alias in _SPOKEN
        }
    yield from _PLAIN
