"""How is brought in what was collected under a scope?"""

from datetime import datetime
from typing import Annotated

from django.utils import timezone

from phaseout.web.api.call import Call, made
from phaseout.web.api.faults import check_form, cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation, as_form, form_of
from phaseout.web.api.schema import OneOf, Schema
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import Fault
from phaseout.web.surveys import services
from phaseout.web.surveys.bundle_forms import BringingBundle
from phaseout.web.surveys.forms import LARGEST
from phaseout.web.surveys.models import Standing
from phaseout.web.surveys.refusals import refusal_said

SURVEY = Permission.SURVEY
NOUN = Noun("collections")


class CollectionOut(Schema):
    """A bundle that was brought in."""

    survey: int
    scope: int
    digest: str
    standing: Annotated[str, OneOf(Standing)]
    """known: signed by a key that is known; unsigned: by nobody known, to be weighed as such."""
    collector: str
    begun: datetime
    ended: datetime
    is_new: bool
    """Whether it came in just now; else it was there, and nothing was changed."""


BODY = form_of(
    "file",
    {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "A bundle, sealed for this server or not, of at most 200 MB.",
        }
    },
)


@NOUN.does(
    Operation(
        method="POST", path="/collections", name="api-collections", needs=SURVEY, answers=CollectionOut,
        status=202, takes=as_form(LARGEST), body=BODY,
    )
)  # fmt: skip
def bring(request: Call) -> object:
    """Bring a bundle in that was collected under a scope; the same one twice changes nothing, and says so."""
    check_form(request, BODY)
    form = BringingBundle(request.POST, request.FILES)
    given = cleaned(form)["file"]
    try:
        taken = services.bring_bundle(request.access, given, timezone.localdate())
    except services.RefusedError as refused:
        raise not_valid([Fault(field="file", detail=refusal_said(refused))]) from None
    row = taken.collected
    made(request, f"/api/v1/surveys/{row.survey_id}")
    told = {name: getattr(row, name) for name in ("digest", "standing", "collector", "begun", "ended")}
    return CollectionOut.model_validate(
        {**told, "survey": row.survey_id, "scope": row.scope_id, "is_new": taken.is_new}
    )
