"""What has one side of a TCP connection said so far?

Put together only as far as a message of interest needs: some kilobytes, segments out of order by a few.
"""

from collections.abc import Callable

from phaseout.intake.capture.host import Place
from phaseout.intake.capture.ledger import Ledger

LONGEST = 16_384
"""Bytes held of one side that are not yet understood."""
FARTHEST_AHEAD = 1 << 18
"""A body longer than this is not waited out: what follows it on the same connection is not read."""
MOST_MESSAGES = 64
MOST_STASHED = 8
TRIES = 8
"""Segments that begin nothing known before a side is taken for dull; a capture may start in mid-stream."""
DULL = -1
WAIT = 0

_WRAP = 0xFFFF_FFFF
_BEHIND = 0x8000_0000


class Flow:
    """One side of a connection."""

    __slots__ = (
        "_expected",
        "_messages",
        "_stash",
        "_tries",
        "data",
        "dialect",
        "opening",
        "over",
        "place",
        "source",
        "source_port",
        "target",
        "target_port",
    )

    def __init__(self, source: bytes, target: bytes, source_port: int, target_port: int) -> None:
        self.source = source
        self.target = target
        self.source_port = source_port
        self.target_port = target_port
        self.data = bytearray()
        """What was said and is not understood yet."""
        self.over = False
        """Nothing more will come: make do with ``data``."""
        self.dialect: Dialect | None = None
        self.opening: int | None = None
        """Sequence number of the first byte, if the connection was seen to begin."""
        self.place = Place(0, 0)
        self._expected = 0
        self._messages = 0
        self._tries = 0
        self._stash: list[tuple[int, bytes]] = []

    def is_hopeless(self, sequence: int, payload: bytes) -> bool:
        """Keep a segment that begins nothing known; True once too many did not."""
        self._tries += 1
        if len(self._stash) < MOST_STASHED // 4:
            self._stash.append((sequence, payload))
        return self._tries >= TRIES

    def begin(self, dialect: "Dialect", sequence: int) -> None:
        """Take the segment at ``sequence`` as the start of a conversation."""
        self.dialect = dialect
        self._expected = sequence

    def is_dull_after(self, sequence: int, payload: bytes, ledger: Ledger) -> bool:
        """Take a segment; True if nothing more of interest is to come from this side."""
        ahead = sequence - self._expected & _WRAP
        if ahead >= _BEHIND:  # said before, at least in part
            fresh = len(payload) - (_WRAP + 1 - ahead)
            if fresh <= 0:
                return False
            payload = payload[-fresh:]
        elif ahead:
            return self._is_gap_too_wide(sequence, payload, ledger)
        self._append(payload, ledger)
        while self._stash and (found := self._next_stashed()):
            self._append(found, ledger)
        return self._is_dull(ledger)

    def finish(self, ledger: Ledger) -> None:
        """Make do with what has come."""
        if self.dialect is not None and self.data:
            self.over = True
            self._is_dull(ledger)

    def _append(self, payload: bytes, ledger: Ledger) -> None:
        if not self.data:
            self.place = ledger.here()
        self.data += payload
        self._expected = self._expected + len(payload) & _WRAP

    def _is_gap_too_wide(self, sequence: int, payload: bytes, ledger: Ledger) -> bool:
        if len(self._stash) < MOST_STASHED:
            self._stash.append((sequence, payload))
            return False
        self.finish(ledger)  # the segment before these was never captured
        return True

    def _next_stashed(self) -> bytes:
        for index, (sequence, payload) in enumerate(self._stash):
            ahead = sequence - self._expected & _WRAP
            behind = _WRAP + 1 - ahead if ahead >= _BEHIND else 0
            if ahead == 0 or behind:
                del self._stash[index]
                if len(payload) > behind:
                    return payload[behind:]
                return self._next_stashed()
        return b""

    def _is_dull(self, ledger: Ledger) -> bool:
        if self.dialect is None:
            return True
        self.over = self.over or len(self.data) > LONGEST
        now = ledger.here()
        dull = False
        while self.data and not dull:
            ledger.go_to(self.place)
            used = self.dialect(self, ledger)
            if used == WAIT:
                dull = self.over
                break
            self._messages += 1
            dull = used == DULL or self._messages >= MOST_MESSAGES or not self._is_passed(used)
            self.place = now
        ledger.go_to(now)
        return dull

    def _is_passed(self, used: int) -> bool:
        """Leave a message behind, and what is still to come of it; False if that is too long."""
        ahead = max(0, used - len(self.data))
        del self.data[:used]
        self._expected = self._expected + ahead & _WRAP
        return ahead <= FARTHEST_AHEAD


Dialect = Callable[[Flow, Ledger], int]
"""Enters what ``flow.data`` says; returns the length of the message (which may end beyond the data),
``WAIT`` for more of it, or ``DULL``."""
