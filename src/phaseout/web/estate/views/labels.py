"""Pages on which labels of things and sites are asked for."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.filters import AssetFilters, SiteFilters
from phaseout.web.estate.labelling import Labelling, of_asset, of_site
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import with_coverage
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.gate import Asked, needs


def _assets(access: Access) -> QuerySet[Asset]:
    seen = Asset.objects.visible_to(access).select_related("site").prefetch_related("keys")
    return seen.order_by("-pk")


def _sites(access: Access) -> QuerySet[Site]:
    seen = with_coverage(Site.objects.visible_to(access)).select_related("organisation")
    return seen.order_by("ref", "pk")


ASSETS = Labelling(
    title=_("Labels of assets"), list="assets", rows=_assets, filters=AssetFilters, lines=of_asset,
    route="asset", name=lambda asset: asset.label,
)  # fmt: skip
SITES = Labelling(
    title=_("Labels of sites"), list="sites", rows=_sites, filters=SiteFilters, lines=of_site,
    route="site", name=lambda site: site.name,
)  # fmt: skip


@needs(Permission.READ)
def assets(request: Asked) -> HttpResponse:
    """Make labels of things."""
    return ASSETS.answer(request)


@needs(Permission.READ)
def sites(request: Asked) -> HttpResponse:
    """Make labels of sites."""
    return SITES.answer(request)
