"""Which ledgers does somebody see, and what stands in one at a moment?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from phaseout.domain.problem import UsageError
from phaseout.ledger.leaf import Leaf as Told
from phaseout.ledger.leaf import LeafError
from phaseout.ledger.opening import Opening as Shown
from phaseout.web.frame.access import Access, Permission
from phaseout.web.ledger.models import Check, Checkpoint, Key, Leaf, Ledger, Opening, Witness
from phaseout.web.ledger.told import told_models

AT_ONCE = 2_000
"""Rows read at a time."""
AUDIT = Permission.AUDIT
FORGOTTEN = "private-forgotten"
"""What is noted where what is private of a leaf is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A ledger as it stands at a moment; what is written later is no part of it."""

    ledger: Ledger
    last: int
    """Primary key of the last leaf that was there."""


def moment_of(ledger: int) -> Moment:
    """Return a ledger between two that write into it, of whom nobody waits: one statement sees one moment."""
    leaves = Leaf.everything.filter(ledger=OuterRef("pk")).order_by("-pk").values("pk")
    row = Ledger.everything.annotate(newest=Subquery(leaves[:1])).get(pk=ledger)
    return Moment(ledger=row, last=row.newest or 0)


def ledgers_seen(access: Access) -> QuerySet[Ledger]:
    """Return the ledgers where somebody may see who did what, with what is signed of each."""
    rows = Ledger.objects.within(access, AUDIT).select_related("organisation")
    asked = Witness.everything.filter(ledger=OuterRef("pk"), person=access.person)
    return rows.annotate(
        signed=Max("checkpoints__size"),
        signed_at=Max("checkpoints__at"),
        states=Count("checkpoints"),
        is_witness=Exists(asked),
    ).order_by("organisation__path")


def leaves_seen(access: Access, ledger: int) -> QuerySet[Leaf]:
    """Return the leaves of a ledger, the newest first."""
    rows = Leaf.objects.within(access, AUDIT).filter(ledger=ledger)
    return rows.select_related("event__by")


def states_seen(access: Access, ledger: int | None = None) -> QuerySet[Checkpoint]:
    """Return the signed states of a ledger, or of all, the newest first."""
    rows = Checkpoint.objects.within(access, AUDIT).select_related("ledger__organisation").order_by("-pk")
    return rows if ledger is None else rows.filter(ledger=ledger)


def checks_seen(access: Access, ledger: int) -> QuerySet[Check]:
    """Return the verifications of a ledger, the newest first."""
    return Check.objects.within(access, AUDIT).filter(ledger=ledger).select_related("by")


def leaf_numbered(ledger: Ledger, sequence: int) -> Leaf | None:
    """Return a leaf of a ledger that somebody may keep, None where it has no such."""
    rows = Leaf.everything.filter(ledger=ledger, sequence=sequence)
    return rows.select_related("event__by").first()


def leaves_about(access: Access, subjects: Collection[str], organisation: int) -> QuerySet[Leaf]:
    """Return the leaves that tell of rows, the oldest first."""
    rows = Leaf.objects.within(access, AUDIT).filter(subject__in=subjects, ledger__organisation=organisation)
    return rows.select_related("event__by").order_by("sequence")


def lines_of(moment: Moment) -> Iterator[bytes]:
    """Yield the lines of the leaves in their order, whatever was done to them."""
    rows = Leaf.everything.filter(ledger=moment.ledger, pk__lte=moment.last).order_by("sequence", "pk")
    for line in rows.values_list("line", flat=True).iterator(chunk_size=AT_ONCE):
        yield bytes(line)


def disclosed(moment: Moment) -> Iterator[Shown]:
    """Yield what is private and still known, in the order of leaves and names."""
    rows = Opening.everything.filter(leaf__ledger=moment.ledger, leaf__lte=moment.last)
    said = rows.order_by("leaf__sequence", "name").values_list("leaf__sequence", "name", "salt", "value")
    return (Shown(*one) for one in said.iterator(chunk_size=AT_ONCE))


def disclosed_of(leaves: Sequence[Leaf]) -> list[Shown]:
    """Return what is private of some leaves and still known, in their order."""
    rows = Opening.everything.filter(leaf__in=leaves).order_by("leaf__sequence", "name")
    return [Shown(*one) for one in rows.values_list("leaf__sequence", "name", "salt", "value")]


def states_of(moment: Moment) -> list[str]:
    """Return the signed states, the smallest first."""
    rows = Checkpoint.everything.filter(ledger=moment.ledger).order_by("size")
    return list(rows.values_list("note", flat=True))


def keys_of(ledger: Ledger) -> list[str]:
    """Return the public halves of the keys that sign a ledger, or did."""
    return list(Key.everything.filter(ledger=ledger).order_by("pk").values_list("text", flat=True))


def batches(moment: Moment) -> Iterator[Sequence[Leaf]]:
    """Yield the leaves in their order, so many at once, with whether a later one tells of the same."""
    later = Leaf.everything.filter(
        ledger=OuterRef("ledger"), subject=OuterRef("subject"), sequence__gt=OuterRef("sequence")
    )
    kept = Leaf.everything.filter(ledger=moment.ledger, pk__lte=moment.last)
    rows = kept.annotate(is_told_later=Exists(later)).select_related("event").prefetch_related("openings")
    last = -1
    while batch := list(rows.filter(sequence__gt=last).order_by("sequence")[:AT_ONCE]):
        yield batch
        last = batch[-1].sequence


def untold_rows(organisation: int, label: str) -> QuerySet[Any]:
    """Return the rows of a kind in an organisation that no leaf of its ledger tells of."""
    model: Any = told_models()[label]
    subject = Concat(Value(f"{label}/"), Cast(OuterRef("pk"), CharField()))
    leaves = Leaf.everything.filter(subject=subject, ledger__organisation=organisation)
    rows: QuerySet[Any] = model.everything.filter(~Exists(leaves), **{model.SCOPE: organisation})
    return rows


def portions(rows: QuerySet[Any], number: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Yield rows in the order they were made, so many at once."""
    last = 0
    while portion := list(rows.filter(pk__gt=last).order_by("pk")[:number]):
        yield portion
        last = portion[-1].pk


def is_told_later(leaf: Leaf) -> bool:
    """Return whether a later leaf tells of the same row by now."""
    later = Leaf.everything.filter(ledger=leaf.ledger_id, subject=leaf.subject, sequence__gt=leaf.sequence)
    return later.exists()


def forgotten(moment: Moment) -> frozenset[int]:
    """Return the leaves of which somebody dropped what is private, as the leaves of that say."""
    rows = Leaf.everything.filter(ledger=moment.ledger, event__what=FORGOTTEN).values_list("line", flat=True)
    return frozenset(
        leaf for line in rows.iterator(chunk_size=AT_ONCE) for leaf in _leaves_forgotten(bytes(line))
    )


def _leaves_forgotten(line: bytes) -> Iterator[int]:
    try:
        told = Told.of(line)
    except LeafError:
        return
    said = (told.after or {}).get("said")
    if told.kind == FORGOTTEN and isinstance(said, dict) and isinstance(said.get("leaf"), int):
        yield said["leaf"]


def ledger_of(organisation: int) -> int:
    """Return the primary key of the ledger of an organisation.

    Raises:
        UsageError: nothing was decided there yet.
    """
    found = Ledger.everything.filter(organisation=organisation).values_list("pk", flat=True).first()
    if found is None:
        raise UsageError("this organisation has no ledger yet", remedy="it begins with the first decision")
    return found
