"""What does one party amount to in another, through the whole chain between them?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest
from phaseout.domain.truth import Truth
from phaseout.ownership.economic import Share, economic_share
from phaseout.ownership.graph import PartyGraph
from phaseout.ownership.relation import relate
from phaseout.ownership.spread import spread_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A party above, and what each way of counting makes of it."""

    party: str
    economic: Share
    """Every share multiplied down the chain."""
    half: Truth
    """Whether it owns at least half by the cascade, alone."""
    control: Truth
    spread: tuple[Interest, ...] = ()
    """Why the economic share is a range: the interests of no exact share on the chains between."""


def standings(party: str, above: Iterable[str], graph: PartyGraph, day: date) -> Iterator[Standing]:
    """Yield what each of the parties above amounts to."""
    for one in above:
        half, control = (
            relate(test, party=party, named=(one,), graph=graph, day=day).truth
            for test in (RelationTest.AGGREGATE_50, RelationTest.CONTROL)
        )
        economic = economic_share(party=party, owners=(one,), graph=graph, day=day)
        spread = spread_of(party, one, graph, day)
        yield Standing(party=one, economic=economic, half=half, control=control, spread=spread)
