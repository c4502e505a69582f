"""How is somebody told that the server cannot do it now, though nothing is wrong with what they asked?"""

import errno

from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from phaseout.web.frame.problems import asks_the_api, problem

AGAIN = 10
"""Seconds after which it may be tried again."""
FULL = (errno.ENOSPC, errno.EDQUOT)


def busy(request: HttpRequest, why: str, *, seconds: int = AGAIN) -> HttpResponse:
    """Say that it may be tried again, and when.

    Args:
        why: a sentence.
        seconds: from now.
    """
    answer = _refused(request, 503, _("Not at this moment"), why)
    answer["Retry-After"] = str(seconds)
    return answer


def no_room(request: HttpRequest) -> HttpResponse:
    """Say that the disk of the server is full."""
    return _refused(request, 507, _("There is no room"), _("The server’s disk is full."))


def refusal_of(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return what is answered where the machine, and no fault of the program, stood in the way."""
    if isinstance(error, OSError) and error.errno in FULL:
        return no_room(request)
    if isinstance(error, Error):
        said = str(error).lower()
        if "is full" in said or "no space left" in said:
            return no_room(request)
        if "is locked" in said:
            return busy(request, _("Something large is being written at this moment."))
    return None


def _refused(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    if asks_the_api(request):
        return problem(status, f"{why} {_('Nothing was changed.')}")
    shown = {"title": title, "why": why, "may_try_again": status == 503}  # noqa: PLR2004
    try:
        return render(request, "frame/refused.html", shown, status=status)
    except Error:  # the page asks the database who is signed in
        return HttpResponse(
            f"{status} {title}\n\n{why}", status=status, content_type="text/plain; charset=utf-8"
        )
