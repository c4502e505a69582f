"""Addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from phaseout.web.api.description import description
from phaseout.web.api.door import Door
from phaseout.web.api.root import NOUNS, api


def _described(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(description(), content_type="application/json")


_VIEWS = {str(one.name): one.callback for one in api.urls[0] if isinstance(one, URLPattern)}
urlpatterns = [
    *(address for noun in NOUNS for address in noun.doors(_VIEWS)),
    path("openapi.json", Door(_described, {"GET": None}), name="api-description"),
]
