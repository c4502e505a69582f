"""How is a probe made out and run, once it is known what its owner allows?

The only module of the command line that loads what opens the sockets of a probe.
"""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import phaseout
from phaseout.domain.problem import PhaseoutError, UsageError
from phaseout.probe.asked import fresh_for, rehearsed
from phaseout.probe.clock import Clock
from phaseout.probe.credentials import Credentials
from phaseout.probe.gate import Gate
from phaseout.probe.hours import GO_ON, Hours, Stopped
from phaseout.probe.interface import Interface, interfaces
from phaseout.probe.kept import Kept
from phaseout.probe.kill_switch import KillSwitch
from phaseout.probe.looking import look
from phaseout.probe.pacing import Pace
from phaseout.probe.packet import UDP, Packet
from phaseout.probe.packet_log import PacketLog
from phaseout.probe.permission import Permission
from phaseout.probe.plan import NAMES, Plan, chosen
from phaseout.probe.ranges import Targets
from phaseout.probe.recorders.inventory import Outcome
from phaseout.probe.recorders.rehearsal import rehearsed as rehearsed_recorder
from phaseout.probe.recorders.run import Recorders
from phaseout.probe.scope import Scope, ScopeError
from phaseout.probe.secret import leave_no_core
from phaseout.probe.sweep import Progress, sweep
from phaseout.probe.tally import Tally


class Files(NamedTuple):
    """Where a run writes, and which files stop it."""

    output: Path
    log: Path
    stops: tuple[Path, ...]
    is_resumed: bool


