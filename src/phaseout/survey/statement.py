"""Which observation states something of an asset?"""

from typing import NamedTuple


class Stated(NamedTuple):
    """An observation that states a fact."""

    id: str
    trait: str
    value: str
