"""What do people enter about what was collected under a scope?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.web.surveys.forms import LARGEST


class BringingBundle(forms.Form):
    """A bundle that was collected under a scope."""

    file = forms.FileField(
        label=_("Bundle"), help_text=_("As it was left on the stick, sealed or not; at most 200 MB.")
    )

    def clean_file(self) -> Any:
        """Refuse a large one."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise ValidationError(_("It is larger than a bundle may be."))
        return given
