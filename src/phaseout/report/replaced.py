"""Which thing now has the tag or the address of one that was not seen again?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.report.compared_thing import ComparedThing
from phaseout.report.matching import weak_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A thing of the earlier document and another one at its tag or address in the later one."""

    before: ComparedThing
    after: ComparedThing


def replaced(missing: Iterable[Asset], later: Iterable[Asset], fresh: Collection[str]) -> Iterator[Replaced]:
    """Yield each missing thing with the one that has most of its tags and addresses.

    Args:
        missing: things of the earlier document that nothing of the later one is.
        later: everything in the later document; gone through once.
        fresh: ids of what is new there.
    """
    held: defaultdict[tuple[str, str], list[ComparedThing]] = defaultdict(list)
    missing = tuple(missing)
    asked = {key for asset in missing for key in weak_keys(asset)}
    for asset in later if asked else ():
        if asset.id in fresh:
            for key in asked.intersection(weak_keys(asset)):
                held[key].append(ComparedThing.of(asset))
    for asset in missing:
        votes: dict[str, tuple[int, ComparedThing]] = {}
        for key in weak_keys(asset):
            for one in held.get(key, ()):
                votes[one.id] = votes.get(one.id, (0, one))[0] + 1, one
        if votes:
            most = max(number for number, _ in votes.values())
            after = next(one for number, one in votes.values() if number == most)
            yield Replaced(before=ComparedThing.of(asset), after=after)
