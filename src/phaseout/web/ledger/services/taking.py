"""How are rows taken into a ledger that stood before it told of any like them?

Once for each kind: from then on a row without a leaf was put in. What stands at that time is believed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.writing import Entry
from phaseout.web.frame.among import among
from phaseout.web.ledger.kinds import BEGUN, TAKEN
from phaseout.web.ledger.models import Leaf, Ledger
from phaseout.web.ledger.queries import portions, untold_rows
from phaseout.web.ledger.services.writing import write
from phaseout.web.ledger.told import NOBODY, entry_of_row, told_models

Stood = Mapping[str, int]
"""Label of a table → how many of its rows stood before."""


def standing_rows(organisation: int, labels: Iterable[str], but: Collection[str]) -> Stood:
    """Return how many rows of an organisation no leaf tells of.

    Args:
        organisation: primary key.
        labels: of tables whose rows are told.
        but: subjects of rows that leaves are about to tell of.
    """
    return {label: _standing(organisation, label, but).count() for label in labels}


def take_rows(ledger: Ledger, stood: Stood, but: Collection[str] = ()) -> None:
    """Write a leaf of each row that no leaf tells of, into a ledger that is held."""
    for label in (label for label, number in stood.items() if number):
        for rows in portions(_standing(ledger.organisation_id, label, but)):
            write(ledger, list(map(entry_of_row, rows)), [None] * len(rows), now=timezone.now())


def take_where_due() -> int:
    """Take what stands into ledgers that a version began which told of fewer kinds; return into how many."""
    return sum(map(_take, _due()))


def kinds_taken(told: Told) -> frozenset[str]:
    """Return the kinds of which a leaf says that every row has its leaf from here on."""
    rows = (told.after or {}).get("rows") if told.kind in (BEGUN, TAKEN) else None
    return frozenset(rows) if isinstance(rows, dict) else frozenset()


def _due() -> dict[int, frozenset[str]]:
    """Return ledger → kinds that are told and that it does not have whole."""
    missing = dict.fromkeys(
        Ledger.everything.order_by("pk").values_list("pk", flat=True), frozenset(told_models())
    )
    about = Leaf.everything.filter(subject__startswith="organisation/", event=None).order_by("pk")
    for ledger, line in about.values_list("ledger", "line"):
        missing[ledger] -= _kinds_in(bytes(line))
    return {ledger: kinds for ledger, kinds in missing.items() if kinds}


def _kinds_in(line: bytes) -> frozenset[str]:
    try:
        return kinds_taken(Told.of(line))
    except LeafError:
        return frozenset()  # whoever verifies the ledger is told


@transaction.atomic
def _take(pk: int) -> bool:
    ledger = Ledger.everything.select_for_update().get(pk=pk)
    missing = _due().get(pk)  # of two processes that take them, the second finds them taken
    if not missing:
        return False
    stood = standing_rows(ledger.organisation_id, sorted(missing), ())
    entry = Entry(
        actor=NOBODY,
        kind=TAKEN,
        subject=f"organisation/{ledger.organisation_id}",
        before=None,
        after={"rows": stood},
    )
    write(ledger, [entry], [None], now=timezone.now())
    take_rows(ledger, stood)
    return True


def _standing(organisation: int, label: str, but: Collection[str]) -> QuerySet[Any]:
    found = (subject.rpartition("/") for subject in but)
    keys = [int(key) for kind, _, key in found if kind == label]
    rows = untold_rows(organisation, label)
    return rows.exclude(among("pk", keys)) if keys else rows
