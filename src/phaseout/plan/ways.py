"""In which other ways may a package be done, and how may it be isolated meanwhile?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from phaseout.plan.problem import Isolation, Way, Work
from phaseout.plan.programme import (
    CAMERAS_FIRST,
    RECORDER_FIRST,
    REMOVE,
    OfferedWay,
    Price,
    Programme,
    SiteFacts,
)
from phaseout.plan.score import scored
from phaseout.plan.thing import Thing

ISOLATED = "isolated"
"""The network of a site that is cut off, in the weights of the score."""
RECORDER = "recorder"


def other_ways(
    group: Sequence[Thing], prices: Sequence[Price], facts: SiteFacts, programme: Programme, site: str
) -> tuple[Way, ...]:
    """Return the ways the programme offers for a package beside replacing all of it at once."""
    return tuple(
        way
        for offered in programme.ways
        if not offered.sites or site in offered.sites
        for way in _way(offered, group, prices, facts, programme)
    )


def _way(
    offered: OfferedWay,
    group: Sequence[Thing],
    prices: Sequence[Price],
    facts: SiteFacts,
    programme: Programme,
) -> Iterator[Way]:
    """Yield the way, where the package is one it can be done in."""
    if offered.id == REMOVE:
        count = len(group)
        work = Work(after=0, hours=offered.hours * count, cost=offered.cost * count, things=count, share=1.0)
        yield Way(id=REMOVE, lead=0, works=(work,))
        return
    priced = list(zip(group, prices, strict=True))
    recorders = [pair for pair in priced if pair[0].kind == RECORDER]
    cameras = [pair for pair in priced if pair[0].kind != RECORDER]
    if not recorders or not cameras:
        return
    weight, _ = scored(group, facts, programme.weights)
    order = {CAMERAS_FIRST: (cameras, recorders), RECORDER_FIRST: (recorders, cameras)}[offered.id]
    works = []
    for number, pairs in enumerate(order):
        part, _ = scored([thing for thing, _ in pairs], facts, programme.weights)
        works.append(
            Work(
                after=number * offered.after,
                hours=sum(price.hours for _, price in pairs),
                cost=sum(price.typical for _, price in pairs),
                things=len(pairs),
                share=part / weight if weight else 1 / len(order),
            )
        )
    lead = max(
        max(price.lead for _, price in pairs) - work.after for pairs, work in zip(order, works, strict=True)
    )
    yield Way(id=offered.id, lead=max(lead, 0), works=tuple(works))


def isolation(
    group: Sequence[Thing], weight: float, facts: SiteFacts, programme: Programme, site: str
) -> Isolation | None:
    """Return how a package may be isolated; None where nothing says so, or it would change nothing."""
    for offered in programme.isolations:
        if not offered.sites or site in offered.sites:
            left = offered.residual
            if left is None:
                alone, _ = scored(group, replace(facts, network=ISOLATED), programme.weights)
                left = alone / weight if weight else 1.0
            return Isolation(cost=offered.cost, share=1.0 - left, months=offered.months) if left < 1 else None
    return None
