"""How do entries become the next leaves of a ledger?"""

from collections.abc import Sequence
from datetime import datetime

from phaseout.ledger.writing import Entry, Written, append
from phaseout.web.frame.bulk import insert
from phaseout.web.ledger.models import Leaf, Ledger, Opening
from phaseout.web.ledger.services.nodes import tree_of

LEAVES = ("ledger_id", "sequence", "line", "subject", "event_id")
OPENINGS = ("leaf_id", "name", "salt", "value")


def write(ledger: Ledger, entries: Sequence[Entry], events: Sequence[int | None], *, now: datetime) -> None:
    """Write entries as the next leaves of a ledger that is held.

    Args:
        ledger: the row, as it stands.
        entries: in the order they happened.
        events: primary key of each one's event, None of what speaks of the ledger itself.
        now: when.
    """
    tree = tree_of(ledger)
    written = append(tree, ledger.origin, entries, now=now, last=ledger.last or None)
    pairs = zip(written, events, strict=True)
    insert(
        Leaf,
        LEAVES,
        [(ledger.pk, one.leaf.sequence, one.line, one.leaf.subject, event) for one, event in pairs],
    )
    _keep_openings(ledger, written)
    ledger.size, ledger.last = tree.size, written[-1].leaf.at
    ledger.save(update_fields=["size", "last"])


def _keep_openings(ledger: Ledger, written: Sequence[Written]) -> None:
    first = written[0].leaf.sequence
    rows = Leaf.everything.filter(ledger=ledger, sequence__gte=first).order_by()
    keys = dict(rows.values_list("sequence", "pk"))
    found = [(keys[one.leaf], one.name, one.salt, one.value) for each in written for one in each.openings]
    if found:
        insert(Opening, OPENINGS, found)
