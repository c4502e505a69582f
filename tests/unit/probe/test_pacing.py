"""Is nobody asked faster than allowed, in any second, and who falls silent more slowly?"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from phaseout.probe.pacing import Bucket, Pace
from virtual_time import VirtualClock, run


def most_in_a_second(times: list[float]) -> int:
    ordered, start, most = sorted(times), 0, 0
    for at, end in enumerate(ordered):
        while ordered[start] <= end - 1:
            start += 1
        most = max(most, at - start + 1)
    return most


def times_of(turns: dict[str, int], *, per_host: int = 20, in_all: int = 200) -> dict[str, list[float]]:
    """Return when each of some turns comes, all being waited for from the beginning."""
    clock = VirtualClock()
    times: dict[str, list[float]] = {target: [] for target in turns}

    async def ask(pace: Pace, target: str) -> None:
        await pace.turn(target, lambda: None)
        times[target].append(clock.monotonic())

    async def work() -> None:
        pace = Pace(per_host=per_host, in_all=in_all, clock=clock)
        await asyncio.gather(*(ask(pace, target) for target, count in turns.items() for _ in range(count)))

    run(work)
    return times


@pytest.mark.parametrize("per_host", [1, 7, 20, 100])
def test_a_host_gets_no_more_in_any_second_than_allowed_and_no_fewer_than_it_might(per_host: int) -> None:
    (times,) = times_of({"10.0.0.1": 5 * per_host + 1}, per_host=per_host, in_all=10_000).values()
    assert most_in_a_second(times) <= per_host
    assert times[-1] == pytest.approx(5, rel=0.05)


@pytest.mark.parametrize("in_all", [1, 30, 200, 5_000])
def test_all_together_get_no_more_in_any_second_than_allowed(in_all: int) -> None:
    times = times_of({f"10.0.{host >> 8}.{host & 255}": 1 for host in range(3 * in_all)}, in_all=in_all)
    every = [time for one in times.values() for time in one]
    assert most_in_a_second(every) <= in_all
    assert max(every) == pytest.approx(3, rel=0.05, abs=1)


def test_a_host_that_waits_for_its_turn_holds_up_nobody_else() -> None:
    times = times_of({"10.0.0.1": 100, "10.0.0.2": 1}, per_host=1, in_all=1_000)
    assert times["10.0.0.1"][-1] > 90
    assert times["10.0.0.2"][0] < 0.1


def test_a_bucket_that_was_never_used_is_no_fuller_for_it() -> None:
    bucket = Bucket(200, 0.0)
    taken = 0
    while not bucket.wait(1_000.0):
        bucket.take(1_000.0)
        taken += 1
    assert taken == 10


def paced(work: Callable[[Pace, VirtualClock], Awaitable[None]]) -> None:
    clock = VirtualClock()

    async def begun() -> None:
        await work(Pace(per_host=20, in_all=200, clock=clock), clock)

    run(begun)


async def waited(pace: Pace, clock: VirtualClock, target: str) -> float:
    begun = clock.monotonic()
    await pace.turn(target, lambda: None)
    return clock.monotonic() - begun


def test_a_silent_host_is_asked_more_and_more_slowly_until_it_answers() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        waits = []
        for _ in range(9):
            pace.silent("10.0.0.1")
            waits.append(round(await waited(pace, clock, "10.0.0.1"), 2))
        assert waits == [0, 0.05, 0.5, 1, 2, 4, 8, 8, 8]
        assert await waited(pace, clock, "10.0.0.2") < 0.1, "others are not"
        pace.heard("10.0.0.1")
        assert await waited(pace, clock, "10.0.0.1") < 0.1

    paced(work)


def fall_silent(pace: Pace, hosts: range) -> None:
    for host in hosts:
        for _ in range(3):
            pace.silent(f"10.0.0.{host}")


def test_everything_pauses_where_many_that_answered_do_no_more() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        for longest in (1, 2, 4):
            pace._hosts.clear()
            for host in range(10):
                pace.host(f"10.0.0.{host}").has_spoken = True
            fall_silent(pace, range(10))
            assert await waited(pace, clock, "10.0.0.99") == pytest.approx(longest, abs=0.01)
        pace.heard("10.0.0.50")
        assert await waited(pace, clock, "10.0.0.98") < 0.1

    paced(work)


def test_an_empty_network_is_no_reason_to_pause() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        fall_silent(pace, range(200))
        assert await waited(pace, clock, "10.0.0.250") < 0.1

    paced(work)


def test_where_others_still_answer_only_the_silent_are_asked_more_slowly() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        for host in range(60):
            pace.heard(f"10.0.0.{host}")
        for host in range(40):
            fall_silent(pace, range(host, host + 1))
            pace.heard("10.0.0.59")
        assert await waited(pace, clock, "10.0.0.250") < 0.1

    paced(work)


def test_everything_pauses_where_the_system_has_no_network() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        pace.unreachable()
        assert await waited(pace, clock, "10.0.0.1") == pytest.approx(1, abs=0.01)
        for _ in range(9):
            pace.unreachable()
        assert await waited(pace, clock, "10.0.0.1") == pytest.approx(60, abs=0.01)

    paced(work)


class EnoughError(Exception):
    pass


def test_who_waits_is_told_within_a_quarter_of_a_second_that_it_is_enough() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        for _ in range(9):
            pace.unreachable()
        stops_at = clock.monotonic() + 10

        def check() -> None:
            if clock.monotonic() >= stops_at:
                raise EnoughError

        with pytest.raises(EnoughError):
            await pace.turn("10.0.0.1", check)
        assert clock.monotonic() <= stops_at + 0.25

    paced(work)


def test_hosts_that_are_done_with_are_forgotten() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        for host in range(20_000):
            pace.host(f"10.0.{host >> 8}.{host & 255}")
            if host % 100 == 0:
                await clock.sleep(10)
        assert len(pace._hosts) < 3_000

    paced(work)


def test_a_host_whose_connection_is_open_is_not_forgotten() -> None:
    async def work(pace: Pace, clock: VirtualClock) -> None:
        talk = pace.host("10.9.9.9").talk
        async with talk:
            for host in range(5_000):
                pace.host(f"10.0.{host >> 8}.{host & 255}")
                await clock.sleep(1)
            assert pace.host("10.9.9.9").talk is talk

    paced(work)
