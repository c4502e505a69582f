"""How is what a host showed written as observation lines (contract §3)?"""

from collections.abc import Iterator

import orjson

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.probe.heard import Hearing

_SELF_DESCRIPTIONS = frozenset(("sadp.xml", "dhip.json"))
"""Traits whose values give an address of their own."""


def lines(hearing: Hearing, site: str | None, segment: str | None) -> list[bytes]:
    """Return a line for each thing seen, for each not read and for each credential dropped.

    The asset is the address that was asked. What equipment says to be at another address is another thing
    behind it, unless it is all that answered: then it is the same behind a translation of addresses.
    """
    own = str(hearing.address)
    readings = list(hearing.readings())
    others = _others(own, readings)
    placed = {key: value for key, value in (("site", site), ("segment", segment)) if value}
    return [orjson.dumps(line) for reading in readings for line in _line(reading, own, others, placed)]


def _line(
    reading: Reading, own: str, others: frozenset[str], placed: dict[str, str]
) -> Iterator[dict[str, str | int]]:
    match reading:
        case Unread(_, why):
            yield {"asset": own, "unread": why, **placed}
        case Dropped(_, what):
            yield {"asset": own, "dropped": what, **placed}
        case Observation(subject, trait, value, _, at, port):
            is_other = subject.key in others
            if trait == "ip" and not is_other and value != own:
                return  # its address on the other side of a translation, where others have it too
            line: dict[str, str | int] = {"asset": own, "trait": trait, "value": _written(value), **placed}
            if is_other:
                line |= {"asset": f"{subject.key} behind {own}", "segment": f"behind {own}"}
            if at is not None:
                line["at"] = at
            if port is not None:
                line["port"] = port
            yield line


def _others(own: str, readings: list[Reading]) -> frozenset[str]:
    """Return the subjects that are not what answers at the address itself."""
    seen = [reading for reading in readings if isinstance(reading, Observation)]
    # An address with two hardware addresses within these seconds is one thing with two interfaces.
    others = {one.subject.key for one in seen if one.subject.key.split(" ")[0] != own}
    describes_itself = any(one.trait in _SELF_DESCRIPTIONS and one.subject.key not in others for one in seen)
    return frozenset() if len(others) == 1 and not describes_itself else frozenset(others)


def _written(value: str) -> str:
    """Return a value without halves of characters, which no UTF-8 has."""
    return value.encode("utf-8", "replace").decode()
