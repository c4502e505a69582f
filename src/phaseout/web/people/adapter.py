"""How do people sign in, where it differs from the library? Nobody makes an account by themselves."""

import logging
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, override

from phaseout.web.people.mail import link_to
from phaseout.web.people.models import Person
from phaseout.web.people.services.accounts import set_password
from phaseout.web.people.services.signing_in import let_in, note_failure, note_sign_in
from phaseout.web.people.vault import vault

log = logging.getLogger("phaseout.web.people")
LONGEST_WAIT = 10
"""Seconds that a provider may take to answer."""


class ByAddress(DefaultAccountAdapter):  # type: ignore[misc] # it has no types
    """Local accounts: made by invitation alone, known by one address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note it: the address as a digest, unless somebody has it."""
        note_failure(str(credentials.get("email", "")), where=self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponseBase:
        """Note it, and go on."""
        by_whom = "sign-on" if "sociallogin" in (kwargs.get("signal_kwargs") or {}) else "password"
        note_sign_in(user, by_whom=by_whom, where=self.get_client_ip(request))
        chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        with override(get_language() if chosen_here else user.language or get_language()):
            # The page that follows is in their language, and what it is told here should be too.
            answer: HttpResponseBase = super().post_login(request, user, **kwargs)
        return answer

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Return whether it is their password; they have one address, and no table of others."""
        known = self.authenticate(context.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether somebody must show again who they are: not who has nothing here to show it by.

        Who came by another program and has no password yet could otherwise never set up a second factor.
        """
        if not self.get_reauthentication_methods(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def set_password(self, user: Person, password: str) -> None:
        """Keep a new one, and note that."""
        set_password(user, password)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        """Tell somebody that what they sign in with was changed."""
        super().send_notification_mail(template_prefix, user, context=context, email=email or user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return a link at the address that was set, whatever host was asked."""
        return link_to(urlsplit(super().get_reset_password_from_key_url(key)).path, self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; where no mail server answers, the page goes on and the log says so."""
        host = urlsplit(link_to("/", self.request)).netloc
        place = {"current_site": {"name": host, "domain": host}}
        try:
            super().send_mail(template_prefix, email, {**context, **place})
        except OSError as error:
            log.error("mail not sent: %s", type(error).__name__)

    def format_email_subject(self, subject: str) -> str:
        """Return it after the name of the program."""
        return f"[phaseout] {subject}"


class OnlyInvited(DefaultSocialAccountAdapter):  # type: ignore[misc] # it has no types
    """Accounts of a provider: let in where a verified address was invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return that nobody may."""
        return False

    def get_requests_session(self) -> requests.Session:
        """Return what asks the provider: for a while, at its own addresses, sent on to no other."""
        session = requests.Session()
        session.request = partial(session.request, timeout=LONGEST_WAIT, allow_redirects=False)  # type: ignore[method-assign]
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find who it is, or say that nobody of that address was invited.

        Raises:
            ImmediateHttpResponse: they were not, or what the provider says does not agree.
        """
        where = context.request and ByAddress(request).get_client_ip(request)
        told = sociallogin.account.extra_data
        in_token, of_user = told.get("id_token") or {}, told.get("userinfo") or {}
        if of_user and in_token.get("sub") != of_user.get("sub"):
            raise ImmediateHttpResponse(_not_invited(request))
        if sociallogin.is_existing:
            return
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        name = str((of_user or in_token).get("name") or "")[:120]
        try:
            if not verified:
                raise PermissionDenied
            let_in(request, sociallogin, email=verified[0], name=name)
        except PermissionDenied as refused:
            note_failure(verified[0] if verified else "", where=str(where))
            raise ImmediateHttpResponse(_not_invited(request)) from refused


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc] # it has no types
    """Secrets of second factors: sealed by the key of the server, which lies beside the database."""

    def encrypt(self, text: str) -> str:
        """Return it sealed."""
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return it opened."""
        return vault().decrypt(encrypted_text.encode()).decode()


class NotedAuthenticateForm(AuthenticateForm):  # type: ignore[misc] # it has no types
    """A code of a second factor at sign-in; a wrong one is noted."""

    def _emit_authentication_failed(self, authenticator: object) -> None:
        super()._emit_authentication_failed(authenticator)
        where = ByAddress(context.request).get_client_ip(context.request)
        note_failure(self.user.email, where=where, what="second-factor-failed")


def _not_invited(request: HttpRequest) -> HttpResponseBase:
    return render(request, "people/not_invited.html", status=403)
