"""Which plans were made, what does each say, and how is one asked for and adopted?"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.report.json_bytes import json_bytes
from phaseout.web.api.call import Call, made, seen_version, shown
from phaseout.web.api.faults import cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.models import LONGEST, Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.plans import queries, services
from phaseout.web.plans.filters import PlanFilter
from phaseout.web.plans.forms import MOST_MOVES, AskingWhatIf
from phaseout.web.plans.models import State, WorkPackage, WorkPlan
from phaseout.web.plans.queries.document import document_of
from phaseout.web.plans.words import failing

READ, ASSESS, DECIDE = Permission.READ, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("plans")
LIST, ONE = "/plans", "/plans/{int:pk}"


class PlanOut(Schema):
    """A plan of the replacements of an organisation."""

    id: int
    organisation: int
    programme: int
    """Version of the programme it was made with."""
    prices: int
    """Version of the price list; 0 for the one that is built in."""
    base: int | None
    """The plan to which it says what would be otherwise."""
    what_if: str
    previous: int | None
    moves: int | None
    state: Annotated[str, OneOf(State)]
    replaced_by: int | None
    """The plan that was adopted next, so that this one holds no more."""
    error: str
    """Why it could not be made, in your language."""
    edition: str
    as_of: date | None
    value: float | None
    bound: float | None
    gap: float | None
    packages: int
    things: int
    not_done: int
    last_month: str
    by: str
    asked: datetime
    finished: datetime | None
    adopted: datetime | None
    version: int


class PackageOut(Schema):
    """What is replaced together."""

    id: int
    name: str
    label: str
    """What people called it when the plan was made."""
    month: date | None
    ended: date | None
    way: str
    isolated: date | None
    site: int | None
    crew: str
    assets: list[int]
    hours: float
    cost: float
    weight: float
    due: date | None
    is_overdue: bool
    why: list[Any]
    """Why it is not done earlier: code, what it names, months."""


class PlanIn(Sent):
    """Whose replacements are planned; or what would be otherwise in a plan that was made."""

    organisation: int | None = None
    """The token's if left out."""
    moves: int | None = Field(None, ge=0, le=MOST_MOVES)
    base: int | None = None
    what_if: str = Field("", max_length=LONGEST)


def _known(access: Access, row: WorkPlan) -> PlanOut:
    told = {name: getattr(row, name, None) for name in PlanOut.model_fields}
    told |= {
        "organisation": row.organisation_id, "programme": row.programme.number, "base": row.base_id,
        "prices": row.prices.number if row.prices else 0, "previous": row.previous_id, "error": failing(row),
        "by": name_for(access, row.by, row.organisation_id),
    }  # fmt: skip
    return PlanOut.model_validate(told)


def _package(row: WorkPackage) -> PackageOut:
    told = {name: getattr(row, name) for name in PackageOut.model_fields if name != "site"}
    return PackageOut.model_validate({**told, "site": row.site_id})


def _seen(request: Call, pk: int, permission: Permission = READ) -> WorkPlan:
    return get_object_or_404(queries.plans_seen(request.access, permission), pk=pk)


def _shown(request: Call, pk: int, permission: Permission = READ) -> PlanOut:
    row = _seen(request, pk, permission)
    shown(request, row.version)
    return _known(request.access, row)


@NOUN.lists(LIST, "api-plans", PlanOut, filters=PlanFilter)
def plans(request: Call) -> object:
    """List the plans within reach."""
    return page_of(
        request,
        queries.plans_seen(request.access),
        lambda row: _known(request.access, row),
        filters=PlanFilter,
    )


@NOUN.does(Operation(method="POST", path=LIST, name="api-plans", needs=ASSESS, answers=PlanOut, status=202))
def ask(request: Call, given: PlanIn) -> object:
    """Have the replacements of an organisation planned, in the background; it changes nothing of them."""
    try:
        row = services.ask_for_plan(request.access, **_wanted(request, given))
    except services.NoProgrammeError:
        raise ProblemError(
            409, _("There is no programme yet: say first when, by whom and with what money.")
        ) from None
    made(request, f"/api/v1/plans/{row.pk}")
    return _shown(request, row.pk, ASSESS)


def _wanted(request: Call, given: PlanIn) -> dict[str, Any]:
    if given.base is None:
        key = request.token.organisation_id if given.organisation is None else given.organisation
        found = Organisation.objects.within(request.access, ASSESS).filter(pk=key).first()
        if found is None:
            said = _("There is no such organisation, or none in which you may plan.")
            raise not_valid([Fault(field="organisation", detail=said)])
        return {"organisation": found, "moves": given.moves}
    base = _seen(request, given.base, ASSESS)
    if not base.is_made:
        raise not_valid([Fault(field="base", detail=_("It is not made yet."))])
    form = AskingWhatIf({"what_if": given.what_if})
    return {"organisation": base.organisation, "base": base, "what_if": cleaned(form)["what_if"]}


@NOUN.shows(ONE, "api-plan", PlanOut)
def plan(request: Call, pk: int) -> object:
    """Say how far a plan is, what it is worth, and how far that is from the best there can be."""
    return _shown(request, pk)


@NOUN.lists(f"{ONE}/packages", "api-plan-packages", PackageOut)
def packages(request: Call, pk: int) -> object:
    """List the packages of a plan; those not done come first, then the last month."""
    return page_of(request, queries.packages_of(_seen(request, pk)), _package)


@NOUN.shows(f"{ONE}/document", "api-plan-document", dict[str, Any])
def document(request: Call, pk: int) -> HttpResponse:
    """Hand out a plan as ``phaseout plan -o json`` writes it."""
    row = _seen(request, pk)
    if not row.is_made:
        raise ProblemError(404, _("It is not made yet."))
    return HttpResponse(json_bytes(document_of(row)), content_type="application/json")


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/adopt",
        name="api-plan-adopt",
        needs=DECIDE,
        answers=PlanOut,
        status=202,
        is_versioned=True,
    )
)
def adopt(request: Call, pk: int) -> object:
    """Adopt a plan: its packages and months are written into the replacements, in the background."""
    row = _seen(request, pk, DECIDE)
    if not services.ask_to_adopt(request.access, row, seen_version(request, row.version)):
        raise ProblemError(409, _("It is not ready to be adopted: see its state."))
    return _shown(request, pk, DECIDE)
