"""How is it held that a request is done once, or not at all?"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.db import IntegrityError
from django.http import HttpResponse
from django.utils import timezone

from phaseout.web.api.models import KeptAnswer
from phaseout.web.frame.limits import alone
from phaseout.web.frame.undertaking.services import undertaking, written
from phaseout.web.people.vault import vault

KEPT = timedelta(hours=24)
AT_MOST = 120
"""Seconds after which a request whose process was killed holds its key no more."""
HEADERS = ("Content-Type", "Location", "ETag")
DONE = range(200, 300)


class NotAgainError(Exception):
    """What was answered to a request is not said again."""


class AtOnceError(NotAgainError):
    """The same key is being answered at this moment."""


class AnotherRequestError(NotAgainError):
    """The key was used for another request."""


class LostAnswerError(NotAgainError):
    """What was answered was sealed by another key of the server."""


class AnotherReachError(NotAgainError):
    """What was answered is a secret, and who asks may not do what they might when it was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A request that is to be done once."""

    token: int
    """Primary key."""
    key: str
    digest: str
    reach: str
    """A digest of what the token may do, and where."""
    brings_files: bool
    """Whether files come with it, which take their time before anything is written."""


class _RefusedError(Exception):
    """What was begun comes to nothing."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def done_or_undone(answer: Callable[[], HttpResponse], *, brings_files: bool) -> HttpResponse:
    """Answer a request; of one that is refused nothing is left, however far it came.

    Files are looked through, and those that may be large are stored, while nothing is held for which others
    would wait. What was noted before anything else was written stays though it is refused, such as that a
    bundle was forged.
    """
    try:
        with undertaking(), nullcontext() if brings_files else written():
            response = answer()
            if response.status_code not in DONE:
                raise _RefusedError(response)
            return response
    except _RefusedError as refused:
        return refused.response


def answered_once(
    asked: Once, answer: Callable[[], HttpResponse], *, is_secret: Callable[[], bool]
) -> HttpResponse:
    """Answer a request, or say again what was answered to it. What was refused may be tried again.

    What it does and the answer are written together or not at all: of a process killed half-way nothing
    is left.

    Args:
        asked: the request.
        answer: does what it asks.
        is_secret: whether what was answered shows a secret, and so is kept sealed.

    Raises:
        AtOnceError: it is being answered at this moment.
        AnotherRequestError: the key was used for another request.
        LostAnswerError: what was answered was sealed by another key of the server.
        AnotherReachError: what was answered is a secret, and the token may do something else now.
    """
    with alone("idempotency", f"{asked.token}:{asked.key}", seconds=AT_MOST) as is_alone:
        if not is_alone:
            raise AtOnceError
        return done_or_undone(lambda: _answered(asked, answer, is_secret), brings_files=asked.brings_files)


def _answered(asked: Once, answer: Callable[[], HttpResponse], is_secret: Callable[[], bool]) -> HttpResponse:
    fresh = KeptAnswer.everything.filter(token=asked.token, at__gte=timezone.now() - KEPT)
    kept = fresh.filter(key=asked.key).first()
    if kept is not None:
        return _again(kept, asked)
    response = answer()
    if response.status_code in DONE:
        try:
            _keep(asked, response, is_secret=is_secret())
        except IntegrityError as other:  # it took so long that another one was let in, and that one was first
            raise AtOnceError from other
    return response


def _again(kept: KeptAnswer, asked: Once) -> HttpResponse:
    if kept.digest != asked.digest:
        raise AnotherRequestError
    content = _unsealed(kept, asked) if kept.is_sealed else kept.content
    return HttpResponse(content, status=kept.status, headers=kept.headers)


def _sealed(content: bytes, asked: Once) -> bytes:
    return vault().encrypt(asked.reach.encode() + b"\n" + content)


def _unsealed(kept: KeptAnswer, asked: Once) -> str:
    try:
        reach, _, content = vault().decrypt(kept.content.encode()).decode().partition("\n")
    except InvalidToken as error:
        raise LostAnswerError from error
    if reach != asked.reach:
        raise AnotherReachError
    return content


@written()
def _keep(asked: Once, response: HttpResponse, *, is_secret: bool) -> None:
    KeptAnswer.everything.filter(token=asked.token, at__lt=timezone.now() - KEPT).delete()
    content = _sealed(response.content, asked) if is_secret else response.content
    KeptAnswer(
        token_id=asked.token,
        key=asked.key,
        digest=asked.digest,
        status=response.status_code,
        headers={name: response[name] for name in HEADERS if name in response},
        content=content.decode(),
        is_sealed=is_secret,
        at=timezone.now(),
    ).save()
