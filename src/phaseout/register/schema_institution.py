"""Which shape have the institutions that a list in the law names?"""

from typing import Annotated, Self

from pydantic import model_validator

from phaseout.register.reference import RoleRef
from phaseout.register.schema import AT_LEAST_ONE, Cites, Identified, ScopedId, Shape, TextShape, Words


class ListingShape(Shape):
    """A line of a list that names the body, and the role it gives, if it gives one."""

    cite: Cites
    role: RoleRef | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if self.cite[0].at is None:
            raise ValueError("the first cite says where the line stands: it needs an 'at'")
        return self


class OtherNamesShape(Shape):
    """Names the body also goes by."""

    names: Annotated[tuple[Words, ...], AT_LEAST_ONE]
    cite: Cites


class InstitutionShape(Identified):
    """A public body that a list in the law names (``institutions/*.yaml``, a list)."""

    id: ScopedId
    name: TextShape
    listed: Annotated[tuple[ListingShape, ...], AT_LEAST_ONE]
    also: tuple[OtherNamesShape, ...] = ()
    note: TextShape | None = None
    cite: Cites = ()
    """What the note rests on."""

    @model_validator(mode="after")
    def _has_a_role_and_a_note_has_a_cite(self) -> Self:
        if all(line.role is None for line in self.listed):
            raise ValueError("none of its lists gives it a role")
        if (self.note is None) != (not self.cite):
            raise ValueError("a note and its cite come together")
        return self
