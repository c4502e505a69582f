"""How does a sweep run until it is done, or until somebody says that it is enough?"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from phaseout.probe.gate import Gate
from phaseout.probe.hours import GO_ON, Stopped

T = TypeVar("T")
_LOOK = 0.25
"""Seconds between two looks at what stops a sweep that waits for an answer and sends nothing."""
_GRACE = 2.0
"""Seconds in which a stopped sweep may close its connections and keep what it heard."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def look(gate: Gate, sweep: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Return what a sweep returns.

    Args:
        gate: through which it sends; SIGINT and SIGTERM close it.
        sweep: begins it.

    Raises:
        Stopped: it was stopped before it was done. What it kept is whole.
    """
    return asyncio.run(_until_stopped(gate, sweep))


async def _until_stopped(gate: Gate, sweep: Callable[[], Coroutine[Any, Any, T]]) -> T:
    with _heeding(gate):
        task = asyncio.ensure_future(sweep())
        try:
            while not task.done() and gate.why_stopped() is None:
                await asyncio.wait((task,), timeout=_LOOK)
            if not task.done():
                await asyncio.wait((task,), timeout=_GRACE)
            if task.done():
                return task.result()
            raise Stopped(gate.why_stopped() or "it was stopped", remedy=GO_ON)
        finally:
            task.cancel()
            await asyncio.wait((task,))


@contextlib.contextmanager
def _heeding(gate: Gate) -> Iterator[None]:
    """Have the signals that end a program stop the sweep, which then ends it."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # another system, another thread
        for number in _SIGNALS:
            loop.add_signal_handler(number, gate.stop, f"{number.name} was sent")
    try:
        yield
    finally:
        for number, handler in before.items():
            if loop.remove_signal_handler(number):
                signal.signal(number, handler)
