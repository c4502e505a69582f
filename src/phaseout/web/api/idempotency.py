"""Is a request that is sent twice told from another, and what is said where it is not answered again?"""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from phaseout.web.api.call import Call, brings_files
from phaseout.web.api.models import LONGEST
from phaseout.web.api.services import (
    AnotherReachError,
    AnotherRequestError,
    AtOnceError,
    LostAnswerError,
    NotAgainError,
    Once,
    answered_once,
)
from phaseout.web.frame.problems import ProblemError

KEY = "Idempotency-Key"
PATTERN = "^[!-~]+$"
"""Of such a key."""


def answered_under_its_key(call: Call, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a request that has a key, or say again what was answered to it.

    Raises:
        ProblemError: it is no key (400), was used for another request (422), or the answer is not there
            yet or not shown again (409).
    """
    once = Once(
        token=call.token.pk, key=_key(call), digest=_digest(call), reach=_reach(call),
        brings_files=brings_files(call),
    )  # fmt: skip
    try:
        return answered_once(once, answer, is_secret=lambda: call.said.is_secret)
    except NotAgainError as error:
        raise _said_of(error) from None


def _said_of(error: NotAgainError) -> ProblemError:
    match error:
        case AtOnceError():
            said = _("A request with this key is being answered at this moment.")
            return ProblemError(409, said, headers={"Retry-After": "1"})
        case AnotherRequestError():
            return ProblemError(422, _("This key was used for another request."))
        case AnotherReachError():
            said = _("It was done. What this token may do has changed since: its secret is not shown again.")
            return ProblemError(409, said)
        case LostAnswerError():
            said = _(
                "It was done, but the answer cannot be read any more: the key of the server is another now."
            )
            return ProblemError(409, said)
    raise error


def _key(call: Call) -> str:
    key = call.headers[KEY]
    if len(key) <= LONGEST and re.fullmatch(PATTERN, key):
        return key
    said = _("An idempotency key has 1 to %(longest)d printable characters of ASCII, and no blank.")
    raise ProblemError(400, said % {"longest": LONGEST})


def _reach(call: Call) -> str:
    """Return a digest of what the token may do, and where."""
    told = sorted(f"{one.value}:{sorted(organisations)}" for one, organisations in call.access.reach.items())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _digest(call: Call) -> str:
    """Return a digest of what is asked: in files, whatever stands between them."""
    found = hashlib.sha256(f"{call.method} {call.get_full_path()}\n".encode())
    for part in _parts(call):
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.hexdigest()


def _parts(call: Call) -> Iterator[bytes]:
    if not brings_files(call):
        yield call.body
        return
    for name, values in sorted(call.POST.lists()):
        for value in values:
            yield name.encode("utf-8", "replace")
            yield str(value).encode("utf-8", "replace")
    for name, files in sorted(call.FILES.lists()):
        for file in files:
            yield name.encode("utf-8", "replace")
            yield _file_digest(cast("UploadedFile[bytes]", file))


def _file_digest(file: "UploadedFile[bytes]") -> bytes:
    found = hashlib.sha256((file.name or "").encode("utf-8", "replace") + b"\0")
    for part in file.chunks():
        found.update(part)
    file.seek(0)
    return found.digest()
