"""What changes the estate? Each service asks first whether somebody may."""

from phaseout.web.estate.services.assets import PERSONS_GRADE, SITE, correct, put, tell, withdraw_word
from phaseout.web.estate.services.holding import claim_assets, hold_assets
from phaseout.web.estate.services.organisations import add_branch, change_organisation, found
from phaseout.web.estate.services.places import PLACES, add_place, rename_place
from phaseout.web.estate.services.plans import keep_plan, pin, unpin
from phaseout.web.estate.services.putting_back import PutBack, put_back
from phaseout.web.estate.services.returned import forget_returned, keep_returned
from phaseout.web.estate.services.sites import SiteFacts, add_look, add_site, change_site, withdraw_look
from phaseout.web.estate.services.together import Wanted, change_assets, change_sites
from phaseout.web.estate.services.visited import meet, read_label

__all__ = [
    "PERSONS_GRADE",
    "PLACES",
    "SITE",
    "PutBack",
    "SiteFacts",
    "Wanted",
    "add_branch",
    "add_look",
    "add_place",
    "add_site",
    "change_assets",
    "change_organisation",
    "change_site",
    "change_sites",
    "claim_assets",
    "correct",
    "forget_returned",
    "found",
    "hold_assets",
    "keep_plan",
    "keep_returned",
    "meet",
    "pin",
    "put",
    "put_back",
    "read_label",
    "rename_place",
    "tell",
    "unpin",
    "withdraw_look",
    "withdraw_word",
]
