"""May a browser, or whatever stands between, keep a page, or show it within another site's? No."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def private_pages(answer: Answer) -> Answer:
    """Return an answerer whose pages of signed-in people nobody keeps."""

    def private(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return private
