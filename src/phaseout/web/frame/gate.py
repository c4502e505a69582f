"""Who is let through to a view?"""

from collections.abc import Callable
from functools import update_wrapper

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from phaseout.web.frame.access import Access, Permission

Answering = Callable[..., HttpResponseBase]


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
        return refused if refused is not None else self.view(request, *args, **kwargs)

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
