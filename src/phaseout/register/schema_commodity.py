"""Which shape have the codes of lists of goods and services?"""

from typing import Literal, Self

from pydantic import model_validator

from phaseout.register.reference import KindRef
from phaseout.register.schema import Cites, Identified, ScopedId, Words


class CommodityShape(Identified):
    """A code of a list of goods and services, with all below it (``commodities/SCHEME.yaml``, a list)."""

    id: ScopedId
    """The list and the code as it writes it, without dots and check digits: ``cpv/32323500``."""
    title: Words
    """As the list has it."""
    kind: KindRef | None = None
    """What a line of the code is, where its text leaves that open."""
    kinds: tuple[KindRef, ...] = ()
    """What it may also be; without ``kind``, among which the code leaves it open."""
    another_trade: Literal["yes"] | None = None
    """Nothing of the register's kinds is traded under it: a name beside it may be another firm's."""
    cite: Cites

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        says_kind = self.kind is not None or bool(self.kinds)
        if says_kind == (self.another_trade is not None):
            raise ValueError("says either of which kinds a line is, or that it is of another trade")
        if self.kind is None and len(self.kinds) == 1:
            raise ValueError("one kind alone is the 'kind'")
        return self
