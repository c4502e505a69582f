"""Who acts in a request, and in which language?"""

from collections.abc import Callable
from time import time as now
from urllib.parse import urlencode

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from phaseout.web.frame.access import NOBODY
from phaseout.web.frame.problems import asks_the_api, problem
from phaseout.web.people.bearer import bearer, refusal
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_by, access_of, lacks_second_factor

Answer = Callable[[HttpRequest], HttpResponseBase]
BEFORE_A_SECOND_FACTOR = ("/account/2fa/", "/account/reauthenticate/", "/account/logout/", "/language/")
"""What somebody reaches who must first set one up."""
SEEN = "seen"
"""In a session: when somebody last did something, where that is asked."""
SEEN_EVERY = 30
"""Seconds between two notes of it."""


def acting(answer: Answer) -> Answer:
    """Return an answerer to whom each request says what its sender may do."""

    def known(request: HttpRequest) -> HttpResponseBase:
        request.token = None  # type: ignore[attr-defined]
        if asks_the_api(request):
            return _by_token(request, answer)
        if _is_over(request):
            logout(request)
        elif _has_stood_idle(request):
            logout(request)
            return _to_sign_in(request)
        person = request.user
        if not isinstance(person, Person):
            request.access = NOBODY  # type: ignore[attr-defined]
            return answer(request)
        request.access = access_of(person)  # type: ignore[attr-defined]
        return _in_their_language(request, person, answer)

    return known


def _by_token(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """Answer a program. A session counts for nothing here: what a browser sends by itself proves nothing."""
    if settings.SESSION_COOKIE_SECURE and not request.is_secure():
        # Sent on to https it would work, and the token would go over the wire in clear each time.
        return problem(403, _("The API is reached by https alone."))
    token = bearer(request)
    if token is None:
        return refusal(request)
    request.user, request.token = token.person, token  # type: ignore[attr-defined]
    request.access = access_by(token)  # type: ignore[attr-defined]
    # No browser adds this header by itself: nothing to forge.
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    if "Accept-Language" not in request.headers and token.person.language:
        translation.activate(token.person.language)
        request.LANGUAGE_CODE = token.person.language
    if lacks_second_factor(token.person):
        return problem(403, _("A second factor is required of the person this token is of."))
    return answer(request)


def _is_over(request: HttpRequest) -> bool:
    """Return whether somebody signed in longer ago than a session lasts, whatever they did since."""
    proofs: list[dict[str, float]] = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return bool(proofs) and now() - proofs[0]["at"] > settings.SESSION_COOKIE_AGE


def _has_stood_idle(request: HttpRequest) -> bool:
    """Return whether somebody signed in did nothing for longer than is allowed; note that now they do.

    A page that asks by itself how far a job is does not count as somebody.
    """
    allowed = settings.IDLE_SECONDS
    if not allowed or not isinstance(request.user, Person):
        return False
    at, seen = now(), request.session.get(SEEN)
    if seen is not None and at - seen > allowed:
        return True
    if seen is None or (at - seen > SEEN_EVERY and "HX-Request" not in request.headers):
        request.session[SEEN] = at
    return False


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send somebody to sign in, and on to where they were."""
    where = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'idle': '1', 'next': where})}")


def _in_their_language(request: HttpRequest, person: Person, answer: Answer) -> HttpResponseBase:
    if person.language and not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
        # Where this browser's button was used, that holds here.
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
    request.must_be_guarded = lacks_second_factor(person)  # type: ignore[attr-defined]
    if request.must_be_guarded and not request.path.startswith(BEFORE_A_SECOND_FACTOR):  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("mfa_index"))
    return answer(request)
