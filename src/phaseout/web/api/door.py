"""Who is let through to an address of the API, and with how much?"""

from collections.abc import Callable, Mapping
from typing import cast

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from phaseout.web.api.attached import Files, open_form
from phaseout.web.api.call import FORM, JSON, LARGEST_JSON, Call, Said, brings_files, nothing_there, tagged
from phaseout.web.api.faults import too_large
from phaseout.web.api.idempotency import KEY, answered_under_its_key
from phaseout.web.api.services import done_or_undone
from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Answering, Gate, check_numbers
from phaseout.web.frame.problems import ProblemError, problem

LOOKING = ("GET", "HEAD")
SHOWING = (200, 201, 202)
Needs = Mapping[str, Permission | None]
Takes = Mapping[str, int]
"""Media type of what is sent → bytes of it that are taken at most."""
AS_JSON: Takes = {JSON: LARGEST_JSON}


class Door(Gate):
    """The gate before an address of the API, which may need something else by each method."""

    def __init__(
        self, view: Answering, needs: Needs, *, takes: Takes = AS_JSON, files: Files | None = None
    ) -> None:
        """Take the needs by method, what is sent, and the files that may come with it."""
        super().__init__(view, needs=None, methods=tuple(needs), is_open_to_all=False)
        self.__module__ = __name__
        self.by_method = needs
        self.takes: Takes = {**takes, FORM: files.largest} if files else takes
        self.files = files

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
            _check_it_may_change(call)
            check_numbers(kwargs)
            self._check_size(call)
            if self.files and brings_files(call):
                open_form(call, self.files)
            return _finished(call, _answered(call, lambda: self.view(call, *args, **kwargs)))
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
        if size and call.content_type not in (*self.takes, ""):
            raise ProblemError(415, _("It is sent as %(kind)s.") % {"kind": ", ".join(self.takes)})
        largest = self.takes.get(call.content_type or "", LARGEST_JSON)
        if size > largest:
            raise too_large(largest)


def _check_it_may_change(call: Call) -> None:
    """Let a token that only shows change nothing, not even what is its person's own."""
    if call.method not in LOOKING and call.access.only_shows():
        raise ProblemError(403, _("This token only reads: to change anything, another permission is needed."))


def _length(call: Call) -> int:
    """Return the length of what is sent, in bytes."""
    said = call.META.get("CONTENT_LENGTH") or "0"
    if not (said.isascii() and said.isdigit()):
        raise ProblemError(400, _("Content-Length is no number."))
    return int(said)


def _answered(call: Call, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    def told() -> HttpResponse:
        return cast("HttpResponse", _told(call, answer()))

    if call.method in LOOKING:
        return told()
    if KEY in call.headers and call.method == "POST":
        return answered_under_its_key(call, told)
    return done_or_undone(told, brings_files=brings_files(call))


def _finished(call: Call, response: HttpResponseBase) -> HttpResponseBase:
    """Do what was to be done when all is written, and return the answer with what came of it."""
    do = call.said.afterwards
    if do is not None and isinstance(response, HttpResponse) and response.status_code in SHOWING:
        response.content = orjson.dumps({**orjson.loads(response.content), **do()})
    return response


def _another_method(methods: tuple[str, ...]) -> HttpResponse:
    said = _("This address is asked by another method: see Allow.")
    return problem(405, said, headers={"Allow": ", ".join(methods)})


def _told(call: Call, response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse) and response.status_code in SHOWING:
        return tagged(call, response)
    return response
