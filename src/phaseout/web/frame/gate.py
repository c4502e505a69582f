"""Who is let through to a view?"""

from collections.abc import Callable, Mapping
from functools import update_wrapper

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from phaseout.web.frame.access import Access, Permission

Answering = Callable[..., HttpResponseBase]
LARGEST_NUMBER = 2**63 - 1
"""Of a row: 64 bits, of which one is the sign."""


class Asked(HttpRequest):
    """A request of somebody signed in."""

    access: Access
    htmx: HtmxDetails


class Gate:
    """A view behind a gate: it answers certain methods of those who may."""

    def __init__(
        self, view: Answering, *, needs: Permission | None, methods: tuple[str, ...], is_open_to_all: bool
    ) -> None:
        update_wrapper(self, view)
        self.view = view
        self.needs = needs
        self.methods = methods
        self.is_open_to_all = is_open_to_all
        self.login_required = not is_open_to_all
        """Read by Django's LoginRequiredMiddleware."""

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer, or say that the method or the asker is a wrong one."""
        refused = self.refused(request)
        if refused is not None:
            return refused
        check_numbers(kwargs)
        return self.view(request, *args, **kwargs)

    def refused(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return why the method is a wrong one; nothing where the view may answer.

        Raises:
            PermissionDenied: the asker is a wrong one.
        """
        is_known = request.method in self.methods or (request.method == "HEAD" and "GET" in self.methods)
        if not is_known:
            return HttpResponseNotAllowed(self.methods)
        access: Access | None = getattr(request, "access", None)
        needed = self.needed(str(request.method))
        if needed is not None and not (access and access.may_anywhere(needed)):
            raise PermissionDenied
        return None

    def needed(self, method: str) -> Permission | None:
        """Return the permission that a method needs, None where everybody signed in may."""
        return self.needs


def check_numbers(named: Mapping[str, object]) -> None:
    """Let through what an address names, unless a number is larger than any row's.

    Databases take no such number, and say so in ways of their own.

    Raises:
        Http404: nothing is called so.
    """
    if any(isinstance(one, int) and one > LARGEST_NUMBER for one in named.values()):
        raise Http404


def needs(permission: Permission | None, *methods: str) -> Callable[[Answering], Gate]:
    """Let through who has a permission in some branch; in which, the rows asked for settle.

    Args:
        permission: None lets through everybody who has signed in.
        methods: ``GET`` unless others are named.
    """
    return lambda view: Gate(view, needs=permission, methods=methods or ("GET",), is_open_to_all=False)


def open_to_all(*methods: str) -> Callable[[Answering], Gate]:
    """Let through everybody, signed in or not."""
    return lambda view: Gate(view, needs=None, methods=methods or ("GET",), is_open_to_all=True)
