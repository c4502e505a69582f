"""What does a program's request carry, besides what it asks for?"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Permission
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.problems import ProblemError, problem
from phaseout.web.people.models import Person, Token
from phaseout.web.people.queries import access_of

FORM, JSON = "multipart/form-data", "application/json"
LARGEST_JSON = 1024 * 1024
"""Bytes of what is sent as JSON."""
_TAG = re.compile(r'"(\d{1,9})(?:\.[0-9a-f]+)?"')


@dataclass(slots=True, kw_only=True)
class Said:
    """What the answer's headers say of the row that is shown."""

    version: int | None = None
    location: str = ""
    is_secret: bool = False
    """Whether the answer shows a secret: it is kept sealed for who asks the same again."""
    afterwards: Callable[[], Mapping[str, object]] | None = None
    """What is done when all is written and nobody waits for it; it returns what the answer then says anew."""


class Call(Asked):
    """A request of a program."""

    user: Person
    token: Token
    said: Said
    _body: bytes
    """What ``body`` is: Django's, which reads it where nothing is there."""


def brings_files(call: Call) -> bool:
    """Return whether something is sent, and as a form, in which files are."""
    return call.content_type == FORM and call.META.get("CONTENT_LENGTH", "") not in ("", "0")


def seen_version(call: Call, now: int) -> int:
    """Return the version of a row that the program saw, where it is the one that stands now.

    Raises:
        ProblemError: it says none that is given out here (428), or somebody changed the row since (412).
    """
    seen = {int(one) for one in _TAG.findall(call.headers.get("If-Match", ""))}
    if not seen:
        said = _(
            "Say which version you saw: put the ETag of what you read into If-Match. "
            "Nothing is overwritten unseen."
        )
        raise ProblemError(428, said)
    if now not in seen:
        raise changed()
    return now


def changed() -> ProblemError:
    """Return that somebody changed the row since the program read it; its tag is had by reading it alone."""
    return ProblemError(
        412, _("Somebody changed it since you read it, and nothing of yours was saved. Read it again.")
    )


def unless_unread(call: Call, organisation: int, answer: Callable[[], object]) -> object:
    """Return an answer that shows a row; where the token may not read there, that it is done and no more."""
    return answer() if call.access.may(Permission.READ, organisation) else HttpResponse(status=204)


def reaches_own(call: Call) -> bool:
    """Return whether a token reaches what is its person's own, which tells of all that they read."""
    return access_of(call.user).within(Permission.READ) <= call.access.within(Permission.READ)


def nothing_there() -> HttpResponse:
    """Return the answer where nothing is, or nothing that the program may know of."""
    return problem(404, _("There is no such thing, or none that you may know of."))


def shown(call: Call, version: int) -> None:
    """Let the answer say which version of a row it shows."""
    call.said.version = version


def holds_secret(call: Call) -> None:
    """Let it be known that the answer shows a secret."""
    call.said.is_secret = True


def afterwards(call: Call, do: Callable[[], Mapping[str, object]]) -> None:
    """Let something be done when all is written, such as sending a letter, for which others would wait.

    Args:
        call: the request.
        do: does it, and returns which fields of the answer it makes known. An answer that is given again
            under its key has them as they were before.
    """
    call.said.afterwards = do


def made(call: Call, location: str) -> None:
    """Let the answer say where the row is that was made."""
    call.said.location = location


def tagged(call: Call, response: HttpResponse) -> HttpResponse:
    """Return an answer with a tag of what it shows; only that it is as it was, where the program has it.

    A file has a tag where it says so itself: one that is written anew each time never is as it was.
    """
    if call.said.location:
        response["Location"] = call.said.location
    if "ETag" in response or response["Content-Type"].partition(";")[0] != JSON:
        return response
    digest = hashlib.sha256(response.content).hexdigest()[:20]
    version = call.said.version
    tag = f'"{version}.{digest}"' if version is not None else f'"{digest}"'
    if call.method == "GET" and _has(call, tag):
        return _as_it_was(tag)
    response["ETag"] = tag
    return response


def unless_it_has(call: Call, tag: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return a file with its tag; only that it is as it was, where the program has it.

    Args:
        call: the request.
        tag: another wherever a byte of the file is another, such as its digest.
        answer: returns the file.
    """
    quoted = f'"{tag}"'
    if _has(call, quoted):
        return _as_it_was(quoted)
    response = answer()
    response["ETag"] = quoted
    return response


def _has(call: Call, tag: str) -> bool:
    """Return whether the program has what a tag is of."""
    has = [one.removeprefix("W/") for one in parse_etags(call.headers.get("If-None-Match", ""))]
    return tag in has or "*" in has


def _as_it_was(tag: str) -> HttpResponse:
    """Return that it is as the program has it."""
    return HttpResponseNotModified(headers={"ETag": tag})
