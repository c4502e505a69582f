"""How is the shape of what is sent and answered described?"""

import ninja
from pydantic import ConfigDict


class Schema(ninja.Schema):
    """A shape whose fields are described by what stands below each of them in its class."""

    model_config = ConfigDict(use_attribute_docstrings=True)
