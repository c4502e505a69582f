"""What is noted of the estate, and in which words?"""

from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Coverage, Holder, Look, Site
from phaseout.web.frame.events.happening import Happening, Words

OF_ASSETS = ("kind", "maker", "brand", "model", "firmware")
OF_SITES = ("custodian", "ref", "name_en", "name_fr", "tier", "owner", "operator", "lease_end", "latitude",
            "longitude", "networks", "purpose", "address", "organisation")  # fmt: skip
OF_LOOKS = ("way",)


def _named(model: type[Model], noted: Collection[str]) -> Words:
    """Return what fields that are noted are called on their own pages."""
    return {one.name: one.verbose_name for one in model._meta.fields if one.name in noted}


HAPPENING = Happening(
    what={
        "asset-corrected": _("asset corrected"),
        "asset-placed": _("asset placed"),
        "word-withdrawn": _("word on an asset withdrawn"),
        "assets-changed": _("assets changed together"),
        "assets-put-back": _("assets put back"),
        "sites-changed": _("sites changed together"),
        "sites-put-back": _("sites put back"),
        "plan-kept": _("floor plan kept"),
        "look-added": _("look added"),
        "look-withdrawn": _("look withdrawn"),
        "label-read": _("label read"),
        "branch-added": _("branch added"),
        "organisation-changed": _("organisation changed"),
        "site-added": _("site added"),
        "site-changed": _("site changed"),
        "place-added": _("building, floor or room added"),
        "place-renamed": _("building, floor or room renamed"),
        "asset-pinned": _("asset put on a floor plan"),
        "asset-unpinned": _("asset taken off a floor plan"),
    },
    words={
        "number": _("number"),
        "serial": _("serial number"),
        "fields": _("fields"),
        "size": _("size"),
        "site": _("site"),
        "on": _("on"),
        **_named(Asset, OF_ASSETS),
        **_named(Site, OF_SITES),
        **_named(Look, OF_LOOKS),
        "floor": _("floor"),
        "level": _("level"),
        "roles_in_law": _("roles in law"),
        **dict(Coverage.choices[1:]),
        **dict(Holder.choices),
    },
)
