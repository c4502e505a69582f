"""What would become of many things or sites at once, and how are they changed: all of them, or none?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.call import Call, made
from phaseout.web.api.faults import cleaned, faults_of, not_valid
from phaseout.web.api.narrowed import AssetsNarrowed
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.changes import ChangeOut, described
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.selection import MOST, ChosenIn, SeenIn, asked_in, in_the_way
from phaseout.web.estate.bulk import ASSETS, SITES, Previewed, Subject, every, previewed
from phaseout.web.estate.bulk_forms import ChangingMany
from phaseout.web.estate.editable import Row, differing, kept
from phaseout.web.estate.models import LONGEST, Asset, Holder, Tier
from phaseout.web.estate.services import Wanted
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import Fault, ProblemError

KEEP = Permission.KEEP_ESTATE
NOUN = Noun("many at once")
LONGEST_FILTER = 2000
THINGS = replace(ASSETS, filters=AssetsNarrowed)


class Values(Sent):
    """What rows are to become: what is left out, or empty, stays as it is."""

    clear: list[str] = Field([], max_length=20)
    """Fields of which nobody is to know anything any more."""


class AssetValues(Values):
    """What things are to become."""

    site: int | None = None
    kind: str = ""
    maker: str = ""
    brand: str = ""
    model: str = Field("", max_length=LONGEST)
    firmware: str = Field("", max_length=LONGEST)
    custodian: str = Field("", max_length=LONGEST)


class SiteValues(Values):
    """What sites are to become."""

    tier: Annotated[int, OneOf(Tier)] | None = None
    owner: Annotated[str, OneOf(Holder, "")] = ""
    operator: Annotated[str, OneOf(Holder, "")] = ""
    custodian: str = Field("", max_length=200)
    lease_end: date | None = None


class Wished(Schema):
    """Which rows are looked at: those that are named, or all that a filter of the list shows."""

    rows: list[ChosenIn] = Field([], max_length=MOST)
    filter: str | None = Field(None, max_length=LONGEST_FILTER)
    """As the address of the list says it here, such as ``maker=hikvision``; empty for the whole list."""


class AssetsPreviewIn(Wished, AssetValues):
    """What would become of which things."""


class SitesPreviewIn(Wished, SiteValues):
    """What would become of which sites."""


class AssetsChangeIn(AssetValues):
    """What becomes of which things, each as it was seen."""

    rows: list[SeenIn] = Field(min_length=1, max_length=MOST)


class SitesChangeIn(SiteValues):
    """What becomes of which sites, each as it was seen."""

    rows: list[SeenIn] = Field(min_length=1, max_length=MOST)


class DifferenceOut(Schema):
    """What a field is, and what it would be."""

    before: str | int | float | list[str] | None
    after: str | int | float | list[str] | None


class PreviewedOut(Schema):
    """What would become of one row."""

    id: int
    version: int
    """As it stands now: the change names it."""
    differences: dict[str, DifferenceOut]
    """By field."""
    why_not: str
    """Why it stays as it is; empty where it would be changed."""
    is_changed: bool
    """Whether somebody changed it since you saw it."""


class PreviewOut(Schema):
    """What would become of all of them; nothing was changed."""

    items: list[PreviewedOut]
    number: int
    """Rows that would be changed."""
    missing: list[int]
    """Ids of rows that are not within your reach."""


def _form(request: Call, subject: Subject, given: Values) -> ChangingMany:
    said = given.model_dump(exclude={"rows", "filter"})
    form = subject.form(said, access=request.access)
    cleaned(form)
    return form


def _wished(request: Call, subject: Subject, given: Wished) -> Mapping[int, int | None]:
    """Return primary key → version that was seen, None where none was said.

    Raises:
        ProblemError: neither rows nor a filter are named, or both, or the filter shows too much.
    """
    if bool(given.rows) == (given.filter is not None):
        raise not_valid([Fault(field="rows", detail=_("Name rows or a filter, one of the two."))])
    if given.filter is None:
        return {one.id: one.version for one in given.rows}
    asked = asked_in("filter", given.filter, subject.filters.base_filters)
    form = subject.filters(asked, queryset=subject.rows(request.access), request=request).form
    if not form.is_valid():
        raise not_valid([Fault(field=f"filter.{one.field}", detail=one.detail) for one in faults_of(form)])
    shown, number = every(request, subject, asked)
    if number > MOST:
        said = _("The filter shows more than %(most)d: at most so many are changed at once.")
        raise not_valid([Fault(field="filter", detail=said % {"most": MOST})])
    return shown


def _looked_at(
    request: Call, subject: Subject, versions: Mapping[int, int | None], values: Mapping[str, Any]
) -> list[Previewed]:
    rows = list(subject.rows(request.access).filter(pk__in=versions).order_by("pk"))
    return list(previewed(request.access, rows, versions, values))


def _differences(row: Row, values: Mapping[str, Any]) -> dict[str, DifferenceOut]:
    found = {
        name: DifferenceOut(before=kept(before), after=kept(after))
        for name, (before, after) in differing(row, values).items()
    }
    if isinstance(row, Asset) and "site" in found and row.room_id:
        found["room"] = DifferenceOut(before=row.room_id, after=None)
    return found


def _preview(request: Call, subject: Subject, given: Any) -> PreviewOut:
    values, versions = _form(request, subject, given).values, _wished(request, subject, given)
    shown = _looked_at(request, subject, versions, values)
    items = [
        PreviewedOut(
            id=one.row.pk, version=one.row.version, why_not=one.why_not, is_changed=one.is_changed,
            differences={} if one.why_not else _differences(one.row, values),
        )
        for one in shown
    ]  # fmt: skip
    missing = sorted(set(versions) - {one.id for one in items})
    return PreviewOut(items=items, number=sum(not one.why_not for one in items), missing=missing)


def _change(request: Call, subject: Subject, given: Any) -> ChangeOut:
    """Change rows as they were seen: all of them, or none.

    Raises:
        ProblemError: something is in the way of one of them.
    """
    values = _form(request, subject, given).values
    shown = _looked_at(request, subject, {one.id: one.version for one in given.rows}, values)
    wanted = _wanted(shown, given.rows, values)
    if not wanted:
        raise ProblemError(409, _("Nothing was changed: they are all so already."))
    name = subject.change(request.access, wanted)
    made(request, f"/api/v1/changes/{name}")
    return described(request, name)


def _wanted(
    shown: Sequence[Previewed], seen: Sequence[SeenIn], values: Mapping[str, Any]
) -> dict[int, Wanted]:
    """Return what becomes of the rows that are not so already."""
    reasons = {one.row.pk: "" if one.is_so else one.why_not for one in shown}
    changed = {one.row.pk for one in shown if one.is_changed}
    said = _("Nothing was changed: some of these cannot be changed as you saw them.")
    in_the_way("rows", seen, reasons, changed, said)
    rows = [one.row for one in shown if not one.is_so]
    return {row.pk: Wanted(version=row.version, values=values) for row in rows}


def _previews(rows: str) -> Operation:
    return Operation(
        method="POST", path=f"/{rows}/changes/preview", name=f"api-{rows}-preview", needs=KEEP,
        answers=PreviewOut,
    )  # fmt: skip


def _changes(rows: str) -> Operation:
    return Operation(
        method="POST", path=f"/{rows}/changes", name=f"api-{rows}-change", needs=KEEP, answers=ChangeOut,
        status=201, are_versioned=True,
    )  # fmt: skip


@NOUN.does(_previews("assets"))
def preview_assets(request: Call, given: AssetsPreviewIn) -> object:
    """Say what would become of many things, and change nothing; needs the permission to read as well."""
    return _preview(request, THINGS, given)


@NOUN.does(_changes("assets"))
def change_assets(request: Call, given: AssetsChangeIn) -> object:
    """Change many things as they were seen: all of them, or none.

    ``errors`` say which of them are in the way: one was changed since it was seen (412), or it is not
    within your reach or would contradict itself (409). What is so already stays as it is.
    """
    return _change(request, THINGS, given)


@NOUN.does(_previews("sites"))
def preview_sites(request: Call, given: SitesPreviewIn) -> object:
    """Say what would become of many sites, and change nothing; needs the permission to read as well."""
    return _preview(request, SITES, given)


@NOUN.does(_changes("sites"))
def change_sites(request: Call, given: SitesChangeIn) -> object:
    """Change many sites as they were seen: all of them, or none.

    ``errors`` say which of them are in the way: one was changed since it was seen (412), or it is not
    within your reach or would contradict itself (409). What is so already stays as it is.
    """
    return _change(request, SITES, given)
