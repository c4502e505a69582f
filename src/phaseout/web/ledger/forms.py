"""What do people enter about ledgers?"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.domain.problem import SourceError
from phaseout.ledger.checkpoint import read_checkpoints

LONGEST = 64 * 1024
"""Characters of states that somebody kept: some two hundred of them."""


class Verifying(forms.Form):
    """States that somebody kept elsewhere."""

    seen = forms.CharField(
        label=_("Signed states that somebody kept"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "As they were mailed, printed or downloaded. "
            "Without one nobody can tell whether the end is missing."
        ),
    )

    def clean_seen(self) -> str:
        """Refuse what is no signed state."""
        seen = str(self.cleaned_data["seen"]).replace("\r\n", "\n")
        try:
            read_checkpoints(seen.encode(), "")
        except (SourceError, UnicodeEncodeError) as error:
            raise ValidationError(
                _("This is no signed state: copy it whole, with its signatures.")
            ) from error
        return seen


class Forgetting(forms.Form):
    """A leaf whose private values are dropped."""

    leaf = forms.IntegerField(label=_("Leaf"), min_value=0)
