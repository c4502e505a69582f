"""How is the shape of what is sent and answered described?"""

from enum import Enum

import ninja
from pydantic import ConfigDict, WithJsonSchema


class Schema(ninja.Schema):
    """A shape whose fields are described by what stands below each of them in its class."""

    model_config = ConfigDict(use_attribute_docstrings=True)


def inline(words: type[Enum]) -> WithJsonSchema:
    """Return how closed words are described where they stand.

    As a component, of two enumerations with one name one would be lost.
    """
    return WithJsonSchema({"type": "string", "enum": [one.value for one in words]})
