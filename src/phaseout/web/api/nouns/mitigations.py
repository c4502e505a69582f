"""What is done while it is not gone?"""

from datetime import date
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned
from phaseout.web.api.narrowed import OfReplacementsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Ending, Mitigating, Reviewing
from phaseout.web.replacement.models import Mitigation
from phaseout.web.replacement.moving import replacement_within
from phaseout.web.replacement.vocabulary import Way

SURVEY, ASSESS = Permission.SURVEY, Permission.ASSESS
NOUN = Noun("mitigations")


class ReviewIn(Sent):
    """Until when a mitigation counts, and how it is known to work."""

    review: date
    residual: int
    """Risk that is left, in hundredths."""
    note: str = Field(max_length=LONGEST)


class MitigationIn(ReviewIn):
    """A mitigation."""

    way: Annotated[str, OneOf(Way)]
    since: date


class MitigationOut(Schema):
    """A mitigation; after the day of its review it counts no more."""

    id: int
    replacement: int
    way: Annotated[str, OneOf(Way)]
    since: date
    review: date
    residual: int
    note: str
    ended: date | None
    is_in_force: bool
    version: int


class EndIn(Sent):
    """On which day it ended."""

    on: date


def _mitigation(request: Call, row: Mitigation) -> object:
    shown(request, row.version)
    return told(MitigationOut, row)


@NOUN.lists("/mitigations", "api-mitigations", MitigationOut, filters=OfReplacementsNarrowed)
def mitigations(request: Call) -> object:
    """List what makes an exposure smaller for a time."""
    rows = Mitigation.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: told(MitigationOut, row), filters=OfReplacementsNarrowed)


@NOUN.shows("/mitigations/{int:pk}", "api-mitigation", MitigationOut)
def mitigation(request: Call, pk: int) -> object:
    """Show a mitigation."""
    return _mitigation(request, get_object_or_404(Mitigation.objects.visible_to(request.access), pk=pk))


@NOUN.does(
    Operation(
        method="POST",
        path="/replacements/{int:pk}/mitigations",
        name="api-replacement-mitigations",
        needs=SURVEY,
        answers=MitigationOut,
        status=201,
    )
)
def mitigate(request: Call, pk: int, given: MitigationIn) -> object:
    """Record a mitigation."""
    owner = replacement_within(request, pk, SURVEY)
    said = cleaned(Mitigating({**given.model_dump(), "version": owner.version}))
    del said["version"]
    row = services.mitigate(request.access, owner, **said)
    made(request, f"/api/v1/mitigations/{row.pk}")
    return _mitigation(request, row)


def _of_mitigation(name: str) -> Operation:
    return Operation(
        method="POST",
        path=f"/mitigations/{{int:pk}}/{name}",
        name=f"api-mitigation-{name}",
        needs=SURVEY,
        answers=MitigationOut,
        is_versioned=True,
    )


@NOUN.does(_of_mitigation("review"))
def review(request: Call, pk: int, given: ReviewIn) -> object:
    """Say that somebody looked whether it still works: as another one, with a day of its own."""
    row, version = _seen_mitigation(request, pk)
    said = cleaned(Reviewing({**given.model_dump(), "version": version}))
    del said["version"]
    return _mitigation(
        request, services.review_mitigation(request.access, row, version, services.Reviewed(**said))
    )


@NOUN.does(_of_mitigation("end"))
def end(request: Call, pk: int, given: EndIn) -> object:
    """Record that it ended."""
    row, version = _seen_mitigation(request, pk)
    said = cleaned(Ending({**given.model_dump(), "version": version}))
    return _mitigation(request, services.end_mitigation(request.access, row, version, said["on"]))


def _seen_mitigation(request: Call, pk: int) -> tuple[Mitigation, int]:
    rows = Mitigation.objects.within(request.access, SURVEY).select_related("replacement__asset")
    row = get_object_or_404(rows, pk=pk)
    return row, seen_version(request, row.version)
