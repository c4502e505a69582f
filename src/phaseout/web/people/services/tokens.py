"""What may a program do for somebody, and until when?"""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from datetime import time as clock

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.people.models import Person, Token

PREFIX = "phaseout_"
"""Programs that look for leaked secrets know ours by it."""
SECRET_BYTES = 32
LONGEST = timedelta(days=365)


def hash_of(secret: str) -> str:
    """Return under what a token is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    access: Access,
    organisation: Organisation,
    *,
    name: str,
    permissions: frozenset[Permission],
    until: date,
) -> tuple[Token, str]:
    """Make a token for oneself, and return what is shown of it once.

    Args:
        permissions: each of which its maker has in the organisation.
        until: the last day it holds.

    Raises:
        PermissionDenied: its maker lacks a permission there.
        ValueError: it would hold for longer than a year, or not at all.
    """
    for permission in permissions:
        access.require(permission, organisation.pk)
    today = timezone.localdate()
    if not permissions or not today <= until <= today + LONGEST:
        raise ValueError(until)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token(
        person_id=access.person,
        name=name,
        hash=hash_of(secret),
        organisation=organisation,
        permissions=sorted(permissions),
        expires=timezone.make_aware(datetime.combine(until, clock.max)),
    )
    token.save()
    after = {"permissions": token.permissions, "until": until.isoformat()}
    noted(access, organisation.pk, "token-made", about=name, after=after)
    return token, secret


@transaction.atomic
def revoke_token(person: Person, token: int) -> None:
    """Revoke one of somebody's own tokens; of another's, nothing happens.

    Args:
        token: its primary key.
    """
    for one in Token.everything.filter(person=person, pk=token, revoked=None):
        one.revoked = timezone.now()
        one.save(update_fields=["revoked"])
        noted(Access(person=person.pk), one.organisation_id, "token-revoked", about=one.name)


def token_used(token: Token) -> None:
    """Keep the day a token was last used: a write a day, and not one for each request."""
    today = timezone.localdate()
    if token.last_used != today:
        Token.everything.filter(pk=token.pk).update(last_used=today)
