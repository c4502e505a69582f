"""Which sites are there, what is known of each, and who looked at it?"""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown, unless_unread
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.filters import SiteFilters
from phaseout.web.estate.forms import KeptSiteForm, LookForm, SiteForm, WithdrawForm
from phaseout.web.estate.models import LONGEST_REASON, Coverage, Holder, Look, Site, Tier
from phaseout.web.estate.queries import WAYS, looks_of, with_coverage
from phaseout.web.estate.services import SiteFacts, add_look, add_site, change_site, withdraw_look
from phaseout.web.frame.access import Permission
from phaseout.web.frame.editing import Cleaned

READ, KEEP, SURVEY = Permission.READ, Permission.KEEP_ESTATE, Permission.SURVEY
NOUN = Noun("sites")
LIST, ONE = "/sites", "/sites/{int:pk}"
FACTS = SiteForm.Meta.fields


class SiteOut(Schema):
    """A site; what is empty or null nobody said."""

    id: int
    organisation: int
    ref: str
    name_en: str
    name_fr: str
    tier: Annotated[int, OneOf(Tier)] | None
    owner: Annotated[str, OneOf(Holder, "")]
    operator: Annotated[str, OneOf(Holder, "")]
    custodian: str
    lease_end: date | None
    address: str
    latitude: float | None
    longitude: float | None
    networks: list[str]
    purpose: list[str]
    coverage: Annotated[str, OneOf(Coverage)]
    """The furthest way in which anybody looked at it; it says nothing of what was found."""
    in_part: bool
    """Whether that was of a part of the site alone."""
    version: int


class SiteIn(Sent):
    """A site to be added; what is left out nobody said."""

    organisation: int
    ref: str = Field(max_length=60)
    name_en: str = Field("", max_length=200)
    name_fr: str = Field("", max_length=200)
    tier: Annotated[int, OneOf(Tier)] | None = None
    owner: Annotated[str, OneOf(Holder, "")] = ""
    operator: Annotated[str, OneOf(Holder, "")] = ""
    custodian: str = Field("", max_length=200)
    lease_end: date | None = None
    address: str = Field("", max_length=250)
    latitude: float | None = None
    longitude: float | None = None
    networks: list[str] = Field([], max_length=200)
    purpose: list[str] = Field([], max_length=100)


class SiteChange(SiteIn):
    """What is to be another than it was; what is left out stays."""

    organisation: int = 0
    ref: str = Field("", max_length=60)


class LookIn(Sent):
    """That somebody looked at a site."""

    way: Annotated[str, OneOf(*WAYS[1:])]
    on: date
    note: str = Field("", max_length=4000)
    left: str = Field("", max_length=4000)
    """What of the site is left to look at in this way; empty where it was the whole."""


class LookOut(Schema):
    """That somebody looked at a site in a way on a day."""

    id: int
    way: Annotated[str, OneOf(*WAYS[1:])]
    on: date
    note: str
    left: str
    by: str | None
    """Who looked, for who may see who did what."""
    entered: datetime
    withdrawn: datetime | None
    """Since when it counts no more."""
    why_withdrawn: str


class WithdrawnLookIn(Sent):
    """Why a look is taken back."""

    reason: str = Field(max_length=LONGEST_REASON)


