"""Which buildings, floors and rooms has a site?"""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field

from phaseout.web.api.call import Call, made, seen_version, shown, unless_unread
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import check_names
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.estate.forms import FloorForm, KeptFloorForm, Names, PlaceForm
from phaseout.web.estate.models import Building, Floor, Room, Site
from phaseout.web.estate.queries import Place, site_of
from phaseout.web.estate.services import PLACES, add_place, rename_place
from phaseout.web.frame.access import Permission

READ, KEEP = Permission.READ, Permission.KEEP_ESTATE
NOUN = Noun("places")
ONE = "/places/{sort}/{int:pk}"
Sort = Annotated[str, OneOf(*PLACES)]


class PlaceOut(Schema):
    """A building, a floor or a room."""

    id: int
    sort: Sort
    lies_in: int
    """Id of the site of a building, the building of a floor, the floor of a room."""
    name_en: str
    name_fr: str
    level: int | None
    """Of a floor; 0 is the ground."""
    version: int


class PlaceIn(Sent):
    """Its names, and the level of a floor."""

    name_en: str = Field("", max_length=200)
    name_fr: str = Field("", max_length=200)
    level: int = 0


class PlacesOut(Schema):
    """All places of a site: buildings, floors, then rooms."""

    items: list[PlaceOut]


def described(place: Place) -> PlaceOut:
    """Return a place as programs see it."""
    names: dict[str, Any] = {"name_en": place.name_en, "name_fr": place.name_fr, "version": place.version}
    match place:
        case Building():
            return PlaceOut(id=place.pk, sort="building", lies_in=place.site_id, level=None, **names)
        case Floor():
            return PlaceOut(id=place.pk, sort="floor", lies_in=place.building_id, level=place.level, **names)
        case Room():
            return PlaceOut(id=place.pk, sort="room", lies_in=place.floor_id, level=None, **names)


def _whole(request: Call, place: Place) -> PlaceOut:
    shown(request, place.version)
    return described(place)


@NOUN.shows("/sites/{int:pk}/places", "api-site-places", PlacesOut)
def places(request: Call, pk: int) -> PlacesOut:
    """List the buildings, floors and rooms of a site."""
    check_names(request, ())
    site = get_object_or_404(Site.objects.visible_to(request.access), pk=pk)
    found: list[Place] = [*Building.objects.visible_to(request.access).filter(site=site).order_by("pk")]
    found += Floor.objects.visible_to(request.access).filter(building__site=site)
    found += Room.objects.visible_to(request.access).filter(floor__building__site=site).order_by("pk")
    return PlacesOut(items=list(map(described, found)))


@NOUN.shows(ONE, "api-place", PlaceOut)
def place(request: Call, sort: Sort, pk: int) -> object:
    """Show a place."""
    found: Any = get_object_or_404(PLACES[sort][0].objects.visible_to(request.access), pk=pk)
    return _whole(request, found)


@NOUN.does(
    Operation(
        method="POST",
        path="/places/{sort}/in/{int:pk}",
        name="api-places",
        needs=KEEP,
        answers=PlaceOut,
        status=201,
    )
)
def add(request: Call, sort: Sort, pk: int, given: PlaceIn) -> object:
    """Add a building to a site, a floor to a building, a room to a floor; pk is that of what it lies in."""
    under: Any = get_object_or_404(PLACES[sort][1].objects.within(request.access, KEEP), pk=pk)
    said = cleaned((FloorForm if sort == "floor" else Names)(given.model_dump()))
    names = said["name_en"], said["name_fr"]
    row = add_place(request.access, under, names=names, level=said.get("level"))
    made(request, f"/api/v1/places/{sort}/{row.pk}")
    return _whole(request, row)


@NOUN.does(
    Operation(
        method="PATCH",
        path=ONE,
        name="api-place",
        needs=KEEP,
        answers=PlaceOut,
        is_versioned=True,
        may_be_unread=True,
    )
)
def change(request: Call, sort: Sort, pk: int, given: PlaceIn) -> object:
    """Rename a place, or say at which level a floor is; what is left out stays."""
    row: Any = get_object_or_404(PLACES[sort][0].objects.within(request.access, KEEP), pk=pk)
    version = seen_version(request, row.version)
    before = {"name_en": row.name_en, "name_fr": row.name_fr, "level": getattr(row, "level", 0)}
    form = KeptFloorForm if sort == "floor" else PlaceForm
    said = cleaned(form({**before, **given.model_dump(exclude_unset=True), "version": version}))
    names = said["name_en"], said["name_fr"]
    changed = rename_place(request.access, row, version, names=names, level=said.get("level"))
    return unless_unread(request, site_of(row).organisation_id, lambda: _whole(request, changed))
