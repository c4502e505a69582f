"""Which files were brought in, how far is each survey, and what is done with it?"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown, unless_it_has
from phaseout.web.api.faults import check_form, cleaned, kept_of, not_valid
from phaseout.web.api.narrowed import SurveysNarrowed
from phaseout.web.api.noun import Noun, Operation, as_form, form_of
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.estate.queries import with_ref
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.picked import is_key
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.frame.words import language
from phaseout.web.surveys import downloads, queries, services
from phaseout.web.surveys.forms import LARGEST, LONGEST_REASON, MOST, BringingIn
from phaseout.web.surveys.models import Standing, State, Survey

READ, SURVEY = Permission.READ, Permission.SURVEY
NOUN = Noun("surveys")
LIST, ONE = "/surveys", "/surveys/{int:pk}"
SITE_REF = "site_ref"


class SurveyFileOut(Schema):
    """A file as it was brought in."""

    name: str
    size: int
    sha256: str
    reader: str
    observations: int
    unread: int
    not_examined: str
    """Why it was not, in your language; empty where it was."""


class SurveyOut(Schema):
    """Files brought in together, and what became of them."""

    id: int
    organisation: int
    site: int | None
    name: str
    note: str
    looked_on: date | None
    """The day somebody looked, as whoever brought it in says."""
    as_of: date
    register_edition: str
    state: Annotated[str, OneOf(State)]
    error: str
    bytes_total: int
    bytes_read: int
    assets_expected: int
    assets_done: int
    new: int
    changed: int
    same: int
    conflict: int
    unread: int
    kept: int
    """Things an undoing left, since somebody had changed them."""
    is_compared_anew: bool
    """Whether the estate had changed when it was to be taken over: look again."""
    by: str
    entered: datetime
    finished: datetime | None
    applied: datetime | None
    undone: datetime | None
    version: int


class SurveyWhole(SurveyOut):
    """A survey with its files."""

    files: list[SurveyFileOut]
    standing: Annotated[str, OneOf(Standing, "")]
    """Of what was collected under a scope: known, or unsigned and to be weighed as such; else empty."""


BODY = form_of(
    "file",
    {
        "file": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "description": "At most 20 files of 200 MB.",
        },
        "organisation": {
            "type": "integer",
            "description": "Whose the things are; the site's, else the token's, if left out.",
        },
        "site": {"type": "integer", "description": "Where everything in the files stands."},
        SITE_REF: {"type": "string", "description": "The site by its reference instead."},
        "looked_on": {
            "type": "string",
            "format": "date",
            "description": "The day somebody looked, where the files do not say it.",
        },
        "name": {"type": "string", "maxLength": 200},
        "note": {"type": "string", "maxLength": 4000},
    },
)
"""What is sent to bring files in."""


def _known(access: Access, row: Survey) -> dict[str, Any]:
    names = [name for name in SurveyOut.model_fields if name not in ("id", "organisation", "site", "by")]
    return {
        "id": row.pk, "organisation": row.organisation_id, "site": row.site_id,
        "by": name_for(access, row.by, row.organisation_id),
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def _whole(request: Call, row: Survey) -> SurveyWhole:
    shown(request, row.version)
    files = [
        told(
            SurveyFileOut,
            file,
            not_examined=file.not_examined and language().unread(file.not_examined),
        )
        for file in row.files.all()
    ]
    collected = queries.collected_of(row)
    facts = {
        **_known(request.access, row),
        "files": files,
        "standing": collected.standing if collected else "",
    }
    return SurveyWhole.model_validate(facts)


def visible(request: Call, pk: int) -> Survey:
    """Return a survey somebody may read."""
    return get_object_or_404(Survey.objects.visible_to(request.access).select_related("by"), pk=pk)


def workable(request: Call, pk: int) -> Survey:
    """Return a survey somebody may work on, as it now stands."""
    return get_object_or_404(Survey.objects.within(request.access, SURVEY).select_related("by"), pk=pk)


@NOUN.lists(LIST, "api-surveys", SurveyOut, filters=SurveysNarrowed)
def surveys(request: Call) -> object:
    """List the surveys within reach."""
    rows = Survey.objects.visible_to(request.access).select_related("by")
    return page_of(
        request,
        rows,
        lambda row: SurveyOut.model_validate(_known(request.access, row)),
        filters=SurveysNarrowed,
    )


class UndoIn(Sent):
    """Why a survey is taken back."""

    reason: str = Field("", max_length=LONGEST_REASON)
    """Needed where people judged findings that the survey answered."""


@NOUN.does(
    Operation(
        method="POST",
        path=LIST,
        name="api-surveys",
        needs=SURVEY,
        answers=SurveyWhole,
        status=202,
        takes=as_form(MOST * LARGEST),
        body=BODY,
    )
)
def bring(request: Call) -> object:
    """Bring files in; they are examined in the background, and change nothing before they are taken over."""
    check_form(request, BODY)
    form = BringingIn(request.access, _where(request), request.FILES)
    cleaned(form)
    row = services.bring_in(request.access, form.brought(timezone.localdate()))
    made(request, f"/api/v1/surveys/{row.pk}")
    return _whole(request, workable(request, row.pk))


def _where(request: Call) -> QueryDict:
    """Return what was sent, with the site a reference means, and the organisation where none is named."""
    given = request.POST.copy()
    ref = given.get(SITE_REF, "").strip()
    if ref and not given.get("site"):
        given["site"] = str(_site_of(request, ref, given.get("organisation", "")))
    if not given.get("organisation"):
        sites = queries.sites_that_may_receive(request.access)
        site = given.get("site", "")
        named = sites.filter(pk=int(site)).first() if is_key(site) else None
        given["organisation"] = str(named.organisation_id if named else request.token.organisation_id)
    return given


def _site_of(request: Call, ref: str, organisation: str) -> int:
    sites = queries.sites_that_may_receive(request.access)
    if is_key(organisation):
        sites = sites.filter(organisation=int(organisation))
    found = with_ref(sites, ref)
    if len(found) == 1:
        return found[0]
    said = (
        _("Sites of several organisations have this reference: name the organisation too.")
        if found
        else _("No site into which you may bring files has this reference.")
    )
    raise not_valid([Fault(field=SITE_REF, detail=said)])


@NOUN.shows(ONE, "api-survey", SurveyWhole)
def survey(request: Call, pk: int) -> object:
    """Say how far a survey is, and what it found."""
    return _whole(request, visible(request, pk))


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/cancel", name="api-survey-cancel", needs=SURVEY, answers=SurveyWhole
    )
)
def cancel(request: Call, pk: int) -> object:
    """Stop a survey that is not examined yet."""
    if not services.cancel(request.access, workable(request, pk)):
        raise ProblemError(409, _("It was examined already: there is nothing left to stop."))
    return _whole(request, workable(request, pk))


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/apply",
        name="api-survey-apply",
        needs=SURVEY,
        answers=SurveyWhole,
        status=202,
        is_versioned=True,
    )
)
def apply(request: Call, pk: int) -> object:
    """Take a survey over into the estate, in the background: wholly or not at all."""
    row = workable(request, pk)
    if not services.ask_to_apply(request.access, row, version=seen_version(request, row.version)):
        raise ProblemError(409, _("It is not ready to be taken over: see its state."))
    return _whole(request, workable(request, pk))


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/undo",
        name="api-survey-undo",
        needs=SURVEY,
        answers=SurveyWhole,
        status=202,
        is_versioned=True,
    )
)
def undo(request: Call, pk: int, given: UndoIn | None = None) -> object:
    """Take back what a survey changed, in the background, but for what somebody changed since."""
    row = workable(request, pk)
    version = seen_version(request, row.version)
    reason = kept_of("reason", given.reason if given else "", LONGEST_REASON)
    if not services.ask_to_undo(request.access, row, version=version, reason=reason):
        raise ProblemError(409, _("It was not taken over: see its state."))
    return _whole(request, workable(request, pk))


@NOUN.shows(f"{ONE}/document", "api-survey-document", dict[str, Any])
def document(request: Call, pk: int) -> HttpResponseBase:
    """Hand out the document of a survey, in the bytes that ``phaseout survey -o json`` writes."""
    row = get_object_or_404(queries.with_document(Survey.objects.visible_to(request.access)), pk=pk)
    # What a survey showed never changes.
    return unless_it_has(request, f"document-{row.pk}", lambda: _streamed(row))


def _streamed(row: Survey) -> StreamingHttpResponse:
    return StreamingHttpResponse(downloads.document_of(row), content_type="application/json")
