"""What do people enter about ledgers?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.domain.problem import SourceError
from phaseout.ledger.checkpoint import read_checkpoints
from phaseout.web.frame.credentials import CleanedTextField
from phaseout.web.ledger.models import Leaf, Ledger
from phaseout.web.ledger.queries import leaf_numbered

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


class Choosing(forms.Form):
    """A leaf whose private values may be dropped."""

    leaf = forms.IntegerField(label=_("Leaf"), min_value=0)

    def __init__(self, ledger: Ledger, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ledger = ledger

    def clean_leaf(self) -> Leaf:
        """Return the leaf of that number."""
        found = leaf_numbered(self._ledger, self.cleaned_data["leaf"])
        if found is None:
            raise ValidationError(_("The ledger has no leaf of this number."))
        return found


class Forgetting(forms.Form):
    """Why private values are dropped, and that they shall be."""

    leaf = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanedTextField(
        label=_("Why they are forgotten"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with who forgot them and when. Name nobody whose name shall be forgotten."),
    )
    is_sure = forms.BooleanField(label=_("I have read what goes. It is gone for good."))
