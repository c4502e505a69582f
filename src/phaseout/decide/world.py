"""What of the register does a determination need besides the measure?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from phaseout.domain.facts import Aspects
from phaseout.ownership import PartyGraph, Relations


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """The register's facts about makers, brands and kinds. There is one a run; compared by identity."""

    graph: PartyGraph
    """Interests, countries and state bodies."""
    own_brands: Mapping[str, frozenset[str]]
    """Maker → brands under which it sells as itself; a brand whose id is the maker's needs no entry."""
    things: Mapping[str, frozenset[str]]
    """Kind of asset → things of the law it is; an empty set where the kind does not say."""
    aspects: Aspects = field(default_factory=dict)
    """What each word of a fact that gathers several matters speaks of."""
    goods: frozenset[str] = frozenset()
    """Kinds that are surely no service and no software."""
    relations: Relations = field(init=False, repr=False)
    """The relation tests over the graph, with what they answered in this run."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "relations", Relations(self.graph))
