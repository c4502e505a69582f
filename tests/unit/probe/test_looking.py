"""Does a sweep end when it is done, and soon after somebody says that it is enough?"""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from phaseout.probe.clock import SystemClock
from phaseout.probe.gate import Gate
from phaseout.probe.hours import Stopped
from phaseout.probe.looking import look
from scopes import gate_of, sadp, scope_of


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    clock = SystemClock()
    now, day = clock.now(), timedelta(days=1)
    return gate_of(tmp_path, scope_of(made=now - day, expires=now + day), clock=clock)


def test_a_sweep_that_ends_gives_what_it_found(gate: Gate) -> None:
    async def sweep() -> int:
        await gate.leave(sadp("10.20.0.17"))
        return 17

    assert look(gate, sweep) == 17


def test_what_a_sweep_raises_is_raised(gate: Gate) -> None:
    async def sweep() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        look(gate, sweep)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_gate_and_lets_the_sweep_end_by_itself(
    gate: Gate, number: signal.Signals
) -> None:
    before = signal.getsignal(number)

    async def sweep() -> str:
        os.kill(os.getpid(), number)
        try:
            for _ in range(1_000):
                await gate.leave(sadp("10.20.0.17"))
        except Stopped as stopped:
            return stopped.what
        return "nobody heard it"

    assert look(gate, sweep) == f"{number.name} was sent"
    assert signal.getsignal(number) is before, "it is heeded as before"


def test_a_sweep_that_only_waits_is_ended_after_a_grace_and_may_clean_up(gate: Gate, tmp_path: Path) -> None:
    ended = []

    async def sweep() -> None:
        (tmp_path / "STOP").touch()
        try:
            await asyncio.sleep(3_600)
        finally:
            ended.append("connections closed")

    with pytest.raises(Stopped, match="STOP is there") as raised:
        look(gate, sweep)
    assert ended == ["connections closed"]
    assert "--resume" in (raised.value.remedy or "")
