"""Who is named in an N1 of X12?"""

from dataclasses import dataclass
from types import MappingProxyType

from phaseout.intake.order.schemes import party_identifier
from phaseout.intake.order.x12_segment import Segment

_LISTS = MappingProxyType({"1": "duns", "9": "duns", "UL": "0088", "FI": "tax", "24": "tax", "33": "cage"})
"""Element 66: who gives the number. ``9`` is a D-U-N-S with four digits more, ``33`` a CAGE code."""
_DUNS = 9

SELLERS = ("SE", "VN", "SU", "RI")
"""Element 98: selling party, vendor, supplier, party to be paid; the first that is there sells."""
BUYERS = ("BY", "BT")
DELIVERED_TO = ("ST",)
MAKERS = ("MF",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party."""

    name: str
    identifiers: tuple[str, ...]


Parties = dict[str, Party]
"""Role (element 98) → party."""


def party_of(segment: Segment) -> tuple[str, Party]:
    """Return the role and the party of an N1."""
    kind, number = segment.value(3).upper(), segment.value(4)
    scheme = _LISTS.get(kind, "")
    if scheme == "duns":
        number = number.replace("-", "")[:_DUNS]
    identifier = party_identifier(scheme, number, "party")
    return segment.value(1).upper(), Party(
        name=segment.value(2), identifiers=(identifier,) if identifier else ()
    )


def first_of(roles: tuple[str, ...], *several: Parties) -> Party | None:
    """Return the first party with one of the roles, looking through the nearest ones first."""
    return next((parties[role] for parties in several for role in roles if role in parties), None)
