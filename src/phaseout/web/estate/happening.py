"""What is noted of the estate, and in which words?"""

from collections.abc import Collection

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Coverage, Look, Site
from phaseout.web.frame.events.happening import Happening, Words

OF_ASSETS = ("kind", "maker", "brand", "model", "firmware")
OF_SITES = ("custodian", "ref", "name_en", "name_fr", "tier", "owner", "operator", "lease_end", "latitude",
            "longitude", "networks", "purpose")  # fmt: skip
OF_LOOKS = ("way",)


def _named(model: type[Model], noted: Collection[str]) -> Words:
    """Return what fields that are noted are called on their own pages."""
    return {one.name: one.verbose_name for one in model._meta.fields if one.name in noted}


HAPPENING = Happening(
    what={
        "asset-corrected": _("asset corrected"),
        "asset-placed": _("asset placed"),
        "assets-changed": _("assets changed together"),
        "assets-put-back": _("assets put back"),
        "sites-changed": _("sites changed together"),
        "sites-put-back": _("sites put back"),
        "plan-kept": _("floor plan kept"),
        "look-added": _("look added"),
    },
    words={
        "number": _("number"),
        "fields": _("fields"),
        "size": _("size"),
        "site": _("site"),
        "on": _("on"),
        **_named(Asset, OF_ASSETS),
        **_named(Site, OF_SITES),
        **_named(Look, OF_LOOKS),
        **dict(Coverage.choices[1:]),
    },
)
