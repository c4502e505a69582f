"""What do people enter about letters and webhooks?"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.announcing.kinds import KINDS, NEEDS
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import OfVersion
from phaseout.web.notices.models import Rhythm
from phaseout.web.notices.reaching import NotAllowedError, NotPlainError, place_of


class Wishing(forms.Form):
    """How often somebody wants a letter."""

    rhythm = forms.ChoiceField(label=_("Send me a letter"), choices=Rhythm.choices, widget=forms.RadioSelect)


class WebhookForm(forms.Form):
    """A webhook."""

    name = WithoutSecretField(label=_("What it is for"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Begins with https://; whoever runs this server says which hosts are allowed."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, access: Access, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._access, self._organisation = access, organisation

    def clean_kinds(self) -> list[str]:
        """Return each kind once, and refuse what tells of what somebody may not read there."""
        kinds = list(dict.fromkeys(self.cleaned_data["kinds"]))
        where = self._organisation or self.cleaned_data.get("organisation")
        hidden = [one for one in kinds if where and not self._access.may(NEEDS[one], where.pk)]
        if hidden:
            raise forms.ValidationError(
                gettext("You may not read there what these tell of: %(kinds)s."),
                params={"kinds": "; ".join(str(KINDS[one]) for one in hidden)},
            )
        return kinds

    def clean_address(self) -> str:
        """Refuse where this server may not go."""
        address: str = self.cleaned_data["address"].strip()
        try:
            place_of(address)
        except NotPlainError:
            raise forms.ValidationError(
                gettext("Write it plainly: https://, the host, its port if it is not 443, and the path; no "
                        "blank, control character, backslash, accent, user name or password.")
            ) from None  # fmt: skip
        except NotAllowedError:
            raise forms.ValidationError(
                gettext("This server may not send there. Its host must be one that whoever runs the server "
                        "allows (PHASEOUT_WEBHOOKS).")
            ) from None  # fmt: skip
        return address


class NewWebhookForm(WebhookForm):
    """A webhook that is not there yet."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("For what happens in, and below"), queryset=None, empty_label=None
    )
    field_order = ("organisation", "name", "address", "kinds")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, access=access, **kwargs)
        offered = Organisation.objects.within(access, Permission.KEEP_PEOPLE)
        self.fields["organisation"].queryset = offered  # type: ignore[attr-defined]


class KeptWebhookForm(OfVersion, WebhookForm):
    """A webhook that is there."""
