"""In which charset is what a request says written? UTF-8 is taken, and nothing that would be guessed at."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from phaseout.web.frame.problems import asks_the_api, problem
from phaseout.web.frame.whole_form import WholeForm

Answer = Callable[[HttpRequest], HttpResponseBase]
TAKEN = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
"""UTF-8, and the part of it that has a name of its own."""
UNREADABLE = "unreadable"


class Request(WSGIRequest):
    """A request whose texts are read as UTF-8; what it says of them is looked at by ``in_utf_8``.

    Django looks while it makes the request, where nothing answers yet for what cannot be read.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        """Read the media type; one that cannot be read counts as one in another charset."""
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc] # the stubs leave it out
        except ValueError:  # charset*=utf-8''%00, or a parameter in a charset that is none
            self.content_type, self.content_params = "", {"charset": UNREADABLE}

    def parse_file_upload(self, META: Any, post_data: Any) -> Any:  # noqa: N803 (Django calls it so)
        """Return the fields and the files of a form that is whole."""
        return WholeForm(META, post_data, list(self.upload_handlers), self.encoding).parse()

    @property
    def encoding(self) -> str:
        """The charset of its texts."""
        return "utf-8"

    @encoding.setter
    def encoding(self, said: object) -> None:
        """Leave it: Django would read the query in whatever is said."""


class Handler(WSGIHandler):
    """The application, as threads call it (WSGI)."""

    request_class = Request


def in_utf_8(answer: Answer) -> Answer:
    """Return an answerer to whom every text comes in UTF-8; the rest is refused before anything reads it.

    Python knows charsets that are none, such as rot13, and what reads forms would break on them.
    """

    def read(request: HttpRequest) -> HttpResponseBase:
        said = (request.content_params or {}).get("charset", "utf-8")
        return answer(request) if said.lower() in TAKEN else _refused(request)

    return read


def _refused(request: HttpRequest) -> HttpResponse:
    why = _("Texts are sent in UTF-8, and in no other charset.")
    if asks_the_api(request):
        return problem(400, why)
    return HttpResponse(f"400 {why}", status=400, content_type="text/plain; charset=utf-8")
