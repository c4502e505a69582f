"""A site with a building, a look at it and a thing in it, a plan, a change of many and a workbook brought back."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from phaseout.web.estate.models import (
    Altered,
    Asset,
    Building,
    Floor,
    Look,
    Organisation,
    Pin,
    Plan,
    Returned,
    Room,
    Site,
    Told,
)
from web.furnishing.secret import SECRET
from web.things import seen_asset

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def put(there: SimpleNamespace) -> Mapping[str, object]:
    organisation = there.organisation
    site = Site(organisation=organisation, ref="hq", name_en=f"Headquarters {SECRET}", address=SECRET)
    site.custodian, site.networks = SECRET, ["10.20.0.0/16"]
    site.latitude, site.longitude = 45.42, -75.7
    site.save()
    building = Building(site=site, name_en=f"Tower {SECRET}")
    building.save()
    floor = Floor(building=building, name_en=f"Ground {SECRET}")
    floor.save()
    Room(floor=floor, name_en=f"Lobby {SECRET}").save()
    looker = get_user_model()(email="looker@example.org", name=f"Looker {SECRET}")
    looker.save()
    look = Look(site=site, way="walk", on=date(2026, 3, 1), by=looker, note=SECRET, left=SECRET)
    look.save()
    Look(site=site, way="desk", on=date(2026, 2, 1), by=looker, withdrawn=NOON, withdrawn_by=looker,
         why_withdrawn=SECRET).save()  # fmt: skip
    Organisation(parent=organisation, name_en=f"Region {SECRET}", path=f"{organisation.path}9/").save()
    there_too = Site(organisation=organisation, ref=f"depot {SECRET}", name_en=f"Depot {SECRET}")
    there_too.save()
    asset = _thing(organisation, site)
    Asset.everything.filter(pk=asset.pk).update(custodian=f"Ms. {SECRET}")
    Told(asset=asset, field="brand", value="annke", grade="strong", source=SECRET, at=NOON,
         reason=f"label, {SECRET}").save()  # fmt: skip
    Told(asset=asset, field="brand", value="lts", grade="strong", source=SECRET, at=NOON,
         withdrawn=NOON, why_withdrawn=f"another, {SECRET}").save()  # fmt: skip
    return {
        "site": site, "building": building, "asset": asset, "looker": looker, "look": look, "floor": floor,
        "plan": _plan(floor, asset, looker), "altered": _altered(asset, looker),
        "returned": _returned(site, looker),
    }  # fmt: skip


def _plan(floor: Floor, asset: Asset, by: Any) -> Plan:
    drawn = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(drawn, "PNG")
    stored = default_storage.save("plans/furnished", ContentFile(drawn.getvalue()))
    plan = Plan(floor=floor, stored=stored, kind="image/png", width=600, height=400, by=by, at=NOON)
    plan.save()
    Pin(plan=plan, asset=asset, x=250, y=600, by=by, at=NOON).save()
    return plan


def _altered(asset: Asset, by: Any) -> Altered:
    altered = Altered(
        batch="furnished", organisation=asset.organisation, by=by, at=NOON, asset=asset, label=asset.label,
        before={"model": ""}, after={"model": SECRET}, version=asset.version,
    )  # fmt: skip
    altered.save()
    return altered


def _returned(site: Site, by: Any) -> Returned:
    head = ["0", "Number", "Reference", "Custodian", "Tier", "Version", "Notes"]
    rows = [
        [2, [str(site.pk), "hq", f"Another {SECRET}", "1 – most sensitive", "1", ""]],
        [3, [str(site.pk + 99999), "gone", "x", "", "1", SECRET]],
        [4, ["", "new", "", "9", "", ""]],
    ]
    returned = Returned(by=by, at=NOON, subject="sites", name=f"{SECRET}.xlsx", head=head)
    returned.rows = rows
    returned.save()
    return returned


def _thing(organisation: Organisation, site: Site) -> Asset:
    asset = seen_asset(
        organisation,
        site=site,
        keys={"ref": [f"cam-17 {SECRET}"], "mac": ["44:19:b6:00:00:17"]},
        fields={"maker": ("hikvision", "strong"), "model": (SECRET, "strong"), "kind": ("camera", "strong")},
        source=f"scan.xml {SECRET}",
        at=NOON,
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
    "look-withdraw": lambda of: {"pk": of.site.pk, "look": of.look.pk},
    "place-add": lambda of: {"sort": "building", "pk": of.site.pk},
    "place": lambda of: {"sort": "building", "pk": of.building.pk},
    "plan": lambda of: {"pk": of.floor.pk},
    "plan-picture": lambda of: {"pk": of.floor.pk},
    "plan-edit": lambda of: {"pk": of.floor.pk},
    "pin": lambda of: {"pk": of.floor.pk, "asset": of.asset.pk},
    "change": lambda of: {"batch": of.altered.batch},
    "workbook-bring": lambda of: {"subject": "sites"},
    "workbook": lambda of: {"subject": of.returned.subject},
    "asset": lambda of: {"pk": of.asset.pk},
    "asset-put": lambda of: {"pk": of.asset.pk},
    "asset-correct": lambda of: {"pk": of.asset.pk, "field": "model"},
    "asset-withdraw": lambda of: {"pk": of.asset.pk, "field": "brand"},
}
