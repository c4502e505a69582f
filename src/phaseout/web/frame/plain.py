"""Does a page hold characters that act on its reader instead of being read?

What devices, files and orders say stands on every page. Templates escape markup; this shows control and
bidirectional characters as their escapes, on every page at once, so that no template can forget it.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase

from phaseout.report.safe_text import acting_shown

Answer = Callable[[HttpRequest], HttpResponseBase]


def plain_pages(answer: Answer) -> Answer:
    """Return an answerer whose pages hold no acting character."""

    def plain(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode(response.charset)
            shown = acting_shown(text)
            if shown != text:
                response.content = shown.encode(response.charset)
        return response

    return plain
