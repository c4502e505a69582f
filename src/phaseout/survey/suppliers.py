"""Which party of the register is the supplier that an order or a list of suppliers names?"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from phaseout.domain.facts import UNKNOWN_PARTY
from phaseout.domain.supplier import KnownSupplier, SupplierSign
from phaseout.identify.suppliers.match import SupplierMatch, Suppliers
from phaseout.register.query import Register
from phaseout.survey.statement import Stated

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


class SupplierBook:
    """Looks suppliers up; made only where somebody names one."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def _suppliers(self) -> Suppliers:
        return suppliers_of(self._register)

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
        return (
            KnownSupplier(said=said, evidence=evidence) if match is None else _matched(said, match, evidence)
        )


def _matched(said: str, match: SupplierMatch, evidence: tuple[str, ...]) -> KnownSupplier:
    return KnownSupplier(
        said=said,
        party=match.party,
        tier=match.tier.value,
        name=match.name,
        explanation=tuple(
            SupplierSign(difference=sign.difference.value, ours=sign.ours, theirs=sign.theirs)
            for sign in match.explanation
        ),
        rivals=match.rivals,
        evidence=evidence,
    )
