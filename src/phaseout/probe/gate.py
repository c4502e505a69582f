"""May this packet leave, and when? The one way out: nothing is sent that did not pass here."""

import errno
from collections import Counter
from contextlib import AbstractAsyncContextManager

from phaseout.domain.problem import SourceError
from phaseout.probe.clock import Clock
from phaseout.probe.hours import Hours, Stopped
from phaseout.probe.pacing import Pace
from phaseout.probe.packet import Packet
from phaseout.probe.packet_log import PacketLog
from phaseout.probe.permission import Permission

_NO_NETWORK = frozenset((errno.ENETUNREACH, errno.ENETDOWN, errno.ENOBUFS))
_IN_VAIN = 20
"""Packets in a row for which there was no network: a quarter of an hour of pauses."""
_NO_HOST = frozenset((errno.EHOSTUNREACH, errno.EHOSTDOWN))

__all__ = ["Gate", "Refused", "Stopped"]


class Refused(SourceError):  # noqa: N818 (what happened to the packet)
    """A packet that may not leave; others may."""


class Gate:
    """Lets a packet leave when it is its turn, and keeps account of all."""

    def __init__(
        self, permission: Permission, hours: Hours, pace: Pace, *, log: PacketLog, clock: Clock
    ) -> None:
        """Guard the way out.

        Args:
            permission: what its owner allows.
            hours: when.
            pace: how fast.
            log: of every packet.
            clock: that of this machine.
        """
        self.scope = permission.scope
        self.sent: Counter[str] = Counter()
        """Packets that left, by the name of their inquiry."""
        self._permission = permission
        self._hours = hours
        self._pace = pace
        self._log = log
        self._clock = clock
        self._left = self._left_in_vain = self._in_vain = 0

    async def leave(self, packet: Packet) -> None:
        """Wait until a packet may leave, and note it: who calls sends it at once.

        Raises:
            Refused: it may not leave.
            Stopped: nothing may any more.
            SourceError: it cannot be logged.
        """
        if (why := self._permission.why_not(packet)) is not None:
            self._log.unsent(self._clock.now(), packet, why)
            raise Refused(why, where=f"{packet.target} ({packet.inquiry})", remedy="see docs/probe.md")
        await self._hours.wait()
        await self._pace.turn(packet.target, self._hours.check)
        while not self._hours.is_open():  # the window closed while this waited for its turn
            await self._hours.wait()
            await self._pace.turn(packet.target, self._hours.check)
        self._hours.check()
        self._log.sent(self._clock.now(), packet)
        self.sent[packet.inquiry] += 1
        self._left += 1

    def heard(self, packet: Packet, payload: bytes) -> None:
        """Note an answer to a packet that left; whoever answers is asked at the full pace."""
        self._log.heard(self._clock.now(), packet, payload)
        self._pace.heard(packet.target)

    def silent(self, target: str) -> None:
        """Note that a host did not answer in time: it is asked more slowly."""
        self._pace.silent(target)

    def unsent(self, packet: Packet, error: OSError) -> None:
        """Note that the system did not send a packet that had left here."""
        self._log.unsent(self._clock.now(), packet, error.strerror or str(error))
        if error.errno in _NO_NETWORK:
            self._without_network(error)
        elif error.errno in _NO_HOST:
            self._pace.silent(packet.target)

    def _without_network(self, error: OSError) -> None:
        """Pause; stop where that goes on, and begin anew where others left: to them there is a way."""
        is_anew = self._left > self._left_in_vain + 1
        self._in_vain = 1 if is_anew else self._in_vain + 1
        self._left_in_vain = self._left
        self._pace.unreachable(is_anew=is_anew)
        if self._in_vain >= _IN_VAIN:
            self.stop(f"the system has no way to where it should be sent: {error.strerror}")

    async def conversation(self, target: str) -> AbstractAsyncContextManager[None]:
        """Return what is held while a connection to a host is open: there is never a second one."""
        return self._pace.host(target).talk

    def why_stopped(self) -> str | None:
        """Return why nothing may leave any more; ``None`` while something may."""
        return self._hours.why_stopped()

    def stop(self, why: str) -> None:
        """Let nothing leave any more."""
        self._hours.stop(why)
