"""What may be kept of a text that somebody typed or scanned, in which a credential may stand?"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
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


def refuse_secret(text: str) -> None:
    """Refuse a text of which something may not be kept.

    Raises:
        ValidationError: it bears a credential.
    """
    if _without_credentials(text)[1]:
        raise ValidationError(
            _("This reads like a password or a verification code. Leave that out: it is kept nowhere.")
        )


class CleanedTextField(forms.CharField):
    """A text that somebody enters, of which what opens a device is left out, and said to be."""

    def clean(self, value: Any) -> str:
        """Return what may be kept."""
        return cleaned_text(super().clean(value))


class WithoutSecretField(forms.CharField):
    """A text by which things are called, or found again: refused where something in it opens a device."""

    def validate(self, value: Any) -> None:
        """Refuse what may not be kept."""
        super().validate(value)
        refuse_secret(value)


def without_secrets(model: type[models.Model], names: Iterable[str]) -> dict[str, type[forms.Field]]:
    """Return the ``field_classes`` of a form of a model: of each of its texts that are no closed list's."""
    columns = (model._meta.get_field(name) for name in names)
    return {
        column.name: WithoutSecretField
        for column in columns
        if isinstance(column, models.CharField | models.TextField) and not column.choices
    }


def _without_credentials(text: str) -> tuple[str, bool]:
    """Return what may be kept, and whether that is less: what a scanner typed stands anywhere in a text."""
    starts = [0, *(found.start() for found in SERVICE.finditer(text)), len(text)]
    parts = [without_credentials(_TRAIT, text[start:end]) for start, end in pairwise(starts)]
    return "".join(one.value or "" for one in parts), any(one.dropped for one in parts)
