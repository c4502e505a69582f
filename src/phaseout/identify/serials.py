"""How are things that differ in their serial numbers alone settled once?

As with places in texts, something the same for all stands in its place while hits are put together.
"""

from dataclasses import replace

from phaseout.domain.claim import Dimension, Identification
from phaseout.identify.neighbours import Telling
from phaseout.identify.rules import Hit

_ANY = "\x00"
"""No serial number is this."""


def without_serial(telling: Telling) -> tuple[Telling, str | None]:
    """Return the hits without the serial number, and it; as they are where there is none, or several."""
    found = {hit.value for _, hits in telling for hit in hits if hit.dimension is Dimension.SERIAL}
    if len(found) != 1:
        return telling, None
    return tuple((basis, tuple(map(_masked, hits))) for basis, hits in telling), found.pop()


def with_serial(alike: Identification, serial: str | None) -> Identification:
    """Return an identification with the serial number it was put together without."""
    if serial is None or alike.serial.value is None:
        return alike
    return replace(alike, serial=replace(alike.serial, value=serial))


def _masked(hit: Hit) -> Hit:
    return hit._replace(value=_ANY) if hit.dimension is Dimension.SERIAL else hit
