"""What else is wrong with an entry that has a fault of shape?

An entry with one misspelt word would otherwise hide its unknown role and its overlapping steps until the word
is mended. So what is missing or does not fit is stood in for, in its place, and the rest is looked at too.
What is salvaged is only ever checked: a register with a fault is never compiled into an answer.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import TypeVar

from pydantic import ValidationError

from phaseout.register.schema import Shape
from phaseout.register.stand_in import annotation, fields_of, is_list, is_optional, part_of, stand_in, takes
from phaseout.register.yamlfile import Place, Value

S = TypeVar("S", bound=Shape)
_ROUNDS = 8
"""What is mended may bring to light what is wrong around it; then again, and it is given up."""
_THE_KEY_ITSELF = ("[key]",)
"""Where pydantic says that a key of a mapping is wrong."""
_TELLING = frozenset({"given"})
"""What decides how the rest is read: without it a case would speak of the parties of the register."""


def salvage(shape: type[S], value: Value, error: ValidationError) -> S | None:
    """Return the entry with its faults of shape taken out; None where it is no entry at all."""
    value = deepcopy(value)
    if not isinstance(value, dict):
        return None
    for _ in range(_ROUNDS):
        for fault in error.errors(include_url=False):
            value = _mended(shape, value, fault["loc"])
        try:
            return shape.model_validate(value)
        except ValidationError as again:
            error = again
    return None


def _mended(expected: object, value: Value, way: Place) -> Value:
    """Return ``value`` with the fault that stands at ``way`` inside it mended, as far as it goes."""
    if not way:
        return _fitting(expected, value)
    step, *rest = way
    inside = part_of(expected, step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        value[step] = _mended(inside, value[step], tuple(rest))
    elif isinstance(value, dict) and isinstance(step, str):
        _mend_key(expected, value, step, tuple(rest))
    return value


def _mend_key(expected: object, value: dict[str, Value], key: str, rest: Place) -> None:
    """Mend what stands under a key, or should."""
    inside, held = part_of(expected, key), value.get(key)
    if inside is None or rest == _THE_KEY_ITSELF:
        value.pop(key, None)
    elif key not in value:
        value[key] = stand_in(inside)
    elif rest and isinstance(held, dict | list):
        value[key] = _mended(inside, held, rest)
    elif is_optional(expected, key) and not _has_parts(inside, held):
        del value[key]
    else:
        value[key] = _fitting(inside, held)


def _has_parts(expected: object, value: Value) -> bool:
    """Whether there is more to look at in a value than that it does not fit."""
    return bool(value) and (is_list(expected) or (isinstance(value, dict) and bool(fields_of(expected))))


def _fitting(expected: object, value: Value) -> Value:
    """Return what is nearest to a value that does not fit although each of its parts may."""
    if is_list(expected) and value and not isinstance(value, list):
        return [value]
    if isinstance(value, dict):
        fits = next((one for one in _changed(expected, value) if takes(expected, one)), None)
        return stand_in(expected) if fits is None else fits
    return stand_in(expected)


def _changed(expected: object, value: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """Yield a mapping whose parts contradict each other with one part less, or with another there."""
    for key, field in fields_of(expected).items():
        if key in value and key not in _TELLING and not field.is_required():
            yield {name: part for name, part in value.items() if name != key}
    for key, field in fields_of(expected).items():
        yield {**value, key: stand_in(annotation(field))}
