"""Which party of the register is a supplier, and how does it stand to those whom the measures name?

A supplier is never taken for the maker: who sells a thing says nothing of who made it.
"""

import unicodedata

import pyarrow as pa

from phaseout.batch.columns import Numbers, distinct
from phaseout.batch.rule_pack import Asked
from phaseout.decide.exposure import Verdict, exposures
from phaseout.knowledge import world_of

NAMED = "named"
UNDETERMINED = "undetermined"
NONE = "none"

Standing = tuple[str | None, str | None]
"""(Id of the party, how it stands: named, the relation test that reaches it, undetermined or none)."""


class Suppliers:
    """Recognises suppliers by name, each distinct name once."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._world = world_of(asked.register)
        self._parties: dict[str, str] = {}
        for party in asked.register.parties.values():
            for name in (party.name, *party.aliases):
                self._parties.setdefault(_plain(name), party.id)
        self._standings: dict[str, str] = {}

    def of(self, names: pa.StringArray) -> tuple[list[Standing], Numbers]:
        """Return the distinct standings, and for each name which of them it has."""
        known, which = distinct(names)
        return [self._standing(name) for name in known], which

    def _standing(self, name: str | None) -> Standing:
        party = self._parties.get(_plain(name)) if name else None
        if party is None:
            return None, None
        if party not in self._standings:
            self._standings[party] = self._relation(party)
        return party, self._standings[party]

    def _relation(self, party: str) -> str:
        """Return the closest tie by which a measure reaches the party on the day."""
        measures = self._asked.register.measures.values()
        found = list(exposures(party, measures, self._world, self._asked.as_of))
        reached = [one.coverage for one in found if one.verdict is Verdict.REACHED]
        if any(party in coverage.named for coverage in reached):
            return NAMED
        if reached:
            return reached[0].relation.value
        return UNDETERMINED if any(one.verdict is Verdict.OPEN for one in found) else NONE


def _plain(name: str) -> str:
    """Return a name as names are compared: no case, accents, marks and blanks."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in bare if char.isalnum())
