"""How is the shape of what is sent and answered described?"""

from enum import Enum
from typing import Any, get_args

import ninja
from pydantic import ConfigDict, GetCoreSchemaHandler, ValidationInfo, field_validator
from pydantic_core import CoreSchema, PydanticKnownError, core_schema


class Schema(ninja.Schema):
    """A shape whose fields are described by what stands below each of them in its class."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Sent(Schema):
    """A shape of what is sent, with no field besides: neither ``"1"`` nor ``true`` is a number in it."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _check_numbers(cls, value: Any, info: ValidationInfo) -> Any:
        field = cls.model_fields[str(info.field_name)]
        kinds = _kinds(field.annotation)
        if str in kinds or not kinds & {int, float}:
            return value
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) or (isinstance(one, bool) and bool not in kinds):
                raise PydanticKnownError("int_type" if int in kinds else "float_type")
        return value


def _kinds(annotation: Any) -> set[Any]:
    """Return the plain types that an annotation is made of."""
    parts = get_args(annotation)
    return {kind for one in parts for kind in _kinds(one)} if parts else {annotation}


class OneOf:
    """That a field holds one of some words, which the description lists: of ``Annotated``."""

    def __init__(self, *words: type[Enum] | str) -> None:
        """Take words, or what has them."""
        told = [[str(word)] if isinstance(word, str) else [one.value for one in word] for word in words]
        self.words = list(dict.fromkeys(one for some in told for one in some))

    def __get_pydantic_core_schema__(self, _type: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take no other."""
        return core_schema.literal_schema(self.words)
