"""Does the owner allow this packet, at whatever time?"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network

from phaseout.probe.forbidden import forbidden_in
from phaseout.probe.networks import NOT_PUBLIC, Address, address_of, is_edge, is_public, span
from phaseout.probe.packet import TCP, Packet
from phaseout.probe.scope import Scope

RECORDER = "recorder"
"""The inquiry that an account is for: a scope allows it by ``recorders``, whichever others it names."""
EVERYBODY = "255.255.255.255"
_REMEMBERED = 4096
"""Addresses whose place in the scope is looked up once."""


class Permission:
    """A scope, and what a run within it may use."""

    def __init__(
        self,
        scope: Scope,
        *,
        networks: Sequence[IPv4Network] = (),
        own: Sequence[IPv4Network] = (),
        has_account: bool = False,
    ) -> None:
        """Take a scope.

        Args:
            scope: what its owner allows.
            networks: those of this machine's interfaces that multicasts and broadcasts go out to.
            own: those of all its interfaces, where what goes to the broadcast address goes to everybody.
            has_account: whether the owner gave an account to ask recorders with.
        """
        self.scope = scope
        self._networks = networks
        self._broadcasts = frozenset(one.broadcast_address for one in (*networks, *own))
        self._has_account = has_account and scope.recorders
        # A scope that was read has none; one that was put together might.
        self._unnoted = frozenset(
            one for one in scope.ranges if not one.public_note and is_public(one.network)
        )
        self._of_address = lru_cache(maxsize=_REMEMBERED)(self._why_not_address)

    def why_not(self, packet: Packet) -> str | None:
        """Return why a packet may not leave; ``None`` where it may."""
        return (
            self._of_address(packet.target)
            or self._why_not_inquiry(packet)
            or forbidden_in(packet, has_account=self._has_account)
        )

    def why_not_network(self, network: IPv4Network) -> str | None:
        """Return why not all hosts of a network may be asked at once."""
        if outside := self.scope.outside([span(network)]):
            what = f"{outside[0]} is not in the scope {self.scope.id!r}, or excluded"
            return f"goes to all of {network}, and {what}"
        return None

    def _why_not_inquiry(self, packet: Packet) -> str | None:
        asked = self.scope.inquiries
        is_opening = packet.transport == TCP and not packet.payload
        is_with_account = packet.inquiry == RECORDER and self._has_account
        if asked is None or packet.inquiry in asked or is_opening or is_with_account:
            return None
        return f"the scope {self.scope.id!r} does not allow {packet.inquiry}"

    def _why_not_address(self, target: str) -> str | None:
        """Return why an address may not be asked, whatever for."""
        address = address_of(target)
        if address is None:
            return "is no address, and names are not asked"
        if self._is_group(address):
            return self._why_not_group()
        found = self.scope.range_of(address)
        if found is None:
            return self._why_outside(address)
        if found in self._unnoted:
            return f"is a public address, and the scope {self.scope.id!r} does not note whose it is"
        if is_edge(address, found.network):
            return f"is no host's, but that of the network {found.network} or of its broadcasts"
        return None

    def _why_not_group(self) -> str | None:
        if not self._networks:
            return "goes to a whole network, and none was named"
        return next(filter(None, map(self.why_not_network, self._networks)), None)

    def _why_outside(self, address: Address) -> str:
        if any(address in network for network in self.scope.excluded):
            return f"is excluded by the scope {self.scope.id!r}"
        what = "an" if any(address in network for network in NOT_PUBLIC) else "a public"
        return f"is {what} address that is not in the scope {self.scope.id!r}"

    def _is_group(self, address: Address) -> bool:
        """Return whether more than one host gets what is sent to an address."""
        return address.is_multicast or str(address) == EVERYBODY or address in self._broadcasts
