"""Is there an event or a row that no leaf tells of, though the ledger tells of each like it?"""

from collections.abc import Collection

from phaseout.ledger.finding import Code, Findings
from phaseout.web.frame.events.happening import lasting
from phaseout.web.frame.models import Event
from phaseout.web.ledger.models import Leaf
from phaseout.web.ledger.queries import AT_ONCE, Moment, untold_rows
from phaseout.web.ledger.told import told_models


def note_events(moment: Moment, begun: int, findings: Findings) -> None:
    """Note events that were put in: since the ledger began, each has its leaf."""
    newest = Leaf.everything.filter(ledger=moment.ledger, pk__lte=moment.last, event__isnull=False)
    last = newest.order_by("-sequence").values_list("event", flat=True).first() or 0
    untold = Event.everything.filter(
        organisation=moment.ledger.organisation_id, what__in=lasting(), leaf=None, pk__gte=begun, pk__lte=last
    )
    for pk in untold.order_by("pk").values_list("pk", flat=True).iterator():
        findings.add(Code.UNLIKE_ROW, None, f"event/{pk}")


def note_rows(organisation: int, taken: Collection[str], findings: Findings) -> None:
    """Note rows that were put in: of the kinds the ledger has whole, each has its leaf.

    A row and its leaf are there in one transaction: what is written meanwhile has both.
    """
    for label in told_models():
        keys = untold_rows(organisation, label).order_by("pk").values_list("pk", flat=True)
        if label in taken:
            for pk in keys.iterator(chunk_size=AT_ONCE):
                findings.add(Code.ROW_PUT_IN, None, f"{label}/{pk}")
        elif keys.exists():
            findings.add(Code.ROWS_NOT_TAKEN, None, label)
