"""What does the application keep of the estate?"""

from phaseout.web.estate.models.asset import LONGEST, LONGEST_SOURCE, Asset, AssetKey, KeyKind, Told
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

__all__ = [
    "LONGEST",
    "LONGEST_SOURCE",
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
    "Room",
    "Site",
    "Tier",
    "Told",
]
