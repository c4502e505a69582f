"""Who acts in a request, and in which language?"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from phaseout.web.frame.access import NOBODY
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of

Answer = Callable[[HttpRequest], HttpResponseBase]


def acting(answer: Answer) -> Answer:
    """Return an answerer to whom each request says what its sender may do."""

    def known(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            request.access = NOBODY  # type: ignore[attr-defined]
            return answer(request)
        request.access = access_of(person)  # type: ignore[attr-defined]
        if not person.language:
            return answer(request)
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
        return answer(request)

    return known
