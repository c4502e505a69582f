"""How does a provider of OpenID Connect send somebody here? Its token's signature is always looked at."""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

from phaseout.web.frame.gate import open_to_all

SIGNATURES = frozenset(
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
)


class Verified(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # it has no types
    """Takes nobody's word without an ID token that the provider signed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself.

        Raises:
            OAuth2Error: it says that it is another.
        """
        told: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"]
        if str(told.get("issuer", "")).rstrip("/") != expected:
            raise OAuth2Error("the provider calls itself by another name")
        return told

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Return who signed in.

        Raises:
            OAuth2Error: there is no ID token, or it is not the provider's, for us, and of now.
        """
        try:
            if not kwargs["response"].get("id_token"):
                raise OAuth2Error("no ID token")
            return super().complete_login(request, app, token, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError, jwt.PyJWTError) as strange:
            raise OAuth2Error("the provider answered otherwise than OpenID Connect says") from strange

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        # The token says how it is signed: only by a key whose other half the provider alone has.
        if jwt.get_unverified_header(id_token).get("alg") not in SIGNATURES:
            raise OAuth2Error("the ID token is not signed by the provider's own key")
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        if not constant_time_compare(str(told.get("nonce", "")), _nonce(self.request.GET.get("state", ""))):
            raise OAuth2Error("the ID token was made for somebody else’s way here")
        return told


@open_to_all()
def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the provider."""
    answer = _answered(OAuth2LoginView, request, provider_id)
    if answer.status_code == HTTPStatus.FOUND:
        address = urlsplit(answer.headers["Location"])
        asked = {**dict(parse_qsl(address.query)), "nonce": _nonce(dict(parse_qsl(address.query))["state"])}
        answer.headers["Location"] = urlunsplit(address._replace(query=urlencode(asked)))
    return answer


@open_to_all()
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Let in whom the provider sends back."""
    return _answered(OAuth2CallbackView, request, provider_id)


def _nonce(state: str) -> str:
    """Return what an ID token has to repeat: other for each way there and back.

    The state is random, and tied to the browser: what is made of it is, too, and has to be kept nowhere.
    """
    return salted_hmac("phaseout.sign-on.nonce", state, algorithm="sha256").hexdigest()


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        provider = Verified(request, provider_id)
        if not provider.openid_config:
            raise OAuth2Error("the provider says nothing of itself")
        answer: HttpResponseBase = view.adapter_view(provider)(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, OAuth2Error):
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer
