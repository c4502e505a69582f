"""What is written of webhooks? Each asks first whether somebody may."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.announcing.kinds import NEEDS
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.notices.models import Delivery, State, Webhook
from phaseout.web.notices.reaching import parted, place_of
from phaseout.web.notices.services.deliveries import CLAIMED, body_of
from phaseout.web.notices.standard import new_secret
from phaseout.web.people.vault import vault

BOTH = timedelta(hours=24)
"""So long a former secret signs as well."""
TEST = "test"
KEEP = Permission.KEEP_PEOPLE


class TrialWaitsError(Exception):
    """A trial is sent within two minutes: its answer is to be seen first."""


@transaction.atomic
def add_webhook(
    access: Access, organisation: Organisation, *, name: str, address: str, kinds: Sequence[str]
) -> tuple[Webhook, str]:
    """Add a webhook, and return it with its secret, which is shown once.

    Raises:
        PermissionDenied: somebody keeps no people there, or may not read what it would be told of.
        NotAllowedError: the operator of this server does not allow the address.
    """
    _require_to_tell(access, organisation.pk, kinds)
    place_of(address)
    secret = new_secret()
    row = Webhook(
        organisation=organisation, name=name, address=address, kinds=list(kinds), secret=_sealed(secret),
        by_id=access.person,
    )  # fmt: skip
    row.save()
    noted(access, organisation.pk, "webhook-added", about=name, after=_told(row))
    return row, secret


@transaction.atomic
def change_webhook(
    access: Access, webhook: Webhook, version: int, *, name: str, address: str, kinds: Sequence[str]
) -> Webhook:
    """Change what a webhook is told of, and where.

    Raises:
        PermissionDenied: somebody keeps no people there, or may not read what it would be told of.
        ChangedMeanwhileError: somebody else changed it meanwhile.
        NotAllowedError: the operator of this server does not allow the address.
    """
    _require_to_tell(access, webhook.organisation_id, kinds)
    place_of(address)
    row = claim(webhook, version)
    before = _told(row)
    is_rest_changed = parted(row.address)[1] != parted(address)[1]
    row.name, row.address, row.kinds = name, address, list(kinds)
    row.save()
    after = {**_told(row), **({"rest_of_address": "otherwise"} if is_rest_changed else {})}
    noted(access, row.organisation_id, "webhook-changed", about=name, before=before, after=after)
    return row


@transaction.atomic
def change_secret(access: Access, webhook: Webhook) -> str:
    """Give a webhook another secret, and return it; the one before signs as well for a day.

    Raises:
        PermissionDenied: somebody keeps no people there.
    """
    access.require(KEEP, webhook.organisation_id)
    row = claim(webhook, webhook.version)
    secret = new_secret()
    row.former_secret, row.former_until = row.secret, timezone.now() + BOTH
    row.secret = _sealed(secret)
    row.save()
    noted(access, row.organisation_id, "webhook-secret-changed", about=row.name)
    return secret


@transaction.atomic
def open_or_close(access: Access, webhook: Webhook, *, is_open: bool) -> None:
    """Open a webhook, or close it: what waits for it is then given up.

    Raises:
        PermissionDenied: somebody keeps no people there.
    """
    access.require(KEEP, webhook.organisation_id)
    row = claim(webhook, webhook.version)
    row.is_open, row.why_closed = is_open, ""
    row.save()
    if not is_open:
        waiting = Delivery.everything.filter(webhook=row, state=State.WAITING)
        waiting.update(state=State.GIVEN_UP, next_try=None)
    what = "webhook-opened" if is_open else "webhook-closed"
    noted(access, row.organisation_id, what, about=row.name)


@transaction.atomic
def try_out(access: Access, webhook: Webhook) -> Delivery:
    """Have a notice sent that says nothing but that it is a trial; one that was to be tried again gives way.

    Raises:
        PermissionDenied: somebody keeps no people there.
        TrialWaitsError: one is about to be sent, or being sent.
    """
    access.require(KEEP, webhook.organisation_id)
    # Of two who ask at once, the second waits here for the first, and then meets its trial.
    Webhook.everything.select_for_update().get(pk=webhook.pk)
    now = timezone.now()
    waiting = Delivery.everything.filter(webhook=webhook, kind=TEST, state=State.WAITING)
    if waiting.filter(next_try__lte=now + CLAIMED).exists():
        raise TrialWaitsError
    waiting.update(state=State.GIVEN_UP, next_try=None)
    body = body_of(TEST, now, {"organisation": webhook.organisation_id})
    row = Delivery(webhook=webhook, kind=TEST, body=body, made=now, next_try=now)
    row.save()
    return row


def _require_to_tell(access: Access, organisation: int, kinds: Sequence[str]) -> None:
    """Refuse unless somebody keeps people there and may read what another program is to be told."""
    access.require(KEEP, organisation)
    for kind in kinds:
        access.require(NEEDS[kind], organisation)


def _sealed(secret: str) -> str:
    return vault().encrypt(secret.encode()).decode()


def _told(row: Webhook) -> dict[str, object]:
    server, _secret = parted(row.address)
    return {"name": row.name, "address": server, "kinds": list(row.kinds)}
