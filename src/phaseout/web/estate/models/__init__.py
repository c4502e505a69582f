"""What does the application keep of the estate?"""

from phaseout.web.estate.models.asset import (
    LONGEST,
    LONGEST_REASON,
    LONGEST_SOURCE,
    Asset,
    AssetKey,
    KeyKind,
    SeenBy,
    Told,
)
from phaseout.web.estate.models.change import Altered, Returned
from phaseout.web.estate.models.place import (
    Building,
    Coverage,
    Floor,
    Holder,
    InTwoLanguages,
    Look,
    Organisation,
    Room,
    Site,
    Tier,
)
from phaseout.web.estate.models.plan import THOUSANDTHS, Pin, Plan

__all__ = [
    "LONGEST",
    "LONGEST_REASON",
    "LONGEST_SOURCE",
    "THOUSANDTHS",
    "Altered",
    "Asset",
    "AssetKey",
    "Building",
    "Coverage",
    "Floor",
    "Holder",
    "InTwoLanguages",
    "KeyKind",
    "Look",
    "Organisation",
    "Pin",
    "Plan",
    "Returned",
    "Room",
    "SeenBy",
    "Site",
    "Tier",
    "Told",
]
