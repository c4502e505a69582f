"""What is said of many things, or of many sites, at once?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.editable import OF_ASSETS, OF_SITES
from phaseout.web.estate.forms import day_field
from phaseout.web.estate.models import LONGEST, Holder, Site, Tier
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import Cleaned

AS_IT_IS = ("", _("leave as it is"))


class ChangingMany(forms.Form):
    """New values for some fields; what is left empty stays as it is."""

    FIELDS = OF_SITES

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clearable = [
            (name, self.FIELDS[name].label) for name in self.fields if self.FIELDS[name].is_clearable
        ]
        self.fields["clear"] = forms.MultipleChoiceField(
            label=_("Take away what was said of"), required=False, choices=clearable,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.access = access

    def clean(self) -> Cleaned:
        """Ask for one value at least, and for no field both one and none."""
        given: Cleaned = super().clean() or self.cleaned_data
        for name in given.get("clear", ()):
            if given.get(name) not in (None, ""):
                self.add_error(name, _("You say both what it is and that it be taken away."))
        if not self.errors and not self.values:
            self.add_error(None, _("Say what is to become another."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Field → value, of those that are to be changed."""
        given = self.cleaned_data
        said = {name: given[name] for name in self.FIELDS if given.get(name) not in (None, "")}
        return said | {name: self.FIELDS[name].nothing for name in given.get("clear", ())}


class ChangingSites(ChangingMany):
    """What is said of many sites."""

    tier = forms.TypedChoiceField(
        label=_("Tier"), required=False, coerce=int, empty_value=None, choices=[AS_IT_IS, *Tier.choices]
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False, choices=[AS_IT_IS, *Holder.choices])
    operator = forms.ChoiceField(
        label=_("Operator of the equipment"), required=False, choices=[AS_IT_IS, *Holder.choices]
    )
    custodian = WithoutSecretField(label=_("Custodian"), required=False, max_length=200)
    lease_end = day_field(_("End of the lease"), required=False)


class ChangingAssets(ChangingMany):
    """What is said of many things."""

    FIELDS = OF_ASSETS
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        label=_("Site"), queryset=None, required=False, empty_label=_("leave as it is")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    maker = forms.ChoiceField(label=_("Maker"), required=False)
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    model = WithoutSecretField(label=_("Model"), required=False, max_length=LONGEST)
    firmware = WithoutSecretField(label=_("Firmware"), required=False, max_length=LONGEST)
    custodian = WithoutSecretField(label=_("Custodian"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, access=access, **kwargs)
        sites = Site.objects.within(access, Permission.KEEP_ESTATE).order_by("ref", "pk")
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].label_from_instance = OF_ASSETS["site"].shown  # type: ignore[attr-defined]
        for name, known in (("kind", words.kinds), ("maker", words.makers), ("brand", words.brands)):
            self.fields[name].choices = [AS_IT_IS, *known()]  # type: ignore[attr-defined]
