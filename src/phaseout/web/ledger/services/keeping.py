"""How does what was noted become leaves, in the transaction that notes it?"""

from datetime import datetime

from phaseout.ledger.writing import Entry
from phaseout.web.frame.events.happening import lasting
from phaseout.web.frame.events.keeping import Noted
from phaseout.web.ledger.services.beginning import held_ledger
from phaseout.web.ledger.services.writing import write
from phaseout.web.ledger.told import entry_of


def keep(noted: Noted) -> None:
    """Write what was noted into the ledgers of the organisations it belongs to.

    What happened to the server as a whole, and what decides nothing, is no leaf.
    """
    kept = lasting()
    of: dict[int, list[tuple[int, datetime, Entry]]] = {}
    for event, row in noted:
        if event.organisation_id is not None and event.what in kept:
            told = (event.pk, event.at, entry_of(event, row))
            of.setdefault(event.organisation_id, []).append(told)
    # Held in one order: of two that write into the same two, one waits for the other.
    for organisation in sorted(of):
        events = of[organisation]
        ledger = held_ledger(
            organisation,
            before=min(pk for pk, _, _ in events),
            but={entry.subject for _, _, entry in events},
        )
        now = max(at for _, at, _ in events)
        write(ledger, [entry for _, _, entry in events], [pk for pk, _, _ in events], now=now)
