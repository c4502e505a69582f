"""Who acts in a request, and in which language?"""

from collections.abc import Callable
from time import time as now

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation

from phaseout.web.frame.access import NOBODY
from phaseout.web.people.bearer import API, bearer, refusal
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_by, access_of, lacks_second_factor

Answer = Callable[[HttpRequest], HttpResponseBase]
BEFORE_A_SECOND_FACTOR = ("/account/2fa/", "/account/reauthenticate/", "/account/logout/", "/language/")
"""What somebody reaches who must first set one up."""


def acting(answer: Answer) -> Answer:
    """Return an answerer to whom each request says what its sender may do."""

    def known(request: HttpRequest) -> HttpResponseBase:
        request.token = None  # type: ignore[attr-defined]
        is_api = request.path.startswith(API)
        if is_api and settings.SESSION_COOKIE_SECURE and not request.is_secure():
            # Sent on to https it would work, and the token would go over the wire in clear each time.
            return JsonResponse({"error": "the API is reached by https alone"}, status=403)
        if is_api and "Authorization" in request.headers:
            token = bearer(request)
            if token is None:
                return refusal(request)
            request.user = token.person
            request.token = token  # type: ignore[attr-defined]
            # No browser adds this header by itself: nothing to forge.
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        elif _is_over(request):
            logout(request)
        person = request.user
        if not isinstance(person, Person):
            request.access = NOBODY  # type: ignore[attr-defined]
            return refusal(request) if is_api else answer(request)
        token = request.token  # type: ignore[attr-defined]
        request.access = access_by(token) if token else access_of(person)  # type: ignore[attr-defined]
        return _in_their_language(request, person, answer)

    return known


def _is_over(request: HttpRequest) -> bool:
    """Return whether somebody signed in longer ago than a session lasts, whatever they did since."""
    proofs: list[dict[str, float]] = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return bool(proofs) and now() - proofs[0]["at"] > settings.SESSION_COOKIE_AGE


def _in_their_language(request: HttpRequest, person: Person, answer: Answer) -> HttpResponseBase:
    if person.language and not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
        # Where this browser's button was used, that holds here.
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
    request.must_be_guarded = lacks_second_factor(person)  # type: ignore[attr-defined]
    if request.must_be_guarded and not request.path.startswith(BEFORE_A_SECOND_FACTOR):  # type: ignore[attr-defined]
        if request.path.startswith(API):
            return JsonResponse({"error": "a second factor is required"}, status=403)
        return HttpResponseRedirect(reverse("mfa_index"))
    return answer(request)
