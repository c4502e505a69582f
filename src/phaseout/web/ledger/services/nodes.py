"""How are the hashes of a ledger's tree kept in a table?"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from phaseout.ledger.tree import Place, Tree
from phaseout.web.frame.bulk import insert
from phaseout.web.ledger.models import Ledger, Node

MISSING = bytes(32)
"""Stands for a hash that was taken out: the hash of nothing."""
COLUMNS = ("ledger_id", "level", "at", "hash")


class NodeTable:
    """The hashes of one ledger's tree."""

    def __init__(self, ledger: int) -> None:
        self._ledger = ledger

    def get(self, places: Sequence[Place]) -> Mapping[Place, bytes]:
        """Return the hashes at these places.

        Raises:
            KeyError: there is none at one of them.
        """
        if not places:
            return {}
        by_level: dict[int, list[int]] = {}
        for place in places:
            by_level.setdefault(place.level, []).append(place.at)
        wanted = reduce(or_, (_of_level(level, sorted(set(ats))) for level, ats in by_level.items()))
        rows = Node.everything.filter(wanted, ledger=self._ledger).order_by()
        found = {Place(level, at): bytes(one) for level, at, one in rows.values_list("level", "at", "hash")}
        return {place: self._at(found, place) for place in places}

    def put(self, hashes: Iterable[tuple[Place, bytes]]) -> None:
        """Keep hashes, all or none of them: the database refuses a place that is taken."""
        insert(Node, COLUMNS, [(self._ledger, place.level, place.at, one) for place, one in hashes])

    def _at(self, found: Mapping[Place, bytes], place: Place) -> bytes:
        return found[place]


class NodesAsTheyAre(NodeTable):
    """The same for whoever verifies: where one was taken out, something that no leaf has."""

    def _at(self, found: Mapping[Place, bytes], place: Place) -> bytes:
        return found.get(place, MISSING)


def tree_of(ledger: Ledger) -> Tree:
    """Return the tree of a ledger as it stands."""
    return Tree(NodeTable(ledger.pk), ledger.size)


def _of_level(level: int, ats: Sequence[int]) -> Q:
    first, last = ats[0], ats[-1]
    if last - first == len(ats) - 1:
        return Q(level=level, at__gte=first, at__lte=last)
    return Q(level=level, at__in=ats)
