"""How is the shape of what is sent and answered described?"""

from enum import Enum
from typing import Any

import ninja
from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Schema(ninja.Schema):
    """A shape whose fields are described by what stands below each of them in its class."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class OneOf:
    """That a field holds one of some words, which the description lists: of ``Annotated``."""

    def __init__(self, *words: type[Enum] | str) -> None:
        """Take words, or what has them."""
        told = [[str(word)] if isinstance(word, str) else [one.value for one in word] for word in words]
        self.words = list(dict.fromkeys(one for some in told for one in some))

    def __get_pydantic_core_schema__(self, _type: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take no other."""
        return core_schema.literal_schema(self.words)
