"""Who is a party that a release of OCDS refers to?"""

from collections.abc import Iterator
from typing import NamedTuple

from phaseout.intake.order.schemes import party_identifier
from phaseout.intake.scan.json_value import Json, list_at, object_at, text_at

_BUYERS = ("buyer", "procuringEntity")


class Firm(NamedTuple):
    """Names, the registered one first, and numbers, ``scheme:value`` each."""

    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


class Parties:
    """The parties of one release. Up to OCDS 1.0 what refers to one says all of it."""

    def __init__(self, release: Json) -> None:
        self._release = release
        self._by_id = {
            text_at(one, "id"): one for one in list_at(release, "parties") if isinstance(one, dict)
        }

    def firm(self, references: list[object]) -> Firm:
        """Return the names and numbers of all firms referred to: a consortium sells as one."""
        firms = [self._one(one) for one in references if isinstance(one, dict)]
        return Firm(
            tuple(dict.fromkeys(name for firm in firms for name in firm.names)),
            tuple(dict.fromkeys(number for firm in firms for number in firm.identifiers)),
        )

    def buyer(self) -> str:
        """Return the name of who buys."""
        named = [object_at(self._release, "buyer"), object_at(self._release, "tender", "procuringEntity")]
        named += [one for role in _BUYERS for one in self._by_id.values() if role in list_at(one, "roles")]
        return next((names[0] for one in named if (names := self._one(one).names)), "")

    def _one(self, reference: Json) -> Firm:
        party = self._by_id.get(text_at(reference, "id"), {})
        names = (
            text_at(one, *path)
            for path in (("identifier", "legalName"), ("name",))
            for one in (party, reference)
        )
        numbers = (number for one in (party, reference) for number in _numbers(one))
        return Firm(tuple(dict.fromkeys(filter(None, names))), tuple(dict.fromkeys(filter(None, numbers))))


def _numbers(party: Json) -> Iterator[str]:
    for one in (party.get("identifier"), *list_at(party, "additionalIdentifiers")):
        yield party_identifier(text_at(one, "scheme"), text_at(one, "id"), "party")
