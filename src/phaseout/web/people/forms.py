"""What do people enter about people?"""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phaseout.register import Register
from phaseout.web.people.models import Person


class Beginning(forms.Form):
    """The first organisation and the first administrator."""

    name_en = forms.CharField(label=_("Name of the organisation in English"), max_length=200, required=False)
    name_fr = forms.CharField(label=_("Name of the organisation in French"), max_length=200, required=False)
    roles = forms.MultipleChoiceField(
        label=_("What it is in law"),
        required=False,
        help_text=_("Which measures bind it follows from this. Until somebody says, it is asked."),
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("A new password"),
        help_text=_("At least 12 characters; a sentence is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = roles_of_the_register(get_language() or "en")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one name of the organisation, and try the password against the person's own words."""
        given = super().clean() or {}
        if not given.get("name_en") and not given.get("name_fr"):
            self.add_error("name_en", _("Give the organisation a name in one language at least."))
        if password := given.get("password"):
            try:
                validate_password(password, Person(email=given.get("email", ""), name=given.get("name", "")))
            except ValidationError as refused:
                self.add_error("password", refused)
        return given


def roles_of_the_register(language: str) -> list[tuple[str, str]]:
    """Return (id, name) of every role a measure may ask for."""
    roles = Register.open().vocabulary.roles
    return [(role, name.in_language(language)) for role, name in roles.items()]
