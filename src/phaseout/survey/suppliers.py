"""Which party of the register is the supplier that an order or a list of suppliers names?"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from phaseout.decide.exposure import Verdict, exposures
from phaseout.decide.world import World
from phaseout.domain.facts import UNKNOWN_PARTY
from phaseout.domain.supplier import KnownSupplier, SupplierSign
from phaseout.identify.suppliers.match import SupplierMatch, Suppliers
from phaseout.knowledge import world_of
from phaseout.register.query import Register
from phaseout.survey.statement import Stated

NAMED, UNDETERMINED, NONE = "named", "undetermined", "none"
"""How a party stands to those whom measures name, where no relation test says more."""
NAMES = frozenset({"order.supplier", "party.name"})
NUMBERS = frozenset({"order.supplier-identifier", "party.identifier"})
STATES_A_SUPPLIER = ("order.supplier", "party.")
"""How the traits begin that name a supplier."""


def suppliers_of(register: Register) -> Suppliers:
    """Return what matches suppliers with the parties of a register, its registrants of addresses among them.

    A registrant the register keeps as somebody else is kept so here too.
    """
    registrants = register.addresses.registrants
    return Suppliers(
        register.parties.values(),
        register.naming,
        also=[(one.party, one.name) for one in registrants if one.party is not None],
        strangers=[one.name for one in registrants if one.party is None],
    )


class Supplied(NamedTuple):
    """The suppliers of an asset and what they come to as a fact."""

    suppliers: tuple[KnownSupplier, ...]
    fact: tuple[str, ...]
    """The parties it is held to be; ``UNKNOWN_PARTY`` where somebody is named and nobody is known."""


class Relations:
    """Says how a party stands to those whom measures name on a day, each party once."""

    def __init__(self, register: Register, as_of: date) -> None:
        self._register = register
        self._as_of = as_of
        self._known: dict[str, str] = {}

    def of(self, party: str, *, is_firm: bool) -> str:
        """Return the closest tie by which a measure reaches the party; undetermined of a possible one."""
        if not is_firm:
            return UNDETERMINED
        if party not in self._known:
            self._known[party] = self._closest(party)
        return self._known[party]

    @cached_property
    def _world(self) -> World:
        return world_of(self._register)

    def _closest(self, party: str) -> str:
        found = list(exposures(party, self._register.measures.values(), self._world, self._as_of))
        reached = [one.coverage for one in found if one.verdict is Verdict.REACHED]
        if any(party in coverage.named for coverage in reached):
            return NAMED
        if reached:
            return reached[0].relation.value
        return UNDETERMINED if any(one.verdict is Verdict.OPEN for one in found) else NONE


class SupplierBook:
    """Looks suppliers up; made only where somebody names one."""

    def __init__(self, register: Register, as_of: date) -> None:
        self._register = register
        self._relations = Relations(register, as_of)

    @cached_property
    def _suppliers(self) -> Suppliers:
        return suppliers_of(self._register)

    def is_stranger(self, name: str) -> bool:
        """Return whether a name is no party's, and of none that it may be."""
        return self._suppliers.one(name) is None

    def of(self, stated: Iterable[Stated]) -> Supplied | None:
        """Return the suppliers that observations of an asset name, None where they name nobody.

        Several names are taken for those of one supplier: who is known by one of them is known.
        """
        names: dict[str, list[str]] = {}
        numbers: dict[str, list[str]] = {}
        for seen in stated:
            value = seen.value.strip()
            if value and seen.trait in NAMES:
                names.setdefault(value, []).append(seen.id)
            elif value and seen.trait in NUMBERS:
                numbers.setdefault(value, []).append(seen.id)
        if not names and not numbers:
            return None
        known = [self._known(name, ids, numbers) for name, ids in (names or {"": []}).items()]
        firm = tuple(sorted({one.party for one in known if one.party is not None and one.is_firm}))
        return Supplied(tuple(known), firm or (UNKNOWN_PARTY,))

    def _known(self, name: str, ids: Sequence[str], numbers: dict[str, list[str]]) -> KnownSupplier:
        match = self._suppliers.one(name, tuple(numbers))
        of_numbers = [id_ for own in numbers.values() for id_ in own]
        evidence = (*ids, *of_numbers)
        said = name or next(iter(numbers))
        if match is None:
            return KnownSupplier(said=said, evidence=evidence)
        return _matched(said, match, evidence, self._relations.of(match.party, is_firm=match.is_firm))


def _matched(said: str, match: SupplierMatch, evidence: tuple[str, ...], relation: str) -> KnownSupplier:
    return KnownSupplier(
        said=said,
        party=match.party,
        tier=match.tier.value,
        name=match.name,
        explanation=tuple(
            SupplierSign(difference=sign.difference.value, ours=sign.ours, theirs=sign.theirs)
            for sign in match.explanation
        ),
        relation=relation,
        rivals=match.rivals,
        evidence=evidence,
    )
