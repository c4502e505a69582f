"""To whom is a hardware address registered?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.cite import Cite
from phaseout.domain.party import AddressBlock
from phaseout.register.row import Row

_LENGTHS = (9, 7, 6)
"""Hex digits of a block's prefix, narrowest block first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """Who registered blocks, and when the registry was read."""

    party: str | None
    name: str
    is_general_purpose: bool
    retrieved: date
    cite: tuple[Cite, ...]


class Addresses(Mapping[str, AddressBlock]):
    """Blocks by prefix. Thousands of prefixes stay plain text until one is asked for."""

    def __init__(self, row: Row) -> None:
        self._prefixes = row.numbers("prefixes")
        self.registrants = tuple(_registrant(part) for part in row.rows("registrants"))

    def __getitem__(self, prefix: str) -> AddressBlock:
        registrant = self.registrants[self._prefixes[prefix]]
        return AddressBlock(
            prefix=prefix,
            party=registrant.party,
            registrant=registrant.name,
            is_general_purpose=registrant.is_general_purpose,
        )

    def __contains__(self, prefix: object) -> bool:
        return prefix in self._prefixes

    def __iter__(self) -> Iterator[str]:
        return iter(self._prefixes)

    def __len__(self) -> int:
        return len(self._prefixes)

    def block_of(self, address: str) -> AddressBlock | None:
        """Return the narrowest block a hardware address lies in.

        ``address`` is 12 hex digits; separators (``:``, ``-``, ``.``) and lower case are allowed.
        """
        digits = address.translate(_BARE).upper()
        for length in _LENGTHS:
            if digits[:length] in self._prefixes:
                return self[digits[:length]]
        return None


_BARE = str.maketrans("", "", ":-. ")


def _registrant(row: Row) -> Registrant:
    return Registrant(
        party=row.maybe("party"),
        name=row.text("registrant"),
        is_general_purpose=row.maybe("boards") == "general-purpose",
        retrieved=row.day_of("retrieved"),
        cite=row.cites(),
    )
