"""Whom does a relation test reach, for certain and possibly?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from phaseout.domain.measure import RelationTest
from phaseout.ownership.bulk.aggregate import certainly_owned, possibly_owned
from phaseout.ownership.bulk.columns import Bools
from phaseout.ownership.bulk.family import certainly_related, possibly_related
from phaseout.ownership.bulk.graph import BulkGraph

FAMILY_TESTS = frozenset(
    {
        RelationTest.SUBSIDIARY_OR_AFFILIATE,
        RelationTest.SHARE_OVER_10,
        RelationTest.CONTROL,
        RelationTest.CONTROL_OR_INFLUENCE,
        RelationTest.LINKED_UNDEFINED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """For each party by number; who is reached possibly and not certainly is undetermined."""

    certain: Bools
    possible: Bools


def reach(test: RelationTest, *, named: npt.ArrayLike, graph: BulkGraph, day: date) -> Reach:
    """Return whom the test reaches from the named parties (numbers) on the day, themselves included.

    Raises ``ValueError`` for a test that asks for more than interests, such as a country.
    """
    start = np.unique(np.asarray(named, dtype=np.int32))
    if test is RelationTest.AGGREGATE_50:
        certain = certainly_owned(start, graph, day)
        possible = possibly_owned(np.flatnonzero(certain).astype(start.dtype), graph, day)
    elif test in FAMILY_TESTS:
        certain = certainly_related(test, start, graph, day)
        possible = possibly_related(test, start, graph, day)
    elif test is RelationTest.NAMED_ONLY:
        certain = possible = graph.marked(start)
    else:
        raise ValueError(f"{test.value} asks for more than interests")
    return Reach(certain=certain, possible=possible)
