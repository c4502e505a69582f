"""Which small town does ``phaseout probe --demo`` look at, and who allows it?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from phaseout.lab.house import House
from phaseout.lab.persona import Persona
from phaseout.lab.persona_files import personas_of
from phaseout.lab.town import OpenTown, Town
from phaseout.ledger.key import SigningKey
from phaseout.ledger.note import Note

NETWORK = "127.77.0.0/24"
"""Of addresses that are this machine's own: nothing leaves it."""
_HELD = timedelta(hours=1)
_PER_HOST, _IN_ALL = 100, 2_000
"""Packets a second: nobody else is on this network."""
_FIRST_UNPRIVILEGED = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
_USUALLY_FIRST = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A town and a scope that covers it."""

    town: OpenTown | None
    """None where it is not stood up."""
    network: str
    scope: bytes
    """Signed."""
    key: str
    """The public key it is signed with, as text."""
    closed: tuple[int, ...]
    """Ports that this user may not open; what stands behind them is not shown."""


@contextmanager
def demo(now: datetime, network: str = NETWORK, *, stands: bool = True) -> Iterator[Demo]:
    """Stand a small town on loopback addresses, and sign a scope for it with a key made on the spot.

    Args:
        now: from when on the scope holds, with its time zone.
        network: of loopback addresses, where the usual one is taken.
        stands: whether the town is stood up; a rehearsal needs its scope alone.

    Raises:
        OSError: a port is taken.
    """
    key = SigningKey.generate("phaseout-demo")
    personas, closed = _for_this_user(personas_of())
    with Town(personas).on_loopback(network) if stands else nullcontext() as town:
        signed = bytes(Note(text=scope_text(now, network), signatures=()).signed(key))
        yield Demo(town=town, network=network, scope=signed, key=str(key.verifier), closed=closed)


def scope_text(now: datetime, network: str) -> str:
    """Return the scope of the demonstration in TOML, unsigned."""
    return (
        f'[scope]\nid = "demo"\nowner = "phaseout"\napprover = "phaseout probe --demo"\n'
        f"made = {now.isoformat(timespec='seconds')}\n"
        f"expires = {(now + _HELD).isoformat(timespec='seconds')}\n\n"
        f"[rate]\nper-host = {_PER_HOST}\nin-all = {_IN_ALL}\n\n"
        f'[[range]]\nnetwork = "{network}"\nsite = "demo"\nsegment = "loopback"\n'
    )


def _for_this_user(personas: tuple[Persona, ...]) -> tuple[tuple[Persona, ...], tuple[int, ...]]:
    """Return the personas with what this user may open, and the ports that are left out."""
    first = _first_port()
    kept, closed = [], set()
    for persona in personas:
        speeches = []
        for speech in persona.speeches:
            house = House.of(replace(persona, speeches=(speech,)), "127.0.0.1")
            low = {port for port in (*house.ears, *house.desks) if port < first}
            closed |= low
            if not low:
                speeches.append(speech)
        kept.append(replace(persona, speeches=tuple(speeches)))
    return tuple(kept), tuple(sorted(closed))


def _first_port() -> int:
    """Return the first port that this user may open."""
    if os.geteuid() == 0:
        return 1
    try:
        return int(_FIRST_UNPRIVILEGED.read_text("ascii"))
    except (OSError, ValueError):
        return _USUALLY_FIRST
