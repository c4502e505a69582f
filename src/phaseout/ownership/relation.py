"""Does a party stand in the relation to a named party that a measure asks for?"""

from datetime import date
from typing import assert_never

from phaseout.domain.measure import RelationTest
from phaseout.domain.truth import Truth
from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.cascade import relate_by_aggregate
from phaseout.ownership.country import relate_at_home, relate_by_law, relate_by_production
from phaseout.ownership.family import relate_in_family
from phaseout.ownership.graph import PartyGraph

_OF_COUNTRIES = frozenset(
    {RelationTest.LAW_OF_COUNTRY, RelationTest.COUNTRY_OF_PRODUCTION, RelationTest.PRODUCED_ABROAD}
)
"""Tests that name countries and not parties."""


def relate(
    test: RelationTest, *, party: str, named: tuple[str, ...], graph: PartyGraph, day: date, home: str = ""
) -> RelationAnswer:
    """Answer the relation test for a party on a day.

    ``named`` are party ids, for the country tests two-letter codes; ``home`` is the country of the
    measure, which one test asks for. Unknown shares give unknown and never no; no recorded tie gives
    no. A test of where a thing comes from keeps ties that have ended as unknown.
    """
    if test not in _OF_COUNTRIES and party in named:
        return RelationAnswer(truth=Truth.YES, code=RelationCode.NAMED, named=party)
    match test:
        case RelationTest.NAMED_ONLY:
            answer = RelationAnswer(truth=Truth.NO, code=RelationCode.NOT_NAMED)
        case RelationTest.AGGREGATE_50:
            answer = relate_by_aggregate(party=party, named=named, graph=graph, day=day)
        case RelationTest.LAW_OF_COUNTRY:
            answer = relate_by_law(party=party, named=named, graph=graph, day=day)
        case RelationTest.ANY_MAKER:
            answer = RelationAnswer(truth=Truth.YES, code=RelationCode.ANY_MAKER)
        case RelationTest.COUNTRY_OF_PRODUCTION | RelationTest.PRODUCED_ABROAD:
            answer = relate_by_production()
        case RelationTest.FOREIGN_AFFILIATES_EXCLUDED:
            answer = relate_at_home(party=party, named=named, graph=graph, day=day, home=home)
        case (
            RelationTest.SUBSIDIARY_OR_AFFILIATE
            | RelationTest.SHARE_OVER_10
            | RelationTest.CONTROL
            | RelationTest.CONTROL_OR_INFLUENCE
            | RelationTest.LINKED_UNDEFINED
        ):
            answer = relate_in_family(test, party=party, named=named, graph=graph, day=day)
        case _:
            assert_never(test)
    return answer
