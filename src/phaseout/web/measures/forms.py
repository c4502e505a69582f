"""By what is the list of measures narrowed, and for which day is it asked?"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.measures.queries import jurisdictions


class Narrowed(forms.Form):
    """Text, jurisdiction, day; what means nothing is left out."""

    text = forms.CharField(label=_("Text"), required=False, max_length=200)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"), required=False)
    day = forms.DateField(
        label=_("State on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one, one.upper()) for one in jurisdictions()]
        self.fields["jurisdiction"].choices = [("", _("any")), *found]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, today where no day was."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "day": given.get("day") or timezone.localdate(),
            "text": given.get("text") or "",
            "jurisdiction": given.get("jurisdiction") or "",
        }
