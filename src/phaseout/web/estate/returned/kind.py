"""Which workbooks come back: of things, and of sites?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.estate.editable import OF_ASSETS, OF_SITES, Field, Row
from phaseout.web.estate.exports import ASSETS, SITES
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import with_coverage
from phaseout.web.estate.returned.sheet import heading
from phaseout.web.estate.services import SiteFacts, Wanted, change_assets, change_sites
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.export import Export
from phaseout.web.frame.folded import folded

Sites = Mapping[str, Sequence[Site]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a workbook is a list of."""

    name: str
    title: str | Promise
    export: Export
    fields: Mapping[str, Field]
    columns: tuple[str, ...]
    """Columns that are read back; their names are those of fields."""
    rows: Callable[[Access], QuerySet[Any]]
    write: Callable[[Access, Mapping[int, Wanted], Sequence[SiteFacts]], str]
    may_be_added: bool = False

    def rows_by_key(self, access: Access, keys: Iterable[int]) -> dict[int, Row]:
        """Return the rows that somebody may see."""
        seen = self.rows(access).filter(pk__in=list(keys)).prefetch_related(*self.export.needs)
        return {row.pk: row for row in seen}

    def context(self, access: Access) -> Sites:
        """Return folded reference → the sites where things may be put."""
        found: dict[str, list[Site]] = defaultdict(list)
        if "site" in self.columns:
            for site in Site.objects.within(access, Permission.KEEP_ESTATE):
                found[folded(site.ref)].append(site)
        return found

    def site_of(self, sites: Sites, text: str, row: Row) -> Site:
        """Return the site with a reference: of the same organisation, else the only one.

        Raises:
            ValidationError: there is none, or several.
        """
        known = sites.get(folded(text), ())
        nearest = [one for one in known if one.organisation_id == row.organisation_id] or known
        if len(nearest) != 1:
            raise ValidationError(_("No site has this reference, or several have."))
        return nearest[0]

    def meant_instead(self, head: Sequence[str]) -> "Kind | None":
        """Return of which other list a workbook is, by the headings that mean something; None if of this."""
        unknown = {one.name: len(heading(head, one.export).unknown) for one in KINDS.values()}
        nearest = min(KINDS.values(), key=lambda one: (unknown[one.name], one is not self))
        return None if nearest is self else nearest

    def label(self, row: Row) -> str:
        """Return what a row goes by."""
        return f"{row.ref} – {row.name}" if isinstance(row, Site) else row.label


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "assets": Kind(
            name="assets", title=gettext_lazy("Assets"), export=ASSETS, fields=OF_ASSETS,
            columns=("site", "kind", "maker", "brand", "model", "firmware", "custodian"),
            rows=lambda access: Asset.objects.visible_to(access).select_related("site", "organisation"),
            write=lambda access, wanted, _added: change_assets(access, wanted),
        ),
        "sites": Kind(
            name="sites", title=gettext_lazy("Sites"), export=SITES, fields=OF_SITES, may_be_added=True,
            columns=("name_en", "name_fr", "tier", "owner", "operator", "custodian", "lease_end", "address",
                     "latitude", "longitude", "networks", "purpose"),
            rows=lambda access: with_coverage(Site.objects.visible_to(access)).select_related("organisation"),
            write=change_sites,
        ),
    }
)  # fmt: skip
