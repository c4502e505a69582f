"""Which party of the register is the supplier that an order or a list of suppliers names?"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from phaseout.decide.contractor import has_contracts
from phaseout.decide.exposure import Exposure, Verdict, exposures
from phaseout.decide.world import World
from phaseout.domain.facts import UNKNOWN_PARTY
from phaseout.domain.measure import Measure, RelationTest
from phaseout.domain.supplier import KnownSupplier, SupplierSign
from phaseout.identify.suppliers.match import SupplierMatch, Suppliers
from phaseout.knowledge import world_of
from phaseout.register.query import Register
from phaseout.survey.statement import Stated

NAMED, UNDETERMINED, NONE = "named", "undetermined", "none"
"""How a party stands to those whom measures name, where no relation test says more."""
NAMES = frozenset({"order.supplier", "party.name"})
NUMBERS = frozenset({"order.supplier-identifier", "party.identifier"})
Binds = Callable[[Measure], bool]
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


class Standing(NamedTuple):
    """How a party stands to those whom measures name."""

    relation: str
    """``named``, the relation test that reaches it, ``undetermined`` or ``none``."""
    measure: str | None = None
    """The measure by which it is so."""
    beside: tuple[str, ...] = ()
    """Measures that name the party and bind others than who asks."""


_POSSIBLE = Standing(UNDETERMINED)


class Relations:
    """Says how a party stands to those whom measures name on a day, each party once."""

    def __init__(self, register: Register, as_of: date, binds: Binds = lambda _: True) -> None:
        """Take the day and which measures bind who asks, or may: the others only stand beside."""
        self._register = register
        self._as_of = as_of
        self._binds = binds
        self._known: dict[str, Standing] = {}

    def of(self, party: str, *, is_firm: bool) -> Standing:
        """Return the closest tie by which a measure reaches the party; undetermined of a possible one."""
        if not is_firm:
            return _POSSIBLE
        if party not in self._known:
            self._known[party] = self._closest(party)
        return self._known[party]

    @cached_property
    def _world(self) -> World:
        return world_of(self._register)

    def _closest(self, party: str) -> Standing:
        every = list(exposures(party, self._register.measures.values(), self._world, self._as_of))
        found = sorted((one for one in every if self._binds(one.measure)), key=_of_contracts_first)
        naming = (one.measure.id for one in every if one not in found and _names(one, party))
        beside = tuple(dict.fromkeys(naming))
        reached = [one for one in found if one.verdict is Verdict.REACHED]
        if (named := next((one for one in reached if party in one.coverage.named), None)) is not None:
            return Standing(NAMED, named.measure.id, beside)
        if reached:
            return Standing(reached[0].coverage.relation.value, reached[0].measure.id, beside)
        if (open_ := next((one for one in found if one.verdict is Verdict.OPEN), None)) is not None:
            return Standing(UNDETERMINED, open_.measure.id, beside)
        return Standing(NONE, None, beside)


class SupplierBook:
    """Looks suppliers up; made only where somebody names one."""

    def __init__(self, register: Register, as_of: date, binds: Binds = lambda _: True) -> None:
        self._register = register
        self._relations = Relations(register, as_of, binds)

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


def _of_contracts_first(one: Exposure) -> tuple[bool, bool]:
    """Order measures on whom one contracts with before others, and closer ties before a common country."""
    return not has_contracts(one.measure), one.coverage.relation is RelationTest.LAW_OF_COUNTRY


def _names(one: Exposure, party: str) -> bool:
    """Return whether a measure names a party and has, or may have, effect on the day."""
    return party in one.coverage.named and one.verdict in (Verdict.REACHED, Verdict.OPEN, Verdict.LATER)


def _matched(said: str, match: SupplierMatch, evidence: tuple[str, ...], stands: Standing) -> KnownSupplier:
    return KnownSupplier(
        said=said,
        party=match.party,
        tier=match.tier.value,
        name=match.name,
        explanation=tuple(
            SupplierSign(difference=sign.difference.value, ours=sign.ours, theirs=sign.theirs)
            for sign in match.explanation
        ),
        relation=stands.relation,
        measure=stands.measure,
        named_beside=stands.beside,
        rivals=match.rivals,
        evidence=evidence,
    )
