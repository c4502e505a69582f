"""Who is sent the states that are signed?"""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation

from phaseout.web.frame.access import Access, Permission
from phaseout.web.ledger.letter import letter
from phaseout.web.ledger.models import Checkpoint, Ledger, Mailing, Witness
from phaseout.web.people.mail import is_sent_at_all, language_of
from phaseout.web.people.queries import access_of, lacks_second_factor

log = logging.getLogger("phaseout.web.ledger")


def ask_for_states(access: Access, ledger: Ledger, *, wanted: bool) -> None:
    """Have the states of a ledger sent to whoever asks, from the next one on, or no more.

    Raises:
        PermissionDenied: somebody may not see who did what there.
    """
    access.require(Permission.AUDIT, ledger.organisation_id)
    if wanted:
        Witness.everything.get_or_create(ledger=ledger, person_id=access.person)
    else:
        Witness.everything.filter(ledger=ledger, person=access.person).delete()


def send_states(now: datetime) -> int:
    """Send the states last signed to who asked and has none of that day; return how many letters.

    Raises:
        OSError: the mail server cannot be reached; nothing is written of those not yet sent.
    """
    day = timezone.localdate(now)
    due = list(_due(day)) if is_sent_at_all() else []
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_sent(witness, last, day, connection) for witness, last in due)


def _due(day: date) -> Iterator[tuple[Witness, Checkpoint]]:
    """Yield who is to have which state that they have not had, one a day."""
    witnesses = Witness.everything.select_related("person", "ledger__organisation")
    for witness in witnesses.order_by("pk"):
        last = Checkpoint.everything.filter(ledger=witness.ledger).order_by("size").last()
        theirs = Mailing.everything.filter(checkpoint__ledger=witness.ledger, person=witness.person)
        if last is not None and not theirs.filter(Q(day=day) | Q(checkpoint=last)).exists():
            yield witness, last


def _sent(witness: Witness, state: Checkpoint, day: date, connection: BaseEmailBackend) -> bool:
    person = witness.person
    may = access_of(person).may(Permission.AUDIT, witness.ledger.organisation_id)
    if not person.is_active or not may or lacks_second_factor(person):
        return False
    mailing = Mailing(checkpoint=state, person=person, day=day)
    try:
        with transaction.atomic():
            mailing.save()
    except IntegrityError:  # another process was quicker
        return False
    with translation.override(language_of(person)):
        message = letter(person, state)
    message.connection = connection
    try:
        message.send()
    except OSError as error:
        log.error("state not sent: %s", type(error).__name__)
        mailing.delete()  # the next sweep tries again
        return False
    return True
