"""Pages on which labels of things and sites are asked for."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.filters import AssetFilters, SiteFilters
from phaseout.web.estate.labelling import Labelling, of_asset, of_site
from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import with_coverage
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs

ASSETS = Labelling(
    title=_("Labels of assets"), list="assets", filters=AssetFilters, lines=of_asset, route="asset",
    name=lambda asset: asset.label,
)  # fmt: skip
SITES = Labelling(
    title=_("Labels of sites"), list="sites", filters=SiteFilters, lines=of_site, route="site",
    name=lambda site: site.name,
)  # fmt: skip


@needs(Permission.READ)
def assets(request: Asked) -> HttpResponse:
    """Make labels of things."""
    rows = Asset.objects.visible_to(request.access).select_related("site").prefetch_related("keys")
    return ASSETS.answer(request, rows.order_by("-pk"))


@needs(Permission.READ)
def sites(request: Asked) -> HttpResponse:
    """Make labels of sites."""
    rows = with_coverage(Site.objects.visible_to(request.access)).select_related("organisation")
    return SITES.answer(request, rows.order_by("ref", "pk"))
