"""What does a page on paper say of itself: for whom, of which day, by which edition of the register?"""

import logging
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.export import FORMAT
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.lacking import not_printed
from phaseout.web.frame.paper.printing import BusyPressError, NotPrintedError, printed

log = logging.getLogger("phaseout.web.frame.paper")
PDF, MEDIA = "pdf", "application/pdf"
NAMED = 3
"""Organisations that a page names; of more, how many there are."""
PAGE = [(PDF.upper(), f"?{FORMAT}={PDF}")]
"""What a page of a single thing offers to be taken along as."""
Shown = Mapping[str, Any]


def is_wanted(request: Asked) -> bool:
    """Return whether the address asks for a PDF."""
    return request.GET.get(FORMAT) == PDF


def paper(request: Asked, template: str, shown: Shown, *, name: str) -> HttpResponse:
    """Return a page as a PDF, or a page that says why there is none.

    Args:
        template: extends ``frame/paper/base.html``.
        name: how the file is called, without its end.
    """
    try:
        content = printed(_page(request, template, shown))
    except NotPrintedError as error:
        if not isinstance(error, BusyPressError):
            log.error("no PDF: %s", error.diagnosis())
        return not_printed(request, error)
    day = timezone.localdate().isoformat()
    named = {"Content-Disposition": f'attachment; filename="{name}-{day}.pdf"'}
    return HttpResponse(content, content_type=MEDIA, headers=named)


def page(request: Asked, template: str, shown: Shown, *, name: str, status: int = 200) -> HttpResponse:
    """Return a page of a single thing, or the same on paper where that is asked for.

    Args:
        template: ``APP/FILE``; on paper it is ``APP/paper/FILE``.
        name: how a file of it is called, without its end.
    """
    if is_wanted(request):
        app, _, file = template.partition("/")
        return paper(request, f"{app}/paper/{file}", shown, name=name)
    return render(request, template, {**shown, "downloads": PAGE}, status=status)


def _page(request: Asked, template: str, shown: Shown) -> str:
    organisations = _uppermost(request.access)
    about = {
        "made": timezone.now(),
        "organisations": organisations[:NAMED],
        "organisations_more": max(len(organisations) - NAMED, 0),
        "server": request.build_absolute_uri("/"),
    }
    return render_to_string(template, {**about, **shown}, request=request)


def _uppermost(access: Access) -> list[Any]:
    """Return the organisations somebody reads that lie in no other one they read."""
    reach = access.within(Permission.READ)
    seen = apps.get_model("estate", "Organisation").objects.visible_to(access)
    return list(seen.filter(Q(parent=None) | ~Q(parent__in=reach)).order_by("path"))
