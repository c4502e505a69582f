"""When is a state of a ledger signed, and what is looked at before?"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from phaseout.ledger.checkpoint import Checkpoint as State
from phaseout.ledger.key import SigningKey
from phaseout.ledger.note import Note
from phaseout.web.ledger.models import Checkpoint, Key, Ledger
from phaseout.web.ledger.services.nodes import tree_of
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.models import Report

log = logging.getLogger("phaseout.web.ledger")
AFTER = 256
"""Leaves after which a state is signed at once; a day after the last one it is anyway."""
EVERY = timedelta(days=1)


class UnlikeSignedError(Exception):
    """The tree is no more the one that was signed, or another key signed it: nothing is signed any more."""


def due(now: datetime) -> list[int]:
    """Return the primary keys of ledgers of which a state is to be signed.

    That is so at once where evidence for an auditor was made since the state signed last: its archive proves
    nothing before.
    """
    last = Ledger.everything.annotate(
        signed=Max("checkpoints__size"), signed_at=Max("checkpoints__at")
    ).order_by("pk")
    is_new = (
        Q(signed=None)
        | Q(size__gte=F("signed") + AFTER)
        | Q(signed_at__lte=now - EVERY, size__gt=F("signed"))
    )
    new = set(last.filter(is_new, size__gt=0).values_list("pk", flat=True))
    waiting = last.filter(size__gt=F("signed")).values_list("pk", "organisation__path", "signed_at")
    made = Report.everything.filter(kind=Kind.EVIDENCE).order_by().values_list("organisation__path")
    evidence = dict(made.annotate(Max("at")))
    asked = {
        pk
        for pk, path, signed_at in waiting
        if any(path.startswith(of) and at > signed_at for of, at in evidence.items())
    }
    return sorted(new | asked)


def sign_where_due(key: SigningKey, now: datetime) -> int:
    """Sign the states that are due, and return how many; what cannot be signed is said in the log."""
    signed = 0
    for pk in due(now):
        try:
            signed += sign(pk, key, now)
        except UnlikeSignedError as error:
            log.error("ledger %d is not signed: %s", pk, error)
    return signed


@transaction.atomic
def sign(ledger: int, key: SigningKey, now: datetime) -> bool:
    """Sign a ledger as it stands, and return whether it was not signed so already.

    Raises:
        UnlikeSignedError: it does not go on from the state signed last, or was signed by another key.
    """
    row = Ledger.everything.select_for_update().get(pk=ledger)
    last = Checkpoint.everything.filter(ledger=row).order_by("size").last()
    if last is not None and last.size >= row.size:
        return False
    signed_state(row, [key], now)
    return True


def signed_state(ledger: Ledger, keys: Sequence[SigningKey], now: datetime) -> Checkpoint:
    """Sign a ledger that is held as it stands, and keep its keys.

    Raises:
        UnlikeSignedError: it does not go on from the state signed last, or was signed by another key.
    """
    _refuse_unlike(ledger, keys[0])
    note = State(origin=ledger.origin, size=ledger.size, root=tree_of(ledger).root()).note()
    for key in keys:
        note = note.signed(key)
        if not Key.everything.filter(ledger=ledger, text=str(key.verifier)).exists():
            Key(ledger=ledger, text=str(key.verifier), since=now).save()
    made = Checkpoint(ledger=ledger, size=ledger.size, note=bytes(note).decode(), at=now)
    made.save()
    return made


def _refuse_unlike(ledger: Ledger, key: SigningKey) -> None:
    """Refuse to sign what is no more what was signed: whoever altered it would have it in writing."""
    standing = Key.everything.filter(ledger=ledger, succeeded=None).values_list("text", flat=True)
    if standing and str(key.verifier) not in standing:
        raise UnlikeSignedError("another key signed it, which no leaf lets this one succeed")
    last = Checkpoint.everything.filter(ledger=ledger).order_by("size").last()
    if last is None:
        return
    note = Note.of(last.note.encode())
    state = State.of(note.text)
    if not note.judged([key.verifier]).good:
        raise UnlikeSignedError(f"the state of {last.size} leaves is not signed by this key")
    if state.size > ledger.size or tree_of(ledger).root(state.size) != state.root:
        raise UnlikeSignedError(f"it is no more what was signed with {last.size} leaves")
