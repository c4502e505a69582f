"""Can what is said of a party's owners be true at one time?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from phaseout.domain.party import InterestKind
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema_party import InterestShape, PartyShape

_ROUNDING = 1e-9


def check_parties(files: Files) -> Iterator[Fault]:
    """Yield a fault where holders own more than the whole on a day, or a party depends on itself."""
    for entry in files.parties:
        yield from _overfull(entry)
        for index, dependency in enumerate(entry.shape.dependencies):
            if dependency.on == entry.shape.id:
                place = ("dependencies", index, "on")
                yield entry.fault(Level.SENSE, place, f"{entry.shape.id!r} cannot depend on itself")


def _overfull(entry: Entry[PartyShape]) -> Iterator[Fault]:
    shares = [i for i in entry.shape.interests if i.kind is InterestKind.SHAREHOLDING and i.share]
    # What is held changes only on a day on which something begins: looking at those days is enough.
    for day in sorted({interest.since or date.min for interest in shares}):
        least: dict[str, list[float]] = defaultdict(list)
        for interest in shares:
            if interest.share and _holds(interest, day):
                least[interest.holder].append(interest.share.min)
        # Several figures for one holding compete, so the lowest of them is what is certain.
        together = sum(map(min, least.values()))
        if together > 1 + _ROUNDING:
            message = f"the holders of {entry.shape.id!r} own at least {together:.4g} of it on {day}"
            yield entry.fault(Level.SENSE, ("interests",), message)
            return


def _holds(interest: InterestShape, day: date) -> bool:
    return (interest.since or date.min) <= day and (interest.until is None or day < interest.until)
