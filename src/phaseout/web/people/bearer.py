"""Which token does a request to the API show?"""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from phaseout.web.frame.limits import is_within
from phaseout.web.people.models import Token
from phaseout.web.people.queries import token_of
from phaseout.web.people.services.tokens import PREFIX, hash_of, token_used

API = "/api/v1/"
"""Where tokens count, and nowhere else."""
GUESSES = 20
"""A minute, from one network address."""
LONGEST = 200
"""Characters; more is no token of ours."""


def bearer(request: HttpRequest) -> Token | None:
    """Return the token in the header, nothing where there is none that holds."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    token = token_of(hash_of(secret))
    if token is not None:
        token_used(token)
    return token


def refusal(request: HttpRequest) -> HttpResponseBase:
    """Say that a token is needed; to who shows wrong ones again and again, nothing for a while."""
    where = get_adapter(request).get_client_ip(request)
    if "Authorization" in request.headers and not is_within("token", where, at_most=GUESSES, seconds=60):
        return JsonResponse({"error": "too many wrong tokens"}, status=429, headers={"Retry-After": "60"})
    answer = JsonResponse({"error": "a valid token is required"}, status=401)
    answer["WWW-Authenticate"] = 'Bearer realm="phaseout"'
    return answer
