"""Under whose country's law does a party stand, and where are its things made?"""

from datetime import date

from phaseout.domain.measure import RelationTest
from phaseout.domain.truth import Truth
from phaseout.ownership.answer import RelationAnswer, RelationCode
from phaseout.ownership.chain import chains_above
from phaseout.ownership.family import relate_in_family
from phaseout.ownership.graph import PartyGraph


def relate_by_law(*, party: str, named: tuple[str, ...], graph: PartyGraph, day: date) -> RelationAnswer:
    """Answer whether the party stands under the law of a named country.

    A foreign party that one of that country holds may be reached through its owner: that is not said
    by any text of the register, so it is unknown.
    """
    country = graph.countries.get(party)
    if country in named:
        return RelationAnswer(truth=Truth.YES, code=RelationCode.COUNTRY, named=country)
    for above, chain in chains_above(party, graph, RelationTest.CONTROL, day).items():
        if graph.countries.get(above) in named:
            return RelationAnswer(
                truth=Truth.UNKNOWN, code=RelationCode.COUNTRY_OWNER, named=above, path=chain.path
            )
    if country is None:
        return RelationAnswer(truth=Truth.UNKNOWN, code=RelationCode.COUNTRY_UNKNOWN)
    return RelationAnswer(truth=Truth.NO, code=RelationCode.OTHER_COUNTRY, named=country)


def relate_by_production() -> RelationAnswer:
    """Answer unknown: where a firm sits does not say where the thing was made."""
    return RelationAnswer(truth=Truth.UNKNOWN, code=RelationCode.PRODUCTION_UNKNOWN)


def relate_at_home(
    *, party: str, named: tuple[str, ...], graph: PartyGraph, day: date, home: str
) -> RelationAnswer:
    """Answer for a text that leaves affiliates abroad out: abroad no, at home unknown."""
    link = relate_in_family(RelationTest.LINKED_UNDEFINED, party=party, named=named, graph=graph, day=day)
    if link.truth is Truth.NO:
        return link
    country = graph.countries.get(party)
    abroad = country is not None and country != home
    return RelationAnswer(
        truth=Truth.NO if abroad else Truth.UNKNOWN,
        code=RelationCode.FOREIGN_EXCLUDED if abroad else RelationCode.HOME_AFFILIATE,
        named=link.named,
        path=link.path,
    )
