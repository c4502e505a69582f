"""Who is let through to an address of the API, with how much, and is it done once?"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from phaseout.web.api.asked import Call, Said, nothing_there, tagged
from phaseout.web.api.models import LONGEST
from phaseout.web.api.services import (
    AnotherRequestError,
    AtOnceError,
    LostAnswerError,
    Once,
    answered_once,
    done_or_undone,
)
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Answering, Gate, check_numbers
from phaseout.web.frame.problems import ProblemError, problem
from phaseout.web.surveys.forms import LARGEST, MOST

KEY = "Idempotency-Key"
LARGEST_JSON = 1024 * 1024
"""Bytes of what is sent as JSON."""
LARGEST_FORM = MOST * LARGEST + LARGEST_JSON
"""Bytes of files sent together."""
FORM = "multipart/form-data"
JSON = "application/json"
LOOKING = ("GET", "HEAD")
SHOWING = (200, 201, 202)
Needs = Mapping[str, Permission | None]


class Door(Gate):
    """The gate before an address of the API, which may need something else by each method."""

    def __init__(self, view: Answering, needs: Needs, *, takes: str = JSON) -> None:
        """Take the needs by method, and the media type of what is sent."""
        super().__init__(view, needs=None, methods=tuple(needs), is_open_to_all=False)
        self.__module__ = __name__
        self.by_method = needs
        self.takes = takes

    def needed(self, method: str) -> Permission | None:
        """Return the permission that a method needs."""
        return self.by_method["GET" if method == "HEAD" else method]

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer, or say what is in the way."""
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the content out
        call = cast("Call", request)
        call.said = Said()
        try:
            if self.refused(call) is not None:
                return _another_method(self.methods)
            check_numbers(kwargs)
            self._check_size(call)
            return _answered(call, lambda: self.view(call, *args, **kwargs))
        except Http404:
            return nothing_there()
        except PermissionDenied:
            return problem(403, _("Your roles, or those of this token, do not reach so far."))
        except ProblemError as error:
            return error.answer()

    def _check_size(self, call: Call) -> None:
        if "HTTP_TRANSFER_ENCODING" in call.META:
            # 'phaseout serve' hands on what came with its length; another server would hand on nothing.
            raise ProblemError(411, _("It is sent with its length: Content-Length."))
        size = _length(call)
        if size and call.content_type not in (self.takes, ""):
            raise ProblemError(415, _("It is sent as %(kind)s.") % {"kind": self.takes})
        largest = LARGEST_FORM if self.takes == FORM else LARGEST_JSON
        if size > largest:
            raise ProblemError(413, _("At most %(largest)d bytes are taken.") % {"largest": largest})


def _length(call: Call) -> int:
    """Return the length of what is sent, in bytes."""
    said = call.META.get("CONTENT_LENGTH") or "0"
    if not (said.isascii() and said.isdigit()):
        raise ProblemError(400, _("Content-Length is no number."))
    return int(said)


def _answered(call: Call, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if call.method in LOOKING:
        return _told(call, answer())
    if KEY not in call.headers or call.method != "POST":
        return done_or_undone(lambda: cast("HttpResponse", _told(call, answer())))
    once = Once(token=call.token.pk, key=_key(call), digest=_digest(call))
    try:
        return answered_once(
            once, lambda: cast("HttpResponse", _told(call, answer())), is_secret=lambda: call.said.is_secret
        )
    except AtOnceError:
        said = _("A request with this key is being answered at this moment.")
        raise ProblemError(409, said, headers={"Retry-After": "1"}) from None
    except AnotherRequestError:
        raise ProblemError(422, _("This key was used for another request.")) from None
    except LostAnswerError:
        said = _("It was done, but the answer cannot be read any more: the key of the server is another now.")
        raise ProblemError(409, said) from None


def _key(call: Call) -> str:
    key = call.headers[KEY]
    if 0 < len(key) <= LONGEST and key.isascii() and key.isprintable():
        return key
    said = _("An idempotency key has 1 to %(longest)d printable characters of ASCII.")
    raise ProblemError(400, said % {"longest": LONGEST})


def _another_method(methods: tuple[str, ...]) -> HttpResponse:
    said = _("This address is asked by another method: see Allow.")
    return problem(405, said, headers={"Allow": ", ".join(methods)})


def _told(call: Call, response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse) and response.status_code in SHOWING:
        return tagged(call, response)
    return response


def _digest(call: Call) -> str:
    """Return a digest of what is asked: in files, whatever stands between them."""
    found = hashlib.sha256(f"{call.method} {call.get_full_path()}\n".encode())
    for part in _parts(call):
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.hexdigest()


def _parts(call: Call) -> Iterator[bytes]:
    if call.content_type != FORM:
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
