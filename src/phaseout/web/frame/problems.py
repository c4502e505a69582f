"""How is a program told that something did not work? As a problem of RFC 9457, in its reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

API = "/api/v1/"
"""Where programs ask, and where tokens count."""
MEDIA = "application/problem+json"
Text = str | Promise


def asks_the_api(request: HttpRequest) -> bool:
    """Return whether a program asks, and no browser."""
    return request.path.startswith(API)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one field."""

    field: str
    """Its name in what was sent, ``site.ref`` where it lies in another; empty for the whole."""
    detail: str


class ProblemError(Exception):
    """It cannot be done as it was asked."""

    def __init__(
        self,
        status: int,
        detail: Text,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(str(detail))
        self.status = status
        self.faults = faults
        self.headers = headers or {}

    def answer(self) -> JsonResponse:
        """Return it as an answer."""
        return problem(self.status, str(self), faults=self.faults, headers=self.headers)


def problem(
    status: int, detail: Text, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> JsonResponse:
    """Return a problem.

    Args:
        status: of HTTP; the title is what it is called.
        detail: what is wrong here, and what helps.
        faults: what is wrong with which field.
        headers: what else the answer carries.
    """
    told: dict[str, object] = {
        "type": "about:blank",
        "title": _title(status),
        "status": status,
        "detail": str(detail),
    }
    if faults:
        told["errors"] = [{"field": one.field, "detail": one.detail} for one in faults]
    return JsonResponse(told, status=status, content_type=MEDIA, headers=dict(headers or {}))


def _title(status: int) -> str:
    return {
        400: _("Not understood"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Another method"),
        409: _("In conflict"),
        411: _("A length is needed"),
        412: _("Changed meanwhile"),
        413: _("Too large"),
        415: _("Another kind of content"),
        422: _("Not valid"),
        428: _("A version is needed"),
        429: _("Too often"),
        503: _("Not at this moment"),
        507: _("There is no room"),
    }.get(status, _("A fault of the server"))
