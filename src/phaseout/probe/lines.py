"""How is what a host showed written as observation lines (contract §3)?"""

from collections.abc import Collection, Iterator

from phaseout.domain.observation import Dropped, Observation, Reading, Unread
from phaseout.probe.heard import Hearing
from phaseout.probe.line import SHORTEST_SECRET, Line, Spot, without, written

_SELF_DESCRIPTIONS = frozenset(("sadp.xml", "dhip.json"))
"""Traits whose values give an address of their own."""
_HELD_COMMUNITY = "what held the community of SNMP"
_NO_SECRETS = frozenset(("public", "private"))
"""Communities that everybody knows, and words that stand in pages."""


def lines(
    hearing: Hearing, site: str | None, segment: str | None, secrets: Collection[str] = ()
) -> list[bytes]:
    """Return a line for each thing seen, for each not read and for each credential dropped.

    The asset is the address that was asked. What equipment says to be at another address is another thing
    behind it, unless it is all that answered: then it is the same behind a translation of addresses.
    No line holds one of ``secrets``, which hosts were told as they were asked and may say back.
    """
    spot = Spot(str(hearing.address), site, segment)
    readings = list(hearing.readings())
    others = _others(spot.asset, readings)
    found = [line for reading in readings for line in _line(reading, spot, others)]
    kept = [one for one in secrets if len(one) >= SHORTEST_SECRET and one.lower() not in _NO_SECRETS]
    return list(map(written, without(kept, found, spot.dropped(_HELD_COMMUNITY))))


def _line(reading: Reading, spot: Spot, others: frozenset[str]) -> Iterator[Line]:
    match reading:
        case Unread(_, why):
            yield spot.unread(why)
        case Dropped(_, what):
            yield spot.dropped(what)
        case Observation(subject, trait, value, _, at, port):
            own, is_other = spot.asset, subject.key in others
            if trait == "ip" and not is_other and value != own:
                return  # its address on the other side of a translation, where others have it too
            if is_other:
                spot = Spot(f"{subject.key} behind {own}", spot.site, f"behind {own}")
            yield spot._replace(at=at).seen(trait, value, port)


def _others(own: str, readings: list[Reading]) -> frozenset[str]:
    """Return the subjects that are not what answers at the address itself."""
    seen = [reading for reading in readings if isinstance(reading, Observation)]
    # An address with two hardware addresses within these seconds is one thing with two interfaces.
    others = {one.subject.key for one in seen if one.subject.key.split(" ")[0] != own}
    describes_itself = any(one.trait in _SELF_DESCRIPTIONS and one.subject.key not in others for one in seen)
    return frozenset() if len(others) == 1 and not describes_itself else frozenset(others)
