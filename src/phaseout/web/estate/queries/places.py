"""In which site does a place lie, and which sites does a text mean?"""

from django.db.models import Q, QuerySet

from phaseout.web.estate.models import Building, Floor, Room, Site
from phaseout.web.frame.folded import folded

Place = Building | Floor | Room


def site_of(place: Site | Place) -> Site:
    """Return the site that a place lies in."""
    match place:
        case Site():
            return place
        case Building():
            return place.site
        case Floor():
            return place.building.site
        case Room():
            return place.floor.building.site


def sites_with(sites: QuerySet[Site], text: str) -> QuerySet[Site]:
    """Return the sites that have every word of a text, whatever the capitals and accents."""
    for word in folded(text).split():
        sites = sites.filter(Q(("sought__contains", word)))
    return sites


def with_ref(sites: QuerySet[Site], ref: str) -> list[int]:
    """Return the primary keys of the sites that have a reference: organisations may call theirs alike."""
    if not ref or "\0" in ref:  # PostgreSQL takes no such text
        return []
    return list(sites.filter(ref__iexact=ref).values_list("pk", flat=True))
