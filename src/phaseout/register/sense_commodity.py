"""Is every commodity code one of its list, and does it stand in the list's file?"""

from collections.abc import Iterator

from phaseout.domain.commodity import SCHEMES, code_of
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files


def check_commodities(files: Files) -> Iterator[Fault]:
    """Yield a fault for each id that no code of a known list can have, and for each in another file."""
    for entry in files.commodities:
        scheme, _, code = entry.shape.id.partition("/")
        if scheme not in SCHEMES:
            message = f"no list is known as {scheme!r}, only {', '.join(SCHEMES)}"
            yield entry.fault(Level.SENSE, ("id",), message)
        elif code_of(scheme, code) != code:
            yield entry.fault(Level.SENSE, ("id",), f"{code!r} is not how an entry writes a code of {scheme}")
        elif entry.stem != scheme:
            message = f"a code of {scheme!r} stands in {scheme}.yaml, not in {entry.stem}.yaml"
            yield entry.fault(Level.SENSE, ("id",), message)
