"""What changes the estate? Each service asks first whether somebody may."""

from phaseout.web.estate.services.assets import correct, keep_asset, put, tell
from phaseout.web.estate.services.organisations import add_branch, change_organisation, found
from phaseout.web.estate.services.places import PLACES, add_place, rename_place
from phaseout.web.estate.services.sites import SiteFacts, add_look, add_site, change_site

__all__ = [
    "PLACES",
    "SiteFacts",
    "add_branch",
    "add_look",
    "add_place",
    "add_site",
    "change_organisation",
    "change_site",
    "correct",
    "found",
    "keep_asset",
    "put",
    "rename_place",
    "tell",
]
