"""What else is wrong with an entry that has a fault of shape?

An entry that lacks one cite would otherwise hide its unknown role and its overlapping steps until the cite
is there. So what is missing is stood in for and what is odd is left out, and the rest is looked at too.
What is salvaged is only ever checked: a register with a fault is never compiled.
"""

from copy import deepcopy
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from phaseout.register.schema import Shape
from phaseout.register.yamlfile import Value

S = TypeVar("S", bound=Shape)

STAND_IN = "stand-in-for-what-is-missing"
"""The source of a cite that is missing."""
_TEXT: Value = {"en": STAND_IN, "fr": STAND_IN}
_STANDING_IN: dict[str, Value] = {
    "cite": [{"source": STAND_IN, "grade": "O"}],
    "text": _TEXT,
    "title": _TEXT,
    "why": _TEXT,
    "en": STAND_IN,
    "fr": STAND_IN,
}
_ROUNDS = 4
"""A stand-in may bring to light what is missing beside it; then again, and it is given up."""


def salvage(shape: type[S], value: Value, error: ValidationError) -> S | None:
    """Return the entry with its faults of shape taken out; None where too much of it is wrong."""
    value = deepcopy(value)
    for _ in range(_ROUNDS):
        if not all(_mend(value, detail) for detail in error.errors(include_url=False)):
            return None
        try:
            return shape.model_validate(value)
        except ValidationError as again:
            error = again
    return None


def _mend(value: Value, fault: ErrorDetails) -> bool:
    """Stand in for what is missing, or take out what does not fit; False if neither helps."""
    *way, key = fault["loc"] or ("",)
    for step in way:
        match value, step:
            case (dict(), str()) if step in value:
                value = value[step]
            case (list(), int()) if step < len(value):
                value = value[step]
            case _:
                return False
    if not isinstance(value, dict) or not isinstance(key, str):
        return False
    if fault["type"] == "missing":
        if key not in _STANDING_IN:
            return False
        value[key] = deepcopy(_STANDING_IN[key])
        return True
    if key in value:
        del value[key]
        return True
    return False
