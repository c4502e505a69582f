"""In which site does a place lie?"""

from phaseout.web.estate.models import Building, Floor, Room, Site

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
