"""What would become of many replacements planned together, and how are they planned: all of them, or none?"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.selection import ChosenIn, SeenIn, in_the_way
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import PlanningMany
from phaseout.web.replacement.states import TOGETHER
from phaseout.web.replacement.together import MOST, Row, previewed
from phaseout.web.replacement.vocabulary import State

ASSESS = Permission.ASSESS
NOUN = Noun("replacements together")
PATH = "/replacements/planning"


class PlannedValues(Sent):
    """What replacements are to become: what is left out, or empty, stays as it is."""

    to: Annotated[str, OneOf("", *(one.to.value for one in TOGETHER))] = ""
    """The state to which they go on; one that asks for more of each is not reached together."""
    package: str = Field("", max_length=120)
    month: date | None = None
    """Any day of it."""
    funding: str = Field("", max_length=120)
    visit: date | None = None
    """Day of the work."""


class PlanningPreviewIn(PlannedValues):
    """What would become of which replacements."""

    rows: list[ChosenIn] = Field(min_length=1, max_length=MOST)


class PlanningManyIn(PlannedValues):
    """What becomes of which replacements, each as it was seen."""

    rows: list[SeenIn] = Field(min_length=1, max_length=MOST)


class WouldBePlannedOut(Schema):
    """What would become of one replacement."""

    id: int
    version: int
    """As it stands now: planning names it."""
    state: Annotated[str, OneOf(State)]
    """As it stands today."""
    would: Annotated[str, OneOf(State)]
    """As it would stand."""
    refusals: list[str]
    """Why it stays as it is, in your language; empty where nothing is in the way."""
    is_changed: bool
    """Whether somebody changed it since you saw it."""


class PlanningPreviewOut(Schema):
    """What would become of all of them; nothing was changed."""

    items: list[WouldBePlannedOut]
    number: int
    """Replacements that would be planned."""
    missing: list[int]
    """Ids of replacements that you may not plan."""


class PlannedOut(Schema):
    """How many replacements were planned."""

    replacements: int


def _asked(given: PlannedValues) -> dict[str, Any]:
    return cleaned(PlanningMany(given.model_dump(exclude={"rows"})))


def _would_be(row: Row, to: str) -> WouldBePlannedOut:
    one: Any = row.replacement  # with how it stands
    return WouldBePlannedOut(
        id=one.pk, version=one.version, state=one.standing, would=(not row.refusals and to) or one.standing,
        refusals=list(row.refusals),
        is_changed=row.version != one.version,
    )  # fmt: skip


def _looked_at(
    request: Call, versions: Mapping[int, int | None], values: Mapping[str, Any]
) -> list[WouldBePlannedOut]:
    return [_would_be(one, values["to"]) for one in previewed(request.access, versions, dict(values))]


@NOUN.does(
    Operation(
        method="POST", path=f"{PATH}/preview", name="api-replacements-preview", needs=ASSESS,
        answers=PlanningPreviewOut,
    )
)  # fmt: skip
def preview(request: Call, given: PlanningPreviewIn) -> PlanningPreviewOut:
    """Say what would become of many replacements planned together, and change nothing."""
    versions = {one.id: one.version for one in given.rows}
    items = _looked_at(request, versions, _asked(given))
    missing = sorted(set(versions) - {one.id for one in items})
    return PlanningPreviewOut(items=items, number=sum(not one.refusals for one in items), missing=missing)


@NOUN.does(
    Operation(
        method="POST", path=PATH, name="api-replacements-plan", needs=ASSESS, answers=PlannedOut,
        are_versioned=True,
    )
)  # fmt: skip
def plan(request: Call, given: PlanningManyIn) -> PlannedOut:
    """Plan many replacements as they were seen, and move them on: all of them, or none.

    ``errors`` say which of them are in the way: one was changed since it was seen (412), or it does not go
    there from where it stands, or something is missing for that (409).
    """
    values = _asked(given)
    versions = {one.id: one.version for one in given.rows}
    found = _looked_at(request, dict(versions), values)
    said = _("Nothing was planned: some of these cannot be planned as you saw them.")
    reasons = {one.id: " ".join(one.refusals) for one in found}
    in_the_way("rows", given.rows, reasons, {one.id for one in found if one.is_changed}, said)
    to = values.pop("to")
    number = services.plan_many(request.access, versions, values, State(to) if to else None)
    if number != len(versions):
        raise ProblemError(409, _("Nothing was planned: somebody changed one of these just now."))
    return PlannedOut(replacements=number)
