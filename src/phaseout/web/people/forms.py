"""What do people enter about people?"""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame import words
from phaseout.web.frame.access import ROLE_NAMES, Access, Permission, Role
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import Cleaned
from phaseout.web.people.models import Person
from phaseout.web.people.services.tokens import LONGEST

ROLES = [(role.value, name) for role, name in ROLE_NAMES.items()]
LANGUAGES = [("en", "English"), ("fr", "Français")]
PERMISSION_NAMES = MappingProxyType(
    {
        Permission.READ: _("read everything of the branch"),
        Permission.AUDIT: _("see who did what"),
        Permission.SURVEY: _("bring in what was found"),
        Permission.ASSESS: _("weigh evidence and propose"),
        Permission.DECIDE: _("decide what others proposed"),
        Permission.DISCUSS: _("comment, and give and settle tasks"),
        Permission.KEEP_ESTATE: _("keep sites and places"),
        Permission.KEEP_PEOPLE: _("invite people and give roles"),
    }
)
FIRST_TOKEN_DAYS = 90


class Beginning(forms.Form):
    """The first organisation and the first administrator."""

    name_en = WithoutSecretField(
        label=_("Name of the organisation in English"), max_length=200, required=False
    )
    name_fr = WithoutSecretField(
        label=_("Name of the organisation in French"), max_length=200, required=False,
        help_text=_("One of the two names is enough."),
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("What it is in law"),
        required=False,
        help_text=_("Which measures bind it follows from this. Until somebody says, it is asked."),
        widget=forms.CheckboxSelectMultiple,
    )
    name = WithoutSecretField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("A new password"),
        help_text=_("At least 12 characters; a sentence is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = words.roles()  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        """Ask for one name of the organisation, and try the password against the person's own words."""
        given = super().clean() or {}
        if not given.get("name_en") and not given.get("name_fr"):
            self.add_error("name_en", _("Give the organisation a name in one language at least."))
        try_password(self, Person(email=given.get("email", ""), name=given.get("name", "")))
        return given


class Invite(forms.Form):
    """Who is asked to come, where, as what."""

    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("In"), queryset=None, empty_label=None
    )
    role = forms.ChoiceField(label=_("As"), choices=ROLES, initial=Role.READER)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._access = access
        _offer_organisations(self, access, Permission.KEEP_PEOPLE)

    def clean_email(self) -> str:
        """Refuse one's own: nobody gives themselves a role."""
        email: str = self.cleaned_data["email"]
        if Person.objects.filter(pk=self._access.person, email=email.lower()).exists():
            raise ValidationError(_("This is your own address: nobody gives themselves a role."))
        return email


class Give(forms.Form):
    """A role in a branch."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("In"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organisations(self, access, Permission.KEEP_PEOPLE)


class Demand(forms.Form):
    """Which roles need a second factor, where."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("In"), queryset=None, empty_label=None
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles that need a second factor"),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organisations(self, access, Permission.KEEP_PEOPLE)


class Join(forms.Form):
    """Who accepts an invitation."""

    name = WithoutSecretField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("A new password"),
        help_text=_("At least 12 characters; a sentence is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> Cleaned:
        """Try the password against the person's own words."""
        given = super().clean() or {}
        try_password(self, Person(email=self._email, name=given.get("name", "")))
        return given


class Own(forms.Form):
    """What somebody says of themselves."""

    name = WithoutSecretField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of pages and letters"),
        choices=[("", _("the browser’s")), *LANGUAGES],
        required=False,
    )
    single_keys = forms.BooleanField(
        label=_("Single keys lead to pages and rows"),
        required=False,
        help_text=_("Letters such as j and k, while no field is being filled in. The page “Keys” has them."),
    )


class MakeToken(forms.Form):
    """What a program may do for its maker, and until when."""

    name = WithoutSecretField(label=_("What it is for"), max_length=80)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("In"), queryset=None, empty_label=None
    )
    permissions = forms.MultipleChoiceField(label=_("It may"), widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(
        label=_("Until"),
        help_text=_("A year from today at most."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._access = access
        _offer_organisations(self, access, Permission.READ)
        own = [(one.value, name) for one, name in PERMISSION_NAMES.items() if access.may_anywhere(one)]
        self.fields["permissions"].choices = own  # type: ignore[attr-defined]
        self.fields["permissions"].initial = [Permission.READ]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=FIRST_TOKEN_DAYS)

    def clean_until(self) -> date:
        """Refuse a day that is past, or further off than a year."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= until <= today + LONGEST:
            raise ValidationError(_("Choose a day from today to a year from today."))
        return until

    def clean(self) -> Cleaned:
        """Refuse what its maker may not do in the branch."""
        given = super().clean() or {}
        organisation = given.get("organisation")
        beyond = [
            str(PERMISSION_NAMES[Permission(one)])
            for one in given.get("permissions", ())
            if organisation and not self._access.may(Permission(one), organisation.pk)
        ]
        if beyond:
            said = _("You may not do this there yourself: %(what)s.") % {"what": ", ".join(beyond)}
            self.add_error("permissions", said)
        return given


class Which(forms.Form):
    """One row of somebody's own."""

    which = forms.IntegerField(widget=forms.HiddenInput)


def try_password(form: forms.Form, person: Person) -> None:
    """Put what is wrong with a new password beside it."""
    if password := form.cleaned_data.get("password"):
        try:
            validate_password(password, person)
        except ValidationError as refused:
            form.add_error("password", refused)


def _offer_organisations(form: forms.Form, access: Access, permission: Permission) -> None:
    offered = Organisation.objects.within(access, permission)
    form.fields["organisation"].queryset = offered  # type: ignore[attr-defined]
