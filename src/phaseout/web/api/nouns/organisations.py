"""Which organisations are there, what is each in law, and how far were their sites looked at?"""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown, unless_unread
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names, page_of
from phaseout.web.api.schema import Schema, Sent
from phaseout.web.estate.forms import BranchForm, OrganisationForm
from phaseout.web.estate.models import Organisation
from phaseout.web.estate.queries import coverage_by_way, roles_of
from phaseout.web.estate.services import add_branch, change_organisation
from phaseout.web.frame.access import Permission

READ, KEEP = Permission.READ, Permission.KEEP_ESTATE
NOUN = Noun("organisations")
LIST, ONE = "/organisations", "/organisations/{int:pk}"


class OrganisationOut(Schema):
    """An organisation of the tree."""

    id: int
    part_of: int | None
    """The one above, where the token reaches it."""
    name_en: str
    name_fr: str
    roles: list[str]
    """What it is in law; empty where that is as of the one above."""
    version: int


class OrganisationWhole(OrganisationOut):
    """An organisation, with what counts of it."""

    counting_roles: list[str]
    """What it is in law, its own or of the nearest above that says so."""


class BranchIn(Sent):
    """A branch to be added."""

    name_en: str = Field("", max_length=200)
    name_fr: str = Field("", max_length=200)
    roles: list[str] = Field([], max_length=100)


class OrganisationChange(Sent):
    """What is to be another than it was; what is left out stays."""

    name_en: str = Field("", max_length=200)
    name_fr: str = Field("", max_length=200)
    roles: list[str] = Field([], max_length=100)


class CoverageOut(Schema):
    """How far the sites of an organisation, and of all below it, were looked at."""

    organisation: int
    sites: int
    begun: int
    by_way: dict[str, int]
    in_part: int
    """Sites of which only a part was looked at in the furthest way."""


class CoverageListOut(Schema):
    """Of every organisation."""

    items: list[CoverageOut]


def _known(request: Call, row: Organisation) -> dict[str, Any]:
    names = {name: getattr(row, name) for name in ("name_en", "name_fr", "roles", "version")}
    above = row.parent_id if row.parent_id in request.access.within(READ) else None
    return {"id": row.pk, "part_of": above, **names}


def _whole(request: Call, row: Organisation) -> OrganisationWhole:
    shown(request, row.version)
    return OrganisationWhole(**_known(request, row), counting_roles=list(roles_of(row)))


@NOUN.lists(LIST, "api-organisations", OrganisationOut)
def organisations(request: Call) -> object:
    """List the organisations within reach."""
    rows = Organisation.objects.visible_to(request.access)
    return page_of(request, rows, lambda row: OrganisationOut(**_known(request, row)))


@NOUN.shows(ONE, "api-organisation", OrganisationWhole)
def organisation(request: Call, pk: int) -> object:
    """Show an organisation."""
    return _whole(request, get_object_or_404(Organisation.objects.visible_to(request.access), pk=pk))


@NOUN.does(
    Operation(
        method="PATCH",
        path=ONE,
        name="api-organisation",
        needs=KEEP,
        answers=OrganisationWhole,
        is_versioned=True,
        may_be_unread=True,
    )
)
def change(request: Call, pk: int, given: OrganisationChange) -> object:
    """Rename an organisation, or say anew what it is in law."""
    row = get_object_or_404(Organisation.objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, row.version)
    before = {"name_en": row.name_en, "name_fr": row.name_fr, "roles": row.roles}
    said = cleaned(OrganisationForm({**before, **given.model_dump(exclude_unset=True), "version": version}))
    names = said["name_en"], said["name_fr"]
    changed = change_organisation(request.access, row, version, names=names, roles=said["roles"])
    return unless_unread(request, pk, lambda: _whole(request, changed))


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/branches",
        name="api-branches",
        needs=KEEP,
        answers=OrganisationWhole,
        status=201,
    )
)
def branch(request: Call, pk: int, given: BranchIn) -> object:
    """Add a branch below an organisation."""
    above = get_object_or_404(Organisation.objects.within(request.access, KEEP), pk=pk)
    row = add_branch(request.access, above, **cleaned(BranchForm(given.model_dump())))
    made(request, f"/api/v1/organisations/{row.pk}")
    return _whole(request, row)


@NOUN.shows("/coverage", "api-coverage", CoverageListOut)
def coverage(request: Call) -> CoverageListOut:
    """Say how far the sites of each organisation, and of all below it, were looked at."""
    check_names(request, ())
    found = [
        CoverageOut(
            organisation=one.organisation.pk, sites=one.sites, begun=one.begun, in_part=one.in_part,
            by_way={way.value: count for way, count in one.counts},
        )
        for one in coverage_by_way(request.access)
    ]  # fmt: skip
    return CoverageListOut(items=found)
