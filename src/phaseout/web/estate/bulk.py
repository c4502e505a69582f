"""Which things or sites were chosen in a list, and what would become of each?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from phaseout.web.estate.bulk_forms import ChangingAssets, ChangingMany, ChangingSites
from phaseout.web.estate.editable import Row, contradiction, differing, fields_of
from phaseout.web.estate.filters import AssetFilters, SiteFilters
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import with_coverage
from phaseout.web.estate.services import Wanted, change_assets, change_sites
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.picked import MOST, is_key, picked


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Of what many are changed at once."""

    name: str
    """The list's address."""
    title: str | Promise
    rows: Callable[[Access], QuerySet[Any]]
    filters: type[FilterSet]
    form: type[ChangingMany]
    change: Callable[[Access, Mapping[int, Wanted]], str]


ASSETS = Subject(
    name="assets", title=gettext_lazy("Change several assets"), filters=AssetFilters, form=ChangingAssets,
    change=change_assets,
    rows=lambda access: Asset.objects.visible_to(access).select_related("site", "room", "organisation"),
)  # fmt: skip
SITES = Subject(
    name="sites", title=gettext_lazy("Change several sites"), filters=SiteFilters, form=ChangingSites,
    change=change_sites,
    rows=lambda access: with_coverage(Site.objects.visible_to(access)).select_related("organisation"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that becomes another."""

    field: str
    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A row with what becomes of it."""

    row: Row
    changes: Sequence[Change] = ()
    why_not: str = ""
    """Why it stays as it is, empty where it can be changed."""
    is_so: bool = False
    """Whether it is so already, and stays for no other reason."""
    is_changed: bool = False
    """Whether somebody else changed it since it was chosen."""

    @property
    def is_chosen(self) -> bool:
        """Whether its box is ticked: not, where somebody else changed it, until somebody ticks it again."""
        return not self.is_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What was chosen, what was said, and what would become of it."""

    subject: Subject
    form: ChangingMany
    rows: Sequence[Previewed]
    is_previewed: bool = False
    seen: int | None = None
    """Rows of the filter when it was chosen as a whole; None where rows were chosen one by one."""
    found: int = 0
    """Rows of the filter now, counted to one more than may be changed."""

    @property
    def ready(self) -> list[Previewed]:
        """Return those that can be changed."""
        return [one for one in self.rows if not one.why_not]

    @property
    def left_out(self) -> list[Previewed]:
        """Return those that stay as they are, and why."""
        return [one for one in self.rows if one.why_not]

    @property
    def is_too_much(self) -> bool:
        """Whether the filter shows more than may be changed at once."""
        return self.found > MOST

    @property
    def is_moved(self) -> bool:
        """Whether the filter shows another number than when it was chosen."""
        return self.seen is not None and self.seen != self.found

    @property
    def has_changed(self) -> bool:
        """Whether somebody else changed a row meanwhile."""
        return any(one.is_changed for one in self.rows)

    @property
    def wanted(self) -> dict[int, Wanted]:
        """Primary key → what it becomes, of the rows that can be changed and were not meanwhile."""
        values = self.form.values
        return {
            one.row.pk: Wanted(version=one.row.version, values=values)
            for one in self.ready if one.is_chosen
        }  # fmt: skip


def chosen(request: Asked, subject: Subject) -> Bulk:
    """Return what somebody chose in the list, or has before them on the preview."""
    given = request.POST or request.GET
    is_filled = "look" in given or "save" in given
    form = subject.form(given if is_filled else None, access=request.access)
    versions, seen, found = picked(given), None, 0
    if "every" in given:
        versions, found = every(request, subject, QueryDict(given.get("filter", "")))
        seen = int(given["seen"]) if is_key(given.get("seen", "")) else None
    is_previewed = is_filled and form.is_valid()
    rows = list(subject.rows(request.access).filter(pk__in=versions).order_by("pk"))
    values = form.values if is_previewed else None
    shown = list(previewed(request.access, rows, versions, values))
    return Bulk(subject=subject, form=form, rows=shown, is_previewed=is_previewed, seen=seen, found=found)


def every(request: Asked, subject: Subject, asked: QueryDict) -> tuple[dict[int, int | None], int]:
    """Return the rows a filter shows, and how many; none where they are more than may be changed."""
    narrowed = subject.filters(asked, queryset=subject.rows(request.access), request=request)
    if not narrowed.form.is_valid():
        return {}, 0
    pairs = list(narrowed.qs.order_by("pk").values_list("pk", "version")[: MOST + 1])
    return ({} if len(pairs) > MOST else dict(pairs)), len(pairs)


def previewed(
    access: Access, rows: Sequence[Row], versions: Mapping[int, int | None], values: Mapping[str, Any] | None
) -> Iterator[Previewed]:
    """Yield what would become of each row.

    Args:
        access: whose change it would be.
        rows: as they stand, each a key of the versions.
        versions: primary key → version when it was chosen, None where none was said.
        values: field → value; None where nothing was said yet.
    """
    for row in rows:
        is_changed = versions[row.pk] not in (None, row.version)
        if not access.may(Permission.KEEP_ESTATE, row.organisation_id):
            yield Previewed(row=row, why_not=_("Your role does not reach there."))
        elif values is None:
            yield Previewed(row=row, is_changed=is_changed)
        else:
            yield _changed(row, values, is_changed=is_changed)


def _changed(row: Row, values: Mapping[str, Any], *, is_changed: bool) -> Previewed:
    pairs, fields = differing(row, values), fields_of(row)
    changes = [
        Change(
            field=name,
            label=fields[name].label,
            before=fields[name].read(before),
            after=fields[name].read(after),
        )
        for name, (before, after) in pairs.items()
    ]
    if isinstance(row, Asset) and "site" in pairs and row.room is not None:
        changes.append(Change(field="room", label=_("Room"), before=row.room.name, after=_("nobody said")))
    why_not = contradiction(row, values) if pairs else _("It is so already.")
    return Previewed(row=row, changes=changes, why_not=why_not, is_so=not pairs, is_changed=is_changed)
