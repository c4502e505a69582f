"""When may the next packet leave, to this host and at all?

Rates are held over any second, not on average: a bucket of tokens is filled so slowly that what it holds and
what it gains within a second are the rate together. A host that falls silent is asked more and more slowly,
and the whole sweep pauses where nobody answers any more who did, or where the system has no network.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from phaseout.probe.clock import Clock

_SHARE_AT_ONCE = 20
"""A twentieth of a second's packets may leave at once: who sleeps wakes late on a busy machine."""
_FREE_SILENCES = 3
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 8.0
"""Seconds between two packets to a host that is silent."""
_FALLEN_SILENT = 10
"""Hosts that answered and do no more, with nobody answering meanwhile, are no chance."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
"""Seconds of a pause in all."""
_SLICE = 0.25
"""Seconds slept at a time, so that who stops a sweep need not wait."""
_A_LITTLE = 1e-6
"""Seconds more than there is to wait, so that rounding makes nobody early."""
_FORGET_AFTER = 60.0
"""Seconds without a packet after which a host is a stranger again: memory does not grow with a sweep."""
_HOSTS_BETWEEN = 1024


class Bucket:
    """At most so many packets in any second."""

    def __init__(self, rate: int, now: float) -> None:
        """Take packets a second, 1 or more, and the seconds of a clock that only goes forward."""
        self._most = max(1, rate // _SHARE_AT_ONCE)
        # Less than one second's gain and a full bucket: rate at most, since tokens are whole.
        self._gain = rate - self._most + 1
        self._held = float(self._most)
        self._at = now

    def wait(self, now: float) -> float:
        """Return in how many seconds a packet may leave; 0 for now."""
        return max(0.0, (1 - self._now_held(now)) / self._gain)

    def take(self, now: float) -> None:
        """Count a packet that leaves."""
        self._held, self._at = self._now_held(now) - 1, now

    def _now_held(self, now: float) -> float:
        return min(float(self._most), self._held + (now - self._at) * self._gain)


@dataclass(slots=True)
class Doubling:
    """A wait that doubles each time it is begun anew, until something is heard."""

    first: float
    longest: float
    until: float = 0.0
    _times: int = 0

    def begin(self, now: float) -> None:
        """Wait from now on, twice as long as the last time."""
        self.until = now + min(self.longest, self.first * 2**self._times)
        self._times += 1

    def end(self) -> None:
        """Wait no more."""
        self.until, self._times = 0.0, 0


@dataclass(slots=True)
class Host:
    """What is known of the pace of one host."""

    bucket: Bucket
    used: float
    """When, by the clock."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    talk: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a connection to it is open."""
    backing_off: Doubling = field(default_factory=lambda: Doubling(_FIRST_WAIT, _LONGEST_WAIT))
    silences: int = 0
    has_spoken: bool = False

    def wait(self, now: float) -> float:
        """Return in how many seconds it may be asked."""
        return max(self.bucket.wait(now), self.backing_off.until - now)

    def is_idle(self, now: float) -> bool:
        """Return whether nothing of it need be remembered."""
        is_held = self.turn.locked() or self.talk.locked()
        return not is_held and now > max(self.used, self.backing_off.until) + _FORGET_AFTER


class Pace:
    """Whose turn it is."""

    def __init__(self, *, per_host: int, in_all: int, clock: Clock) -> None:
        """Take packets a second to one host and in all."""
        self._clock = clock
        self._per_host = per_host
        self._all = Bucket(in_all, clock.monotonic())
        self._turn = asyncio.Lock()
        self._pausing = Doubling(_FIRST_PAUSE, _LONGEST_PAUSE)
        self._fallen = 0
        self._hosts: dict[str, Host] = {}
        self._until_look = _HOSTS_BETWEEN

    def host(self, target: str) -> Host:
        """Return what is known of a host."""
        host = self._hosts.get(target)
        if host is None:
            now = self._clock.monotonic()
            self._forget(now)
            host = self._hosts[target] = Host(Bucket(self._per_host, now), now)
        return host

    async def turn(self, target: str, check: Callable[[], None]) -> None:
        """Wait until a packet to a host may leave, and count it.

        ``check`` is asked whenever this waited for a while, and raises where none may leave any more.
        """
        host = self.host(target)
        async with host.turn:
            await self._wait(host.wait, check)
            async with self._turn:
                await self._wait(self._wait_in_all, check)
                now = host.used = self._clock.monotonic()
                host.bucket.take(now)
                self._all.take(now)

    def heard(self, target: str) -> None:
        """Go on: somebody answers."""
        host = self.host(target)
        host.silences, host.has_spoken = 0, True
        host.backing_off.end()
        self._fallen = 0
        self._pausing.end()

    def silent(self, target: str) -> None:
        """Count an answer that did not come."""
        host = self.host(target)
        host.silences += 1
        if host.silences < _FREE_SILENCES:
            return
        now = self._clock.monotonic()
        host.backing_off.begin(now)
        if host.has_spoken and host.silences == _FREE_SILENCES:
            self._fallen += 1
            if self._fallen >= _FALLEN_SILENT:
                self._fallen = 0
                self._pausing.begin(now)

    def unreachable(self, *, is_anew: bool = False) -> None:
        """Pause in all: the system says that the network is not there, or takes no more.

        ``is_anew``: something left since the last time, so that the pause is as short as the first.
        """
        if is_anew:
            self._pausing.end()
        self._pausing.begin(self._clock.monotonic())

    def _wait_in_all(self, now: float) -> float:
        return max(self._all.wait(now), self._pausing.until - now)

    async def _wait(self, left: Callable[[float], float], check: Callable[[], None]) -> None:
        while (seconds := left(self._clock.monotonic())) > 0:
            await self._clock.sleep(min(seconds + _A_LITTLE, _SLICE))
            check()

    def _forget(self, now: float) -> None:
        """Forget hosts that are done with, now and then, so that it costs little for each."""
        self._until_look -= 1
        if self._until_look <= 0:
            self._hosts = {name: host for name, host in self._hosts.items() if not host.is_idle(now)}
            self._until_look = max(_HOSTS_BETWEEN, len(self._hosts))
