"""Which accounts does the owner supply, and which of them is for a recorder at an address?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from phaseout.probe.account import Account
from phaseout.probe.credentials_file import Entry, entries_in
from phaseout.probe.networks import Address
from phaseout.probe.private_file import CredentialsError
from phaseout.probe.secret import Secret

Ask = Callable[[str], str]
"""Asks a person for one thing: what is asked for in, what was typed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """The accounts of a run."""

    entries: tuple[Entry, ...]
    _of_one: Mapping[Address, tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    """Those that name a single address, by it: thousands of them must not be gone through for each host."""
    _of_many: tuple[Entry, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of_one: dict[Address, tuple[Entry, ...]] = {}
        for entry in self.entries:
            if entry.names_one and entry.network is not None:
                address = entry.network.network_address
                of_one[address] = (*of_one.get(address, ()), entry)
        object.__setattr__(self, "_of_one", of_one)
        object.__setattr__(self, "_of_many", tuple(one for one in self.entries if not one.names_one))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a credentials file (docs/probe-recorders.md).

        Raises:
            CredentialsError: the file is refused, or not understood; no value of it stands in the message.
        """
        return cls(entries=entries_in(path))

    @classmethod
    def asked(cls, ask: Ask, ask_unseen: Ask) -> Self:
        """Ask a person for one account, which then holds for every recorder that may be asked."""
        user = ask("User of the recorders").strip()
        if not user:
            raise CredentialsError("no user was named", remedy="type the name of the read-only account")
        account = Account(user=user, password=None)
        return cls(entries=(Entry(network=None, segment=None, account=account),)).completed(ask_unseen)

    def completed(self, ask_unseen: Ask) -> Self:
        """Ask for each password that the file leaves out, and return the whole."""
        return replace(self, entries=tuple(_completed(entry, ask_unseen) for entry in self.entries))

    @property
    def lack_password(self) -> bool:
        """Whether a password is left out: then it must be asked for (``--ask-password``)."""
        return any(entry.account.password is None for entry in self.entries)

    def most_of(self, hosts: int) -> int:
        """Return how many of so many hosts may have an account, at most."""
        return hosts if self._of_many else min(hosts, len(self._of_one))

    def entry_for(self, address: Address, segment: str | None) -> Entry | None:
        """Return the narrowest entry that holds, None if there is none: an address, a range, a segment."""
        entries = (*self._of_one.get(address, ()), *self._of_many)
        holding = [entry for entry in entries if entry.holds_for(address, segment)]
        return max(holding, key=lambda entry: entry.narrowness, default=None)


def _completed(entry: Entry, ask_unseen: Ask) -> Entry:
    if entry.account.password is not None:
        return entry
    where = ", ".join(str(part) for part in (entry.network, entry.segment) if part is not None)
    typed = ask_unseen(f"Password of {entry.account.user!r}" + (f" at {where}" if where else ""))
    if not typed:
        raise CredentialsError("no password was typed", remedy="type the password of the read-only account")
    return replace(entry, account=replace(entry.account, password=Secret(typed)))
