"""Which nouns does the API know, and how does it answer what goes wrong?"""

from collections.abc import Callable
from typing import Any, cast

import orjson
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as ShapeError
from ninja.parser import Parser

from phaseout.web.api.attached import GIVEN
from phaseout.web.api.call import Call, brings_files, changed, nothing_there
from phaseout.web.api.faults import faults_of_shape, not_valid
from phaseout.web.api.nouns import (
    again,
    assets,
    bulk_changes,
    bulk_planning,
    bundles,
    changes,
    dashboard,
    discussed,
    events,
    exports,
    findings,
    floor_plans,
    inspections,
    invitations,
    judgements,
    kept_lists,
    labels,
    ledgers,
    letters,
    me,
    measures,
    media,
    mentions,
    mitigations,
    moves,
    named_sites,
    organisations,
    people,
    places,
    planning,
    plans,
    programmes,
    proposals,
    questions,
    referrals,
    replacements,
    reports,
    scopes,
    search,
    sites,
    surveyed,
    surveys,
    vocabulary,
    webhooks,
    workbooks,
)
from phaseout.web.api.schema import Schema
from phaseout.web.frame.problems import Fault, ProblemError, problem
from phaseout.web.frame.versioned import ChangedMeanwhileError

NOUNS = (
    me.NOUN,
    letters.NOUN,
    dashboard.NOUN,
    search.NOUN,
    organisations.NOUN,
    sites.NOUN,
    places.NOUN,
    floor_plans.NOUN,
    assets.NOUN,
    bulk_changes.NOUN,
    workbooks.NOUN,
    changes.NOUN,
    surveys.NOUN,
    surveyed.NOUN,
    named_sites.NOUN,
    again.NOUN,
    scopes.NOUN,
    bundles.NOUN,
    findings.NOUN,
    proposals.NOUN,
    judgements.NOUN,
    questions.NOUN,
    replacements.NOUN,
    moves.NOUN,
    planning.NOUN,
    bulk_planning.NOUN,
    media.NOUN,
    mitigations.NOUN,
    referrals.NOUN,
    inspections.NOUN,
    discussed.NOUN,
    mentions.NOUN,
    reports.NOUN,
    plans.NOUN,
    programmes.NOUN,
    measures.NOUN,
    vocabulary.NOUN,
    people.NOUN,
    invitations.NOUN,
    kept_lists.NOUN,
    webhooks.NOUN,
    events.NOUN,
    ledgers.NOUN,
    exports.NOUN,
    labels.NOUN,
)
"""One module each, in the order of the description."""


class Field(Schema):
    """What is wrong with one field of what was sent."""

    field: str
    detail: str


class Problem(Schema):
    """What did not work, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Field] | None = None


class Strict(Parser):
    """Reads JSON as its standard has it: no NaN, no halves of characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was sent."""
        return orjson.loads(request.body)


api = NinjaAPI(
    title="phaseout",
    version="1",
    description="The review of an estate, for programs. What it means: docs/web.md.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=Strict(),
)
for noun in NOUNS:
    api.add_router("", noun.router)

Answer = Callable[[HttpRequest, Any], HttpResponse]


def _shape(_request: HttpRequest, error: ShapeError) -> HttpResponse:
    return not_valid(faults_of_shape(error.errors)).answer()


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    said = _("What was sent is no JSON that can be read.")
    if brings_files(cast("Call", request)):
        return not_valid([Fault(field=GIVEN, detail=said)]).answer()
    return problem(error.status_code, said)


def _foreign(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return nothing_there()


def _refused(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problem(403, _("Your roles, or those of this token, do not reach so far."))


def _changed(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return changed().answer()


def _entered_twice(_request: HttpRequest, _error: IntegrityError) -> HttpResponse:
    return problem(409, _("Somebody else entered the same just now. Look at it, and try again."))


def _as_said(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    return error.answer()


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, " ".join(error.messages))


HANDLERS: tuple[tuple[type[Exception], Answer], ...] = (
    (ShapeError, _shape),
    (HttpError, _unreadable),
    (Http404, _foreign),
    (PermissionDenied, _refused),
    (ChangedMeanwhileError, _changed),
    (IntegrityError, _entered_twice),
    (ProblemError, _as_said),
    (ValidationError, _invalid),
)
for kind, handler in HANDLERS:
    api.add_exception_handler(kind, handler)
