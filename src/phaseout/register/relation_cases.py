"""Which cases must the relation tests agree with?"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Interest
from phaseout.domain.truth import Truth
from phaseout.ownership import PartyGraph, RelationCode, Share
from phaseout.register.loading import Entry, load_relation_cases
from phaseout.register.schema_party import ShareShape
from phaseout.register.schema_relation_case import GivenGraphShape, GivenInterestShape, RelationCaseShape

_TRUTH = {"yes": Truth.YES, "no": Truth.NO, "undetermined": Truth.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCase:
    """Asked on that day whether the named reach the party by a test, the answer must be so."""

    name: str
    graph: PartyGraph | None
    """None: the interests of the register itself."""
    named: tuple[str, ...]
    party: str
    test: RelationTest
    as_of: date
    home: str
    truth: Truth
    code: RelationCode | None
    """None: the case does not say; so with the two below."""
    chain: tuple[str, ...] | None
    """``holder > held``, from the top down."""
    economic: Share | None
    where: str
    """``file:line``, for the test that fails."""


def read_relation_cases(directory: Path) -> tuple[RelationCase, ...]:
    """Return the cases of a register directory, in the order of its files.

    Raises ``RegisterError`` that lists the faults of shape.
    """
    return tuple(_case(entry) for entry in load_relation_cases(directory))


def _case(entry: Entry[RelationCaseShape]) -> RelationCase:
    case, expect = entry.shape, entry.shape.expect
    return RelationCase(
        name=case.name,
        graph=_graph(case.given) if case.given is not None else None,
        named=case.named,
        party=case.party,
        test=case.test,
        as_of=case.as_of,
        home=case.home or "",
        truth=_TRUTH[expect.answer],
        code=expect.because,
        chain=expect.chain,
        economic=_share(expect.economic) if expect.economic else None,
        where=f"{entry.file.file}:{entry.file.line(entry.place)}",
    )


def _graph(given: GivenGraphShape) -> PartyGraph:
    return PartyGraph.of(
        map(_interest, given.interests), countries=given.countries, state_bodies=given.state_bodies
    )


def _interest(given: GivenInterestShape) -> Interest:
    share = given.share or ShareShape()
    return Interest(
        holder=given.holder,
        held=given.held,
        kind=given.kind,
        share_min=share.min,
        share_max=share.max,
        since=given.since,
        until=given.until,
    )


def _share(share: ShareShape) -> Share:
    return Share(lowest=share.min, highest=share.max)
