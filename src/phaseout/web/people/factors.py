"""What holds when somebody sets up a second factor?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import encrypt
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from phaseout.web.people.models import Person
from phaseout.web.people.queries import has_second_factor
from phaseout.web.people.services.accounts import end_other_sessions

View = Callable[..., HttpResponseBase]


class ActivateOnce(ActivateTOTPForm):  # type: ignore[misc] # it has no types
    """A code of a new app, which then signs in nobody: whoever looked on knows it."""

    def clean_code(self) -> str:
        """Return it, used up.

        Raises:
            ValidationError: it is wrong, or was used.
        """
        code: str = super().clean_code()
        app = Authenticator(
            user=self.user, type=Authenticator.Type.TOTP, data={"secret": encrypt(self.secret)}
        ).wrap()
        if not app.validate_code(code):
            raise ValidationError(_("This code was used already: wait for the next."))
        return code


def ending_other_sessions(view: View) -> View:
    """Return a view after which, where it set up the first factor, sessions begun without one are over."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = request.user
        if request.method != "POST" or not isinstance(person, Person) or has_second_factor(person):
            return view(request, *args, **kwargs)
        answer = view(request, *args, **kwargs)
        if has_second_factor(person):
            end_other_sessions(person, request.session.session_key or "")
        return answer

    return answered
