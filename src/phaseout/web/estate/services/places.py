"""What changes buildings, floors and rooms?"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction

from phaseout.web.estate.models import Building, Floor, Room, Site
from phaseout.web.estate.queries import Place, site_of
from phaseout.web.estate.services.differing import differences
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim

PLACES: Mapping[str, tuple[type[Place], type[Site] | type[Place]]] = MappingProxyType(
    {"building": (Building, Site), "floor": (Floor, Building), "room": (Room, Floor)}
)
"""Word → what it is a row of, and in what it lies."""


@transaction.atomic
def add_place(
    access: Access, under: Site | Place, *, names: tuple[str, str], level: int | None = None
) -> Place:
    """Add a building to a site, a floor to a building, a room to a floor.

    Args:
        access: of who does it.
        under: in what it lies.
        names: in English and in French, of which one may be empty.
        level: of a floor; 0 is the ground.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ValueError: it is a room, in which nothing lies.
    """
    access.require(Permission.KEEP_ESTATE, site_of(under).organisation_id)
    place: Place
    match under:
        case Site():
            place = Building(site=under)
        case Building():
            place = Floor(building=under, level=level or 0)
        case Floor():
            place = Room(floor=under)
        case Room():
            raise ValueError("nothing lies in a room")
    place.name_en, place.name_fr = names
    place.save()
    noted(access, site_of(under).organisation_id, "place-added", about=str(place), after=_as_noted(place))
    return place


@transaction.atomic
def rename_place(
    access: Access, place: Place, version: int, *, names: tuple[str, str], level: int | None = None
) -> Place:
    """Rename a building, a floor or a room; a floor may also be said to be at another level.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed it since.
    """
    access.require(Permission.KEEP_ESTATE, site_of(place).organisation_id)
    current = claim(place, version)
    before = _as_noted(current)
    current.name_en, current.name_fr = names
    if isinstance(current, Floor) and level is not None:
        current.level = level
    current.save()
    if changed := differences(before, _as_noted(current)):
        noted(access, site_of(current).organisation_id, "place-renamed", about=str(current),
              before=changed.before, after=changed.after)  # fmt: skip
    return current


def _as_noted(place: Place) -> dict[str, object]:
    level = {"level": place.level} if isinstance(place, Floor) else {}
    return {"name_en": place.name_en, "name_fr": place.name_fr, **level}
