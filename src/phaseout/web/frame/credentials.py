"""What may be kept of a text that somebody typed or scanned, in which a credential may stand?"""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.domain.label_code import SERVICE
from phaseout.intake.credential import without_credentials

_TRAIT = "label.text"
"""How sources name what a person read on a label."""
_LEFT_OUT = _("[a credential was left out]")


def cleaned_text(text: str) -> str:
    """Return what may be kept of a text that somebody typed or scanned; what is left out is said."""
    kept, is_less = _without_credentials(text)
    return f"{kept.strip()} {_LEFT_OUT}".strip() if is_less else kept.strip()


def without_secret(text: str) -> str:
    """Return a text as it is.

    Raises:
        ValidationError: it bears a credential.
    """
    if _without_credentials(text)[1]:
        raise ValidationError(_("Leave out the verification code: it opens the device, and is kept nowhere."))
    return text.strip()


class CleanedTextField(forms.CharField):
    """A text that somebody enters, of which what opens a device is left out, and said to be."""

    def clean(self, value: Any) -> str:
        """Return what may be kept."""
        return cleaned_text(super().clean(value))


def _without_credentials(text: str) -> tuple[str, bool]:
    """Return what may be kept, and whether that is less: what a scanner typed stands anywhere in a text."""
    starts = [0, *(found.start() for found in SERVICE.finditer(text)), len(text)]
    parts = [without_credentials(_TRAIT, text[start:end]) for start, end in pairwise(starts)]
    return "".join(one.value or "" for one in parts), any(one.dropped for one in parts)
