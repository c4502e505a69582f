"""How long would it take? A loop whose time passes only where everybody sleeps, and then at once."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")
START = datetime(2026, 11, 27, 12, tzinfo=UTC)


class _Selector(selectors.DefaultSelector):
    """Waits for nothing: what would have been waited has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout=None):
        self.passed += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._passing = _Selector()
        super().__init__(self._passing)

    def time(self) -> float:
        return self._passing.passed


class VirtualClock:
    """The clock of the loop that runs; it is noon when it begins. ``start`` may be set anew."""

    def __init__(self, start: datetime = START) -> None:
        self.start = start

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        try:
            return asyncio.get_running_loop().time()
        except RuntimeError:  # before it runs
            return 0.0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Return what some work returns, without its waiting."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work())
