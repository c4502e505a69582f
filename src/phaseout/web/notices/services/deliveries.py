"""How does what was announced reach the programs that want to know: at least once, and for how long?

An announcement becomes a delivery for each webhook and is gone, in one transaction. A delivery is claimed for
a while before it is sent; whoever dies with it lets another take over after that, so that a receiver may see
it twice, with the same id.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import orjson
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from phaseout.report.safe_text import acting_shown
from phaseout.web.frame.models import Announcement
from phaseout.web.notices.models import Delivery, State, Webhook
from phaseout.web.notices.reaching import Answered, NotAllowedError, NotPlainError, NotReachedError, post
from phaseout.web.notices.standard import signed
from phaseout.web.people.vault import vault

AT_ONCE = 100
"""Announcements handed on, or deliveries looked at, at a time."""
CLAIMED = timedelta(minutes=2)
"""So long nobody else sends what somebody is sending."""
FIRST_WAIT, FACTOR, LONGEST_WAIT = timedelta(seconds=30), 4, timedelta(hours=6)
"""Between tries: half a minute, two, eight, half an hour, two hours, then six."""
GIVEN_UP_AFTER = timedelta(days=3)
KEPT = timedelta(days=30)
"""So long what became of deliveries can be looked at."""
GONE = 410
"""An answer that says: never again."""
TAKEN = range(200, 300)


def body_of(kind: str, at: datetime, data: Mapping[str, object]) -> str:
    """Return what is sent."""
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return orjson.dumps({"type": kind, "timestamp": stamp, "data": dict(data)}).decode()


@transaction.atomic
def hand_on() -> int:
    """Make deliveries of what was announced, and return of how many announcements."""
    some = list(
        Announcement.everything.select_for_update(of=("self",)).select_related("organisation")[:AT_ONCE]
    )
    webhooks = list(Webhook.everything.filter(is_open=True).select_related("organisation")) if some else []
    Delivery.everything.bulk_create(
        Delivery(
            webhook=webhook, kind=one.kind, made=one.at, next_try=one.at,
            body=body_of(one.kind, one.at, {"organisation": one.organisation_id, **one.data}),
        )
        for one in some
        for webhook in webhooks
        if one.kind in webhook.kinds and one.organisation.path.startswith(webhook.organisation.path)
    )  # fmt: skip
    Announcement.everything.filter(pk__in=[one.pk for one in some]).delete()
    return len(some)


def send_due() -> int:
    """Send what is due, and return how many were tried; who does not take one is left alone for a while."""
    due = Delivery.everything.filter(
        state=State.WAITING, next_try__lte=timezone.now(), webhook__is_open=True
    ).select_related("webhook")
    tried = 0
    for webhook in due.order_by("webhook").values_list("webhook", flat=True).distinct():
        for one in due.filter(webhook=webhook).order_by("pk")[:AT_ONCE]:
            if not _claimed(one):
                continue
            tried += 1
            if not _send(one):
                _leave_alone(one)
                break
    return tried


def _leave_alone(one: Delivery) -> None:
    """Let what else waits for a webhook wait as long as the one it did not take."""
    again = Delivery.everything.values_list("next_try", flat=True).get(pk=one.pk)
    again = again or timezone.now() + LONGEST_WAIT  # that one was given up
    others = Delivery.everything.filter(webhook=one.webhook_id, state=State.WAITING)
    others.filter(next_try__lt=again).update(next_try=again)


def forget_old() -> None:
    """Take away deliveries that are over for long."""
    over = Delivery.everything.exclude(state=State.WAITING)
    over.filter(made__lt=timezone.now() - KEPT).delete()


def _claimed(one: Delivery) -> bool:
    mine = Delivery.everything.filter(pk=one.pk, state=State.WAITING, next_try=one.next_try)
    return bool(mine.update(next_try=timezone.now() + CLAIMED))


def _send(one: Delivery) -> bool:
    """Send one, write what became of it, and return whether it was taken."""
    body = one.body.encode()
    try:
        answered = post(one.webhook.address, body, _headers(one, body))
    except InvalidToken:
        return _written(one, None, "the secret was sealed by another key: make a new one")
    except NotPlainError:
        return _written(one, None, "its address is not written plainly: change it")
    except NotAllowedError:
        return _written(one, None, "not allowed by the operator of this server")
    except NotReachedError as error:
        return _written(one, None, str(error))
    is_taken = _written(one, answered, f"{answered.status} {' '.join(answered.text.split())}")
    if answered.status == GONE:
        _close(one.webhook)
    return is_taken


@transaction.atomic
def _close(webhook: Webhook) -> None:
    """Tell a program that says it is gone nothing any more."""
    Webhook.everything.filter(pk=webhook.pk).update(
        is_open=False, why_closed="gone", version=F("version") + 1
    )
    waiting = Delivery.everything.filter(webhook=webhook, state=State.WAITING)
    waiting.update(state=State.GIVEN_UP, next_try=None)


def _headers(one: Delivery, body: bytes) -> Mapping[str, str]:
    now = timezone.now()
    id_, second = one.header_id, int(now.timestamp())
    signatures = signed(_secrets(one.webhook, now), id_=id_, second=second, body=body)
    return {"Content-Type": "application/json", "User-Agent": "phaseout", **signatures}


def _secrets(webhook: Webhook, now: datetime) -> list[str]:
    sealed = [webhook.secret]
    if webhook.former_secret and webhook.former_until and webhook.former_until > now:
        sealed.append(webhook.former_secret)
    return [vault().decrypt(one.encode()).decode() for one in sealed]


def _written(one: Delivery, answered: Answered | None, said: str) -> bool:
    now = timezone.now()
    is_taken = answered is not None and answered.status in TAKEN
    is_over = now - one.made >= GIVEN_UP_AFTER or (answered is not None and answered.status == GONE)
    state = State.DELIVERED if is_taken else State.GIVEN_UP if is_over else State.WAITING
    wait = min(FIRST_WAIT * FACTOR ** min(one.tries, 8), LONGEST_WAIT)
    Delivery.everything.filter(pk=one.pk, state=State.WAITING).update(
        state=state, tries=one.tries + 1, tried=now, answer=acting_shown(said)[:300],
        next_try=now + wait if state == State.WAITING else None,
    )  # fmt: skip
    return is_taken
