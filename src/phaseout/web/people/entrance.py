"""How are an address and a password asked for? In the words of our own pages, not those of the library."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.editing import Cleaned
from phaseout.web.people.mail import is_sent_at_all
from phaseout.web.people.services.accounts import replace_forgotten_password

ADDRESS = _("E-mail address")


class SignIn(LoginForm):  # type: ignore[misc] # it has no types
    """Who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, "login")


class Forgotten(ResetPasswordForm):  # type: ignore[misc] # it has no types
    """Where a link to choose a new password is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, "email")

    @property
    def is_sent(self) -> bool:
        """Whether a link can come at all: not where the server sends no letters."""
        return is_sent_at_all()

    def clean(self) -> Cleaned | None:
        """Refuse to promise a letter that is not sent."""
        if not self.is_sent:
            raise forms.ValidationError(_("This server sends no letters, so no link can come by one."))
        given: Cleaned | None = super().clean()
        return given


class ChosenAnew(ResetPasswordKeyForm):  # type: ignore[misc] # it has no types
    """A new password, chosen by a letter."""

    def save(self) -> None:
        """Keep it; what was open by the account is over."""
        replace_forgotten_password(self.user, self.cleaned_data["password1"])


def _in_our_words(form: forms.Form, address: str) -> None:
    form.fields[address].label = ADDRESS
    for field in form.fields.values():
        # What stands in an empty field is gone where one begins to write, and says no more than its label.
        field.widget.attrs.pop("placeholder", None)
