"""Which hosts of a run are asked with the owner's account, and where do the accounts come from?"""

import asyncio
from collections import Counter
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from phaseout.probe.account import Account
from phaseout.probe.credentials import Ask, Credentials
from phaseout.probe.line import Spot
from phaseout.probe.networks import Address
from phaseout.probe.private_file import CredentialsError
from phaseout.probe.recorders.attempts import FILE, Attempts
from phaseout.probe.recorders.connection import WayOut
from phaseout.probe.recorders.conversation import Now
from phaseout.probe.recorders.inventory import Inventory, Manner, Outcome, inventory
from phaseout.probe.recorders.showing import Shown, shows_recorder
from phaseout.probe.scope import Range, stamp
from phaseout.probe.typed import seen, unseen

AT_ONCE = 16
"""Recorders that are asked at the same time: each may answer with some megabytes."""


class Allowing(Protocol):
    """What is needed of ``probe.scope.Scope``."""

    @property
    def recorders(self) -> bool:
        """Whether recorders may be asked with the owner's account."""

    def range_of(self, address: Address) -> Range | None:
        """Return the range that covers an address."""


def accounts(
    path: Path | None, scope: Allowing, *, asks: bool, ask: Ask = seen, ask_unseen: Ask = unseen
) -> Credentials:
    """Return the accounts of a run, before anything is sent.

    Args:
        path: the credentials file; None where the account is typed.
        scope: which must say that recorders may be asked.
        asks: whether a person types what the file leaves out, or the one account (``--ask-password``).
        ask: for what may be shown.
        ask_unseen: for a password.

    Raises:
        CredentialsError: the scope does not allow it, or the accounts cannot be had, or not safely.
    """
    if not scope.recorders:
        raise CredentialsError(
            "the scope does not allow that recorders are asked with an account",
            remedy="have a scope signed that says recorders = true",
        )
    if path is None:
        return Credentials.asked(ask, ask_unseen)
    credentials = Credentials.read(path)
    if credentials.lack_password and not asks:
        raise CredentialsError(
            "an account has no password", where=str(path), remedy="write it there, or add --ask-password"
        )
    return credentials.completed(ask_unseen)


class Recorders:
    """Asks the recorders of a run, each at most once, and keeps count of how that ended."""

    def __init__(
        self, credentials: Credentials, scope: Allowing, gate: WayOut, folder: Path, now: Now
    ) -> None:
        """Prepare to ask.

        Args:
            credentials: the owner's accounts.
            scope: what its owner allows; it says where addresses are.
            gate: through which all leaves.
            folder: of the output; the file of attempts lies in it.
            now: the time of day, UTC.

        Raises:
            CredentialsError: attempts cannot be noted there.
        """
        self.ended: Counter[Outcome] = Counter()
        self._credentials, self._scope, self._now = credentials, scope, now
        self._attempts = Attempts(folder / FILE, now)
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._manner = Manner(gate, self._attempts, now, self._place)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._attempts.close()

    def account_for(self, address: Address, shown: Shown) -> Account | None:
        """Return the account to ask a host with, None if it is not to be asked.

        It is asked if the owner names its address, or names a range or segment it is in and it showed itself
        as a recorder.
        """
        found = self._scope.range_of(address)
        entry = self._credentials.entry_for(address, found.segment if found else None)
        if found is None or entry is None:
            return None
        return entry.account if entry.names_one or shows_recorder(shown) else None

    async def look(self, address: Address, shown: Shown) -> Inventory | None:
        """Ask a host what is behind it; None if it is not to be asked.

        Args:
            address: of the host.
            shown: what it showed when it was asked without an account, by trait.

        Raises whatever the gate raises where a packet may not leave.
        """
        account, found = self.account_for(address, shown), self._scope.range_of(address)
        if account is None or found is None:
            return None
        spot = Spot(str(address), found.site, found.segment, stamp(self._now()))
        async with self._turn:
            taken = await inventory(spot, account, shown, self._manner)
        self.ended[taken.outcome] += 1
        return taken

    def _place(self, ip: str) -> Range | None:
        try:
            return self._scope.range_of(ip_address(ip))
        except ValueError:
            return None