def described(row: Site) -> SiteOut:
    """Return a site, with ``reached`` as of ``with_coverage``, as programs see it."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in FACTS if name != "organisation"}
    reached: int = getattr(row, "reached")  # noqa: B009 # the query adds it
    return SiteOut(
        id=row.pk,
        organisation=row.organisation_id,
        coverage=WAYS[reached].value,
        in_part=getattr(row, "whole", reached) < reached,
        version=row.version,
        **facts,
    )


def _whole(request: Call, pk: int, permission: Permission = KEEP) -> SiteOut:
    """Return it to who has a permission there: who adds a site may read what was added."""
    row = get_object_or_404(with_coverage(Site.objects.within(request.access, permission)), pk=pk)
    shown(request, row.version)
    return described(row)


def _entered(given: Cleaned) -> dict[str, Any]:
    """Return what was sent as the form of the page takes it."""
    return {**given, "networks": "\n".join(given["networks"])}


@NOUN.lists(LIST, "api-sites", SiteOut, filters=SiteFilters)
def sites(request: Call) -> object:
    """List the sites within reach."""
    return page_of(
        request, with_coverage(Site.objects.visible_to(request.access)), described, filters=SiteFilters
    )


@NOUN.shows(ONE, "api-site", SiteOut)
def site(request: Call, pk: int) -> object:
    """Show a site."""
    return _whole(request, pk, READ)


@NOUN.does(Operation(method="POST", path=LIST, name="api-sites", needs=KEEP, answers=SiteOut, status=201))
def add(request: Call, given: SiteIn) -> object:
    """Add a site."""
    form = SiteForm(_entered(given.model_dump()), access=request.access)
    row = add_site(request.access, SiteFacts(**cleaned(form)))
    made(request, f"/api/v1/sites/{row.pk}")
    return _whole(request, row.pk)


@NOUN.does(
    Operation(
        method="PATCH",
        path=ONE,
        name="api-site",
        needs=KEEP,
        answers=SiteOut,
        is_versioned=True,
        may_be_unread=True,
    )
)
def change(request: Call, pk: int, given: SiteChange) -> object:
    """Say anew what is known of a site."""
    rows = Site.objects.within(request.access, KEEP)
    row = get_object_or_404(rows, pk=pk)
    version = seen_version(request, row.version)
    before = {name: getattr(row, name) for name in FACTS if name != "organisation"}
    facts = {"organisation": row.organisation_id, **before, **given.model_dump(exclude_unset=True)}
    form = KeptSiteForm({**_entered(facts), "version": version}, instance=row, access=request.access)
    said = cleaned(form)
    del said["version"]
    changed = change_site(request.access, get_object_or_404(rows, pk=pk), version, SiteFacts(**said))
    return unless_unread(request, changed.organisation_id, lambda: _whole(request, pk))


@NOUN.lists(f"{ONE}/looks", "api-looks", LookOut)
def looks(request: Call, pk: int) -> object:
    """List the looks at a site."""
    row = get_object_or_404(Site.objects.visible_to(request.access), pk=pk)
    return page_of(request, looks_of(row), lambda look: _look(request, row, look))


@NOUN.does(
    Operation(method="POST", path=f"{ONE}/looks", name="api-looks", needs=SURVEY, answers=LookOut, status=201)
)
def look(request: Call, pk: int, given: LookIn) -> object:
    """Say that somebody looked at a site; verified, only where somebody else looked before."""
    row = get_object_or_404(Site.objects.within(request.access, SURVEY), pk=pk)
    kept = add_look(request.access, row, **cleaned(LookForm(given.model_dump())))
    return _look(request, row, kept)


@NOUN.does(
    Operation(
        method="POST",
        path=f"{ONE}/looks/{{int:look}}/withdrawal",
        name="api-look-withdraw",
        needs=KEEP,
        answers=LookOut,
    )
)
def withdraw(request: Call, pk: int, look: int, given: WithdrawnLookIn) -> object:
    """Take a look back, as who keeps the estate."""
    row = get_object_or_404(Look.objects.within(request.access, KEEP), pk=look, site=pk)
    withdraw_look(request.access, row, reason=cleaned(WithdrawForm(given.model_dump()))["reason"])
    row.refresh_from_db()
    return _look(request, row.site, row)


def _look(request: Call, row: Site, look: Look) -> LookOut:
    by = str(look.by) if request.access.may(Permission.AUDIT, row.organisation_id) else None
    return LookOut(
        id=look.pk, way=look.way, on=look.on, note=look.note, left=look.left, by=by, entered=look.entered,
        withdrawn=look.withdrawn, why_withdrawn=look.why_withdrawn,
    )  # fmt: skip
