"""The map of sites."""

from django.http import HttpResponse
from django.shortcuts import render

from phaseout.web.estate.filters import SiteFilters
from phaseout.web.estate.map_page import page_of
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import with_coverage
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked, needs


@needs(Permission.READ)
def site_map(request: Asked) -> HttpResponse:
    """Show where the sites lie that the filter shows, and how each stands."""
    seen = with_coverage(Site.objects.visible_to(request.access))
    chosen = SiteFilters(request.GET, queryset=seen, request=request)
    found = chosen.qs if chosen.form.is_valid() else seen.none()
    return render(request, "estate/map.html", {"filter": chosen, **page_of(found, request.GET)})
