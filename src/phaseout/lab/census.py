"""Which personas make up a town of a given size? The same size gives the same town."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from phaseout.lab.house import House
from phaseout.lab.persona import Persona
from phaseout.lab.persona_files import personas_of

TOWN = 200
"""Hosts of the town that is measured."""
_UNIQUE = frozenset(("honeypot", "sadp-imitation", "quiet-host", "two-interfaces"))
"""One of each is enough, in a town of any size."""
_FEW_PORTS = 4
_NUMBER = re.compile(r"\d{4,}(?=\D*$)")
_LOW_BITS, _FIRST = 12, 0x300
MOST = (1 << _LOW_BITS) - _FIRST
"""Copies whose hardware addresses stay in their makers' blocks, of which the smallest have 36 bits."""


def town_of(size: int = TOWN) -> tuple[Persona, ...]:
    """Return a town in which every persona stands once, and most again as other units of their models.

    Raises:
        ValueError: the town is smaller than the number of personas, or larger than can be told apart.
    """
    personas = personas_of()
    if size < len(personas):
        raise ValueError(f"a town in which every persona stands has {len(personas)} hosts or more")
    return _grown(personas, [one for one in personas if one.name not in _UNIQUE], size)


def many(size: int) -> tuple[Persona, ...]:
    """Return a town of devices that open few ports: thousands stay within a process's open files."""
    small = [one for one in personas_of("hikvision", "dahua") if _ports(one) <= _FEW_PORTS]
    return _grown((), [one for one in small if one.name not in _UNIQUE], size)


def _grown(first: Sequence[Persona], models: Sequence[Persona], size: int) -> tuple[Persona, ...]:
    if size - len(first) > MOST:
        raise ValueError(f"no more than {MOST} units can be told apart")
    more = islice(cycle(models), size - len(first))
    return (*first, *(another(persona, number) for number, persona in enumerate(more, 1)))


def another(persona: Persona, number: int) -> Persona:
    """Return another unit of the same model: its name, hardware address and serial number are its own."""
    octets = persona.mac.replace(":", "")
    value = int(octets, 16) >> _LOW_BITS << _LOW_BITS | (_FIRST + number - 1)
    mac = ":".join(f"{value:012x}"[at : at + 2] for at in range(0, 12, 2))
    serial = persona.truth.serial
    if serial == octets.upper():  # makers whose serial number is the hardware address
        serial = f"{value:012X}"
    elif serial is not None:
        serial = _NUMBER.sub(lambda found: f"{found[0][:-4]}{number:04}", serial)
    return replace(
        persona, name=f"{persona.name}-{number}", mac=mac, truth=replace(persona.truth, serial=serial)
    )


def _ports(persona: Persona) -> int:
    house = House.of(persona, "127.0.0.1")
    return len(house.ears) + len(house.desks)


def doors(personas: Sequence[Persona]) -> Iterator[tuple[str, int]]:
    """Yield transport and number of every port that any of them opens, each once."""
    houses = [House.of(persona, "127.0.0.1") for persona in personas]
    yield from (("udp", port) for port in sorted({port for house in houses for port in house.ears}))
    yield from (("tcp", port) for port in sorted({port for house in houses for port in house.desks}))
