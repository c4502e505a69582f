"""How are thousands of hosts asked, few at once, so that memory stays flat and nothing is lost?"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from phaseout.probe.asked import ask_host, fresh_for
from phaseout.probe.crowd import hosts_at_once, open_files
from phaseout.probe.datagrams import Datagrams
from phaseout.probe.gate import Gate, Refused
from phaseout.probe.heard import Hearing
from phaseout.probe.hours import Stopped
from phaseout.probe.kept import Kept
from phaseout.probe.line import OUTSIDE
from phaseout.probe.lines import lines
from phaseout.probe.networks import Address
from phaseout.probe.plan import Plan
from phaseout.probe.recorders.run import Recorders
from phaseout.probe.tally import Tally

Progress = Callable[[Tally], None]
"""Is told how far it is after every host; it must be quick."""


async def sweep(
    targets: Iterable[Address], gate: Gate, keep: Kept, plan: Plan, progress: Progress,
    recorders: Recorders | None = None,
) -> Tally:  # fmt: skip
    """Ask every target, write down what each shows as it is finished, and return the counts.

    Those that show themselves as recorders are asked for their cameras where the owner gave an account. Of
    hosts that an earlier run has finished nothing is asked. A run that is stopped writes what it has of
    the hosts it was at; they are asked anew when it goes on.
    """
    run = _Sweep(gate, keep, plan, progress, recorders)
    try:
        await run.ask_everybody()
        remaining = run.remaining(targets)
        async with asyncio.TaskGroup() as group:
            for _ in range(plan.at_once or hosts_at_once(gate.scope.in_all, open_files())):
                group.create_task(run.work(remaining))
    except Stopped as stopped:
        run.tally.stopped = str(stopped)
    except ExceptionGroup as failed:
        stops, others = failed.split(Stopped)
        if others is not None:
            raise others.exceptions[0] from failed
        run.tally.stopped = str(stops.exceptions[0]) if stops else None
    finally:
        run.close()
    return run.tally


class _Sweep:
    """One run."""

    def __init__(
        self, gate: Gate, keep: Kept, plan: Plan, progress: Progress, recorders: Recorders | None
    ) -> None:
        self.tally = Tally()
        self._recorders = recorders
        self._gate = gate
        self._keep = keep
        self._plan = plan
        self._progress = progress
        self._datagrams = Datagrams(gate, plan.seconds, plan.near)

    async def ask_everybody(self) -> None:
        """Ask the networks of the interfaces as a whole, and wait for answers."""
        until = 0.0
        loop = asyncio.get_running_loop()
        for interface in self._plan.interfaces:
            fresh = fresh_for(self._plan, interface.name)
            for inquiry in self._plan.inquiries:
                try:
                    await self._datagrams.ask_everybody(inquiry, interface, fresh)
                except Refused as refused:
                    self.tally.warn([f"{inquiry.name} is not asked by {interface.name}: {refused}"])
                until = max(until, loop.time() + inquiry.listen)
        await asyncio.sleep(max(0.0, until - loop.time()))

    def remaining(self, targets: Iterable[Address]) -> Iterator[Address]:
        """Yield the targets that no earlier run has finished."""
        for target in targets:
            if self._keep.done(str(target)):
                self.tally.before += 1
            else:
                yield target

    async def work(self, targets: Iterator[Address]) -> None:
        """Ask one target after the other, as long as there are any."""
        for target in targets:
            hearing = self._datagrams.everybody.pop(str(target), None) or Hearing(target, self._plan.seconds)
            is_finished = False
            behind: Sequence[bytes] = ()
            try:
                await ask_host(hearing, self._plan, self._gate, self._datagrams)
                behind = await self._behind(hearing)
                is_finished = True
            except Refused as refused:
                self.tally.refused += 1
                self.tally.warn([str(refused)] if self.tally.refused == 1 else [])
            finally:
                self._write(hearing, behind, is_finished=is_finished)
            self.tally.asked += is_finished
            self.tally.answered += is_finished and hearing.has_said
            self.tally.closed += is_finished and hearing.is_there and not hearing.has_said
            self._progress(self.tally)

    def close(self) -> None:
        """Write down those that answered late, or were no targets, and close the sockets."""
        self._write_late()
        for host, hearing in self._datagrams.everybody.items():
            if not self._keep.done(host):
                self.tally.unasked += 1
                self._write(hearing, (), is_finished=False)
        self._datagrams.close()
        self.tally.strangers = self._datagrams.strangers
        self.tally.warn(self._datagrams.warnings)

    async def _behind(self, hearing: Hearing) -> Sequence[bytes]:
        """Return the lines of what is behind a recorder, none where it is not to be asked."""
        if self._recorders is None or not hearing.is_there:
            return ()
        taken = await self._recorders.look(hearing.address, hearing.values())
        return taken.lines if taken is not None else ()

    def _write(self, hearing: Hearing, behind: Sequence[bytes], *, is_finished: bool) -> None:
        written = self._lines(hearing)
        written += behind
        if written or is_finished:
            self._keep.keep(str(hearing.address), written, is_finished=is_finished)
            self.tally.lines += len(written)

    def _lines(self, hearing: Hearing) -> list[bytes]:
        place = self._plan.place_of(hearing.address)
        site, segment = (place.site, place.segment) if place else (None, OUTSIDE)
        return lines(hearing, site, segment, self._plan.secrets)

    def _write_late(self) -> None:
        late = 0
        for host, hearing in self._datagrams.late.items():
            written = self._lines(hearing)
            if written:
                late += 1
                self._keep.keep(host, written, is_finished=self._keep.done(host))
                self.tally.lines += len(written)
        if late:
            said = f"hosts that answered when they were no longer waited for: {late}"
            self.tally.warn([f"{said}; that is written, and nothing more was asked of them"])
