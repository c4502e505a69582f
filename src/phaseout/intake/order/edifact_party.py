"""Who is named in a NAD of EDIFACT, and what in the RFF that follow it?"""

from dataclasses import dataclass, field
from types import MappingProxyType

from phaseout.intake.order.edifact_segment import Segment
from phaseout.intake.order.schemes import party_identifier

_AGENCIES = MappingProxyType({"9": "0088", "16": "duns"})
"""Who gives the numbers, data element 3055: GS1 its location numbers (0088 of ISO 6523), Dun & Bradstreet."""
_REFERENCES = MappingProxyType({"VA": "va", "FC": "fc", "AHP": "tax", "XA": "company", "GN": "company"})
"""Data element 1153: numbers that belong to a party."""

SELLERS = ("SE", "SU", "II")
"""Data element 3035: seller, supplier, issuer of the invoice; the first that is there sells."""
BUYERS = ("BY", "IV", "OB")
DELIVERED_TO = ("DP", "ST")
MAKERS = ("MF",)


@dataclass(slots=True, kw_only=True)
class Party:
    """A party as it is read."""

    name: str
    identifiers: list[str] = field(default_factory=list)

    def refer(self, reference: Segment) -> None:
        """Take a reference that follows the party, if it is a number of it."""
        kind = reference.value("C506", "1153").upper()
        if kind in _REFERENCES:
            self.add(party_identifier(_REFERENCES[kind], reference.value("C506", "1154")))

    def add(self, identifier: str) -> None:
        """Take a number once."""
        if identifier and identifier not in self.identifiers:
            self.identifiers.append(identifier)


Parties = dict[str, Party]
"""Role (data element 3035) → party."""


def party_of(segment: Segment) -> tuple[str, Party]:
    """Return the role and the party of a NAD."""
    names = [*segment.all("C080"), *segment.all("C058")]
    unstructured = next((value for one in segment.all("C058") if (value := one.value("3124"))), "")
    name = next((said for one in names if (said := one.joined("3036"))), "") or unstructured
    party = Party(name=name)
    for number in segment.all("C082"):
        scheme = number.value("1131") or _AGENCIES.get(number.value("3055"), "")
        party.add(party_identifier(scheme, number.value("3039"), "party"))
    return segment.value("3035").upper(), party


def first_of(roles: tuple[str, ...], *several: Parties) -> Party | None:
    """Return the first party with one of the roles, looking through the nearest ones first."""
    return next((parties[role] for parties in several for role in roles if role in parties), None)
