"""How are letters sent once to each person and day, whoever is killed when?

That a letter is dealt with is written before it is sent: killed between the two, the letter of that day is
not sent, and what it would have said stands in the next. Two are never sent for one day.
"""

import logging
from datetime import date, datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from phaseout.web.notices.letter import letter
from phaseout.web.notices.models import Letter, Rhythm, Wish
from phaseout.web.notices.queries import to_be_written, told_until
from phaseout.web.notices.waiting import FIRST, parts_of
from phaseout.web.people.mail import is_sent_at_all, language_of
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of, lacks_second_factor

log = logging.getLogger("phaseout.web.notices")
KEPT = timedelta(days=90)


def wish(person: Person, rhythm: Rhythm) -> None:
    """Keep how often somebody wants a letter."""
    Wish.objects.update_or_create(person=person, defaults={"rhythm": rhythm})


def end_letters(person: int) -> None:
    """Send somebody no letters any more."""
    Wish.objects.filter(person=person).update(rhythm=Rhythm.OFF)


def send_letters(now: datetime) -> int:
    """Send the letters of a day that nobody has dealt with, and return how many were sent.

    Raises:
        OSError: the mail server cannot be reached; nothing is written of those not yet sent.
    """
    if not is_sent_at_all():
        return 0
    connection = get_connection()
    sent, is_open = 0, False
    try:
        for person in to_be_written(timezone.localdate(now)):
            if not is_open:
                connection.open()
                is_open = True
            sent += _write_to(person, now, connection)
    finally:
        if is_open:
            connection.close()
    Letter.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()
    return sent


def _write_to(person: Person, now: datetime, connection: BaseEmailBackend) -> bool:
    row = _begun(person, timezone.localdate(now), now)
    if row is None or lacks_second_factor(person):
        return False
    access = access_of(person)
    with translation.override(language_of(person)):
        parts = parts_of(access, told_until(person) or now - FIRST)
        if parts:
            try:
                letter(person, parts, connection).send()
            except OSError as error:
                log.error("letter not sent: %s", type(error).__name__)
                return False
    Letter.objects.filter(pk=row.pk).update(is_done=True)
    return bool(parts)


def _begun(person: Person, day: date, now: datetime) -> Letter | None:
    """Write that somebody's letter of a day is dealt with, None where another process has."""
    row = Letter(person=person, day=day, until=now)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None
    return row
