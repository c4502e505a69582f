"""Which samples of what is said to be gone were drawn, and what did somebody find there?"""

from datetime import date, datetime
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.estate.models import Organisation
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import MOST_DRAWN, Drawing, Inspecting, Withdrawing
from phaseout.web.replacement.models import Inspected
from phaseout.web.replacement.queries import drawn, inspections_seen
from phaseout.web.replacement.vocabulary import Result

SURVEY, DECIDE = Permission.SURVEY, Permission.DECIDE
NOUN = Noun("inspections")
FINDINGS = [one.value for one in Result if one != Result.WAITING]


class DrawIn(Sent):
    """A sample of what is said to be gone of an organisation."""

    organisation: int
    seed: str = Field(max_length=60)
    size: int = Field(ge=1, le=MOST_DRAWN)


class InspectionOut(Schema):
    """A sample that was drawn."""

    id: int
    organisation: int
    seed: str
    among: int
    size: int


class InspectedOut(Schema):
    """One of a sample, and what was found; where that was withdrawn, it counts no more."""

    id: int
    replacement: int
    result: Annotated[str, OneOf(Result)]
    on: date | None
    note: str
    withdrawn: datetime | None
    why_withdrawn: str
    version: int


class InspectionWhole(InspectionOut):
    """A sample with all that was drawn, in that order."""

    pool: list[int]
    """Replacements that it was drawn from; none where it was drawn before they were kept."""
    drawn: list[InspectedOut]


class FoundIn(Sent):
    """What somebody found where a thing stood."""

    result: Annotated[str, OneOf(*FINDINGS)]
    on: date
    note: str = Field("", max_length=LONGEST)


class WithdrawnIn(Sent):
    """Why what an inspection found counts no more."""

    why: str = Field(max_length=LONGEST)


@NOUN.lists("/inspections", "api-inspections", InspectionOut)
def inspections(request: Call) -> object:
    """List the samples that were drawn of what is said to be gone."""
    return page_of(request, inspections_seen(request.access), lambda row: told(InspectionOut, row))


def _sample(request: Call, pk: int) -> object:
    row = get_object_or_404(inspections_seen(request.access), pk=pk)
    return told(InspectionWhole, row, drawn=[told(InspectedOut, one) for one in drawn(row)])


@NOUN.shows("/inspections/{int:pk}", "api-inspection", InspectionWhole)
def inspection(request: Call, pk: int) -> object:
    """Show a sample, and what somebody found at each."""
    return _sample(request, pk)


@NOUN.does(
    Operation(
        method="POST",
        path="/inspections",
        name="api-inspections",
        needs=DECIDE,
        answers=InspectionWhole,
        status=201,
    )
)
def draw(request: Call, given: DrawIn) -> object:
    """Draw a sample of what is said to be gone, which anybody who has the seed can draw again."""
    said = cleaned(Drawing(given.model_dump(), access=request.access))
    organisation = Organisation.objects.within(request.access, DECIDE).get(pk=said["organisation"])
    row = services.draw(request.access, organisation, seed=said["seed"], size=said["size"])
    made(request, f"/api/v1/inspections/{row.pk}")
    return _sample(request, row.pk)


@NOUN.shows("/inspected/{int:pk}", "api-inspected", InspectedOut)
def one_inspected(request: Call, pk: int) -> object:
    """Show one of a sample, and what somebody found there."""
    row = get_object_or_404(Inspected.objects.visible_to(request.access), pk=pk)
    shown(request, row.version)
    return told(InspectedOut, row)


@NOUN.does(
    Operation(
        method="PUT",
        path="/inspected/{int:pk}",
        name="api-inspected",
        needs=SURVEY,
        answers=InspectedOut,
        is_versioned=True,
    )
)
def found(request: Call, pk: int, given: FoundIn) -> object:
    """Record what somebody found where a thing stood; that then stays as it was recorded."""
    rows = Inspected.objects.within(request.access, SURVEY).select_related("replacement__asset")
    row = get_object_or_404(rows, pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(Inspecting({**given.model_dump(), "version": version}))
    done = services.record_inspection(
        request.access, row, version, result=Result(said["result"]), on=said["on"], note=said["note"]
    )
    shown(request, done.version)
    return told(InspectedOut, done)


@NOUN.does(
    Operation(
        method="POST",
        path="/inspected/{int:pk}/withdraw",
        name="api-inspected-withdraw",
        needs=DECIDE,
        answers=InspectedOut,
        is_versioned=True,
    )
)
def withdraw(request: Call, pk: int, given: WithdrawnIn) -> object:
    """Say that what an inspection found counts no more, and why: another then waits in its place."""
    rows = Inspected.objects.within(request.access, DECIDE).select_related("replacement__asset")
    row = get_object_or_404(rows, pk=pk)
    version = seen_version(request, row.version)
    said = cleaned(Withdrawing({**given.model_dump(), "version": version}))
    waiting = services.withdraw_inspection(request.access, row, version, why=said["why"])
    shown(request, waiting.version)
    return told(InspectedOut, waiting)
