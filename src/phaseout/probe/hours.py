"""May anything leave at this moment?"""

from phaseout.domain.problem import SourceError
from phaseout.probe.clock import Clock
from phaseout.probe.kill_switch import KillSwitch
from phaseout.probe.scope import Scope, stamp
from phaseout.probe.window import is_open, opening

_NAP = 1.0
"""Seconds at most between two looks at the kill switch while a window is awaited."""
GO_ON = "what was kept is whole: --resume goes on from there"


class Stopped(SourceError):  # noqa: N818 (what happened to the run)
    """Nothing leaves any more."""


class Hours:
    """When a scope holds and one of its windows is open, until somebody stops all."""

    def __init__(self, scope: Scope, switch: KillSwitch, clock: Clock, *, is_patient: bool = False) -> None:
        """Take a scope.

        Args:
            scope: what its owner allows.
            switch: what stops all.
            clock: that of this machine.
            is_patient: whether to wait for the next window where none is open, rather than to stop.
        """
        self._scope = scope
        self._switch = switch
        self._clock = clock
        self._is_patient = is_patient

    def why_stopped(self) -> str | None:
        """Return why nothing may leave any more; ``None`` while something may, be it in a window to come."""
        scope, now = self._scope, self._clock.now()
        if now >= scope.expires:
            return f"the scope {scope.id!r} has expired: it held until {stamp(scope.expires)}"
        if now < scope.made:
            return f"the scope {scope.id!r} is not yet valid: it holds from {stamp(scope.made)} on"
        return self._switch.why()

    def is_open(self) -> bool:
        """Return whether a window is open."""
        windows = self._scope.windows
        return not windows or is_open(windows, self._clock.now())

    def stop(self, why: str) -> None:
        """Let nothing leave any more."""
        self._switch.throw(why)

    def check(self) -> None:
        """Go on, if anything may leave, be it in a window to come.

        Raises:
            Stopped: nothing may; says why.
        """
        if (why := self.why_stopped()) is not None:
            raise Stopped(why, remedy=GO_ON)

    def check_window(self) -> None:
        """Go on, if a window is open or may be waited for.

        Raises:
            Stopped: none is; says when the next opens.
        """
        self.check()
        if not self._is_patient and not self.is_open():
            opens = stamp(opening(self._scope.windows, self._clock.now()))
            raise Stopped(
                f"no window of the scope {self._scope.id!r} is open; the next opens {opens}",
                remedy="start again then, with --resume where something was kept; or wait for it with --wait",
            )

    async def wait(self) -> None:
        """Go on as soon as a window is open.

        Raises:
            Stopped: nothing may leave any more, or no window is open and this run does not wait.
        """
        self.check_window()
        while not self.is_open():
            now = self._clock.now()
            await self._clock.sleep(min(_NAP, (opening(self._scope.windows, now) - now).total_seconds()))
            self.check()
