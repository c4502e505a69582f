"""A site with a building, a look at it and a thing in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.contrib.auth import get_user_model

from phaseout.web.estate.models import Asset, Building, Floor, Look, Organisation, Room, Site
from phaseout.web.estate.services import keep_asset
from web.furnishing.secret import SECRET


def put(there: SimpleNamespace) -> Mapping[str, object]:
    organisation = there.organisation
    site = Site(organisation=organisation, ref="hq", name_en=f"Headquarters {SECRET}", address=SECRET)
    site.custodian, site.networks = SECRET, ["10.20.0.0/16"]
    site.save()
    building = Building(site=site, name_en=f"Tower {SECRET}")
    building.save()
    floor = Floor(building=building, name_en=f"Ground {SECRET}")
    floor.save()
    Room(floor=floor, name_en=f"Lobby {SECRET}").save()
    looker = get_user_model()(email="looker@example.org", name=f"Looker {SECRET}")
    looker.save()
    Look(site=site, way="walk", on=date(2026, 3, 1), by=looker, note=SECRET).save()
    Organisation(parent=organisation, name_en=f"Region {SECRET}", path=f"{organisation.path}9/").save()
    return {"site": site, "building": building, "asset": _thing(organisation, site), "looker": looker}


def _thing(organisation: Organisation, site: Site) -> Asset:
    asset = keep_asset(
        organisation,
        site=site,
        keys={"ref": [f"cam-17 {SECRET}"], "mac": ["44:19:b6:00:00:17"]},
        fields={"maker": ("hikvision", "strong"), "model": (SECRET, "strong"), "kind": ("camera", "strong")},
        source=f"scan.xml {SECRET}",
        survey=1,
        at=datetime(2026, 2, 1, 12, tzinfo=UTC),
    )
    asset.outcome = "applies"
    asset.save()
    return asset


EXAMPLES = {
    "organisation": lambda of: {"pk": of.organisation.pk},
    "organisation-add": lambda of: {"pk": of.organisation.pk},
    "site": lambda of: {"pk": of.site.pk},
    "site-edit": lambda of: {"pk": of.site.pk},
    "look-add": lambda of: {"pk": of.site.pk},
    "place-add": lambda of: {"sort": "building", "pk": of.site.pk},
    "place": lambda of: {"sort": "building", "pk": of.building.pk},
    "asset": lambda of: {"pk": of.asset.pk},
    "asset-put": lambda of: {"pk": of.asset.pk},
    "asset-correct": lambda of: {"pk": of.asset.pk, "field": "model"},
}
