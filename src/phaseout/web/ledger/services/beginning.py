"""Where does a ledger begin, and what was noted before it?"""

import secrets
from collections.abc import Callable, Collection
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from phaseout.ledger.canonical import canonical
from phaseout.ledger.writing import Entry
from phaseout.web.estate.models import Organisation
from phaseout.web.frame.events.happening import lasting
from phaseout.web.frame.models import Event
from phaseout.web.frame.server_name import server_name
from phaseout.web.ledger.kinds import BEGUN
from phaseout.web.ledger.models import Ledger
from phaseout.web.ledger.services.taking import standing_rows, take_rows
from phaseout.web.ledger.services.writing import write
from phaseout.web.ledger.told import NOBODY, entry_of, frame_of, opened, told_models


def held_ledger(organisation: int, *, before: int, but: Collection[str] = ()) -> Ledger:
    """Return the ledger of an organisation, held until the transaction ends; a new one where there is none.

    Args:
        organisation: primary key.
        before: primary key of the first event that will be a leaf; the first leaf counts earlier ones.
        but: subjects of rows that leaves are about to tell of; of a new ledger, those did not stand before.
    """
    rows = Ledger.everything.select_for_update().filter(organisation=organisation)
    found = rows.first()
    if found is not None:
        return found
    # Of two that begin it at once, the second waits here, and finds it begun.
    # Whoever notes something has its key in use: that does not have to end first.
    Organisation.everything.select_for_update(no_key=True).get(pk=organisation)
    return rows.first() or _begun(organisation, before, but)


def earlier(organisation: int, before: int) -> QuerySet[Event]:
    """Return what was noted of an organisation before its ledger began, in its order."""
    noted = Event.everything.filter(organisation=organisation, pk__lt=before, what__in=lasting())
    return noted.filter(leaf=None).order_by("pk")


def digest_of(events: QuerySet[Event]) -> tuple[int, str]:
    """Return how many events there are, and a digest of all they say."""
    return _digest(events, _whole)


def is_digest_of(digest: object, events: QuerySet[Event]) -> bool:
    """Return whether a digest is of what events say.

    Some made by earlier versions told open values from private ones, by the words that were known then.
    """
    return any(digest == _digest(events, form)[1] for form in (_whole, _as_it_stood))


def _digest(events: QuerySet[Event], form: Callable[[Entry], list[object]]) -> tuple[int, str]:
    found, number = sha256(), 0
    for event in events.iterator(chunk_size=2_000):
        found.update(canonical(form(entry_of(event))) + b"\n")
        number += 1
    return number, found.hexdigest()


def _whole(entry: Entry) -> list[object]:
    """Return all that is said, whether it may stand openly or not."""
    return [entry.kind, entry.actor, frame_of(entry), {**opened(entry), **entry.private}]


def _as_it_stood(entry: Entry) -> list[object]:
    return [entry.kind, entry.actor, entry.before, entry.after, dict(entry.private)]


@transaction.atomic
def begin_where_due() -> int:
    """Begin the ledgers of organisations of which something was noted before; return how many."""
    begun = Ledger.everything.values("organisation")
    noted = Event.everything.filter(organisation=OuterRef("pk"), what__in=lasting())
    missing = Organisation.everything.exclude(pk__in=begun).filter(Exists(noted))
    due = list(missing.order_by("pk").values_list("pk", flat=True))
    last = Event.everything.order_by("pk").values_list("pk", flat=True).last() if due else 0
    for organisation in due:
        held_ledger(organisation, before=(last or 0) + 1)
    return len(due)


def _begun(organisation: int, before: int, but: Collection[str]) -> Ledger:
    origin = f"{server_name()}/ledger/{secrets.token_hex(8)}"
    ledger = Ledger(organisation_id=organisation, origin=origin)
    ledger.save()
    number, digest = digest_of(earlier(organisation, before))
    stood = standing_rows(organisation, told_models(), but)
    entry = Entry(
        actor=NOBODY,
        kind=BEGUN,
        subject=f"organisation/{organisation}",
        before=None,
        after={"events": number, "until": before, "rows": stood},
        private={"digest": digest} if number else {},
    )
    write(ledger, [entry], [None], now=timezone.now())
    take_rows(ledger, stood, but)
    return ledger
