"""How many were bought, given back and are left, at least and at most?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from phaseout.domain.reconciliation import Count, Line

NONE = Count(least=0, most=0)


class Balance(NamedTuple):
    """What is missing on either side."""

    not_seen: Count
    not_bought: Count


def all_of(counts: Iterable[Count]) -> Count:
    """Return the sum of counts."""
    total = NONE
    for one in counts:
        most = None if total.most is None or one.most is None else total.most + one.most
        total = Count(least=total.least + one.least, most=most)
    return total


def bought_in(lines: Sequence[Line]) -> tuple[Count, bool]:
    """Return how many the lines bring, and whether documents of several kinds may speak of the same units.

    An order, its invoices and its deliveries bring the same units once; which of them belong together the
    lines do not say. So at least as many were bought as one kind of document says, and at most all.
    """
    by_document: dict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        by_document[line.document].append(line)
    sums = [all_of(line.quantity for line in found) for found in by_document.values()]
    if not sums:
        return NONE, False
    return Count(least=max(one.least for one in sums), most=all_of(sums).most), len(sums) > 1


def balance(bought: Count, returned: Count, *, seen: int, early: int) -> Balance:
    """Return what is bought and not seen, and seen and not bought.

    ``early`` things were seen before anything was bought: they are surely none of what was.
    """
    least = max(0, bought.least - returned.most) if returned.most is not None else 0
    most = max(0, bought.most - returned.least) if bought.most is not None else None
    return Balance(
        not_seen=Count(least=max(0, least - seen), most=None if most is None else max(0, most - seen)),
        not_bought=Count(
            least=early + (0 if most is None else max(0, seen - most)), most=early + max(0, seen - least)
        ),
    )


def perhaps_replaced(lines: Sequence[Line], not_seen: Count) -> int:
    """Return how many of those not seen a later purchase may have replaced; none where days are not told.

    Only documents of one kind are held against each other: an invoice is later than its order.
    """
    by_document: dict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        by_document[line.document].append(line)
    later = 0
    for found in by_document.values():
        days = [line.day for line in found if line.day]
        if len(days) == len(found) > 1:
            first = min(days)
            later = max(later, sum(line.quantity.least for line in found if (line.day or "") > first))
    return min(not_seen.least, later)
