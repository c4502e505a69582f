"""Which token does a request to the API show?"""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from phaseout.web.frame.limits import is_within
from phaseout.web.frame.problems import problem
from phaseout.web.people.models import Token
from phaseout.web.people.queries import token_of
from phaseout.web.people.services.tokens import PREFIX, hash_of, token_used

GUESSES = 20
"""A minute, from one network address."""
LONGEST = 200
"""Characters; more is no token of ours."""


def bearer(request: HttpRequest) -> Token | None:
    """Return the token in the header, nothing where there is none that holds."""
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
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
        return problem(429, _("Too many wrong tokens came from here."), headers={"Retry-After": "60"})
    said = _(
        "A token that holds is needed, in the header “Authorization: Bearer …”. A session is not enough."
    )
    return problem(401, said, headers={"WWW-Authenticate": 'Bearer realm="phaseout"'})