class Done(NamedTuple):
    """What came of a run."""

    tally: Tally
    sent: Mapping[str, int]
    """Packets by the name of their inquiry."""
    recorders: Mapping[Outcome, int]
    """How many recorders were asked with an account, by how that ended."""
    scope: Scope
    """By whose leave."""

    def check(self) -> None:
        """Go on, if it ended by itself.

        Raises:
            Stopped: it was stopped; says why.
        """
        if self.tally.stopped is not None:
            raise Stopped(self.tally.stopped, remedy=GO_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was asked for beside the ranges."""

    seed: bytes
    interfaces: Collection[str]
    """Names of those whose whole network is to be asked; none: those that the targets hold whole."""
    per_host: int | None
    """Packets a second, never more than the scope's."""
    in_all: int | None
    community: str | None
    """Of SNMP, which is not asked without."""
    accounts: Credentials | None = None
    """Of the owner's recorders, which are not asked without."""


class Probing:
    """What is asked of whom, made out before anything leaves."""

    def __init__(self, scope: Scope, targets: Targets, settings: Settings, clock: Clock) -> None:
        """Make a probe out.

        Raises:
            ScopeError: the scope names an inquiry nobody knows, or does not cover an interface's network.
            UsageError: there is no such interface.
        """
        if unknown := sorted((scope.inquiries or frozenset()) - frozenset(NAMES)):
            raise ScopeError(
                f"the scope {scope.id!r} names no inquiry known here: {', '.join(unknown)}",
                remedy=f"known are {', '.join(NAMES)}",
            )
        own = tuple(interfaces())
        self.targets = targets.less(one.network for one in own)
        self.in_all = min(settings.in_all or scope.in_all, scope.in_all)
        self._per_host = min(settings.per_host or scope.per_host, scope.per_host)
        self._secret = (settings.community or "").encode()
        self._clock = clock
        self._accounts = settings.accounts
        inquiries, conversations = chosen(scope.inquiries, settings.community)
        self._plan = Plan(
            seed=settings.seed, seconds=lambda: int(clock.now().timestamp()), place_of=scope.range_of,
            inquiries=inquiries, conversations=conversations,
            interfaces=_chosen(settings.interfaces, own, scope, self.targets),
            secrets=(settings.community,) if settings.community else (),
            near=tuple(one for one in own if self.targets.meets(one.network)),
        )  # fmt: skip
        networks = [interface.network for interface in self._plan.interfaces]
        has_account = settings.accounts is not None
        own_networks = [one.network for one in own]
        self.permission = Permission(scope, networks=networks, own=own_networks, has_account=has_account)

    def to_everybody(self) -> Iterator[tuple[Interface, Packet]]:
        """Yield what would leave to whole networks, in order."""
        for interface in self._plan.interfaces:
            fresh = fresh_for(self._plan, interface.name)
            for inquiry in self._plan.inquiries:
                for payload in inquiry.payloads(fresh):
                    for group in inquiry.groups:
                        yield interface, Packet(UDP, group, inquiry.port, inquiry.name, self._shown(payload))

    def to_first(self) -> Iterator[Packet]:
        """Yield what would leave to the first host if it answered everything, in order."""
        for packet in rehearsed(next(iter(self.targets)), self._plan):
            yield packet._replace(payload=self._shown(packet.payload))

    def to_first_recorder(self) -> Iterator[Packet]:
        """Yield what would leave to the first host of which there is an account, if it were a recorder."""
        accounts, scope = self._accounts, self.permission.scope
        if accounts is None:
            return
        for address in self.targets:
            place = scope.range_of(address)
            entry = accounts.entry_for(address, place.segment if place else None)
            if entry is not None:
                yield from rehearsed_recorder(str(address), entry.account, {})
                return

    @property
    def most_recorders(self) -> int:
        """How many hosts may be asked with an account, at most."""
        return self._accounts.most_of(len(self.targets)) if self._accounts else 0

    def run(self, files: Files, progress: Progress, *, is_patient: bool) -> Done:
        """Ask, and write what is answered as it comes.

        Args:
            files: where to, and what stops it.
            progress: is told how far it is.
            is_patient: whether to wait for a window of the scope where none is open.

        Raises:
            Stopped: nothing may leave now, or somebody stopped it and it did not end by itself.
            SourceError: something cannot be written.
        """
        hours = Hours(self.permission.scope, KillSwitch(files.stops), self._clock, is_patient=is_patient)
        hours.check_window()
        if self._accounts is not None or self._secret:
            leave_no_core()
        pace = Pace(per_host=self._per_host, in_all=self.in_all, clock=self._clock)
        with (
            Kept(files.output, resume=files.is_resumed) as kept,
            PacketLog(files.log, secrets=(self._secret,)) as log,
            contextlib.ExitStack() as stack,
        ):
            gate = Gate(self.permission, hours, pace, log=log, clock=self._clock)
            begun = {"scope": gate.scope.id, "hosts": len(self.targets), "engine": phaseout.__version__}
            log.begun(self._clock.now(), begun)
            recorders = None
            if self._accounts is not None:
                folder, now = files.output.parent, self._clock.now
                recorders = stack.enter_context(Recorders(self._accounts, gate.scope, gate, folder, now))
            try:
                tally = look(gate, lambda: sweep(self.targets, gate, kept, self._plan, progress, recorders))
            except PhaseoutError as error:
                log.ended(self._clock.now(), error.what)
                raise
            log.ended(self._clock.now(), tally.stopped or "all were asked")
        return Done(tally, gate.sent, recorders.ended if recorders else {}, gate.scope)

    def _shown(self, payload: bytes) -> bytes:
        """Return a payload as it may be shown: without the community that the owner gave."""
        return payload.replace(self._secret, b"*" * len(self._secret)) if self._secret else payload


def _chosen(
    names: Collection[str], found: Sequence[Interface], scope: Scope, targets: Targets
) -> tuple[Interface, ...]:
    """Return the interfaces whose whole network is asked: those named, else those within the targets.

    What leaves by an interface reaches every network that stands on it, so all of them have to be allowed.
    """
    permission = Permission(scope)
    known: dict[str, list[Interface]] = {}
    for one in found:
        known.setdefault(one.name, []).append(one)
    if not names:
        return tuple(
            all_of[0] for all_of in known.values()
            if all(targets.holds(one.network) and permission.why_not_network(one.network) is None
                   for one in all_of)
        )  # fmt: skip
    if unknown := [name for name in names if name not in known]:
        raise UsageError(
            f"there is no interface {', '.join(unknown)} with an address of IPv4", where="--interface",
            remedy=f"there are {', '.join(known) or 'none'}",
        )  # fmt: skip
    for one in (one for name in names for one in known[name]):
        if (why := permission.why_not_network(one.network)) is not None:
            raise ScopeError(why, where=one.name, remedy="leave the interface out, or ask for another scope")
    return tuple(known[name][0] for name in names)
