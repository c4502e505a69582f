"""Which rows of a list were chosen, and as which version was each shown?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PICK = "pick"
"""In an address or a form, again and again: a row that was chosen; in a list, the column of boxes."""
DIGITS = 18
MOST = 500
"""Rows that are changed at once."""


class Picked(forms.Form):
    """Rows chosen in a list, each as ``PRIMARY KEY:VERSION``."""

    pick = forms.MultipleChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[PICK].valid_value = lambda _value: True  # type: ignore[attr-defined]

    def clean_pick(self) -> dict[int, int | None]:
        """Return primary key → version, None where none was said."""
        given = self.cleaned_data[PICK][:MOST]
        pairs = [one.partition(":") for one in given]
        if not all(is_key(pk) and (not version or is_key(version)) for pk, _, version in pairs):
            raise ValidationError(_("Choose in the list."))
        return {int(pk): int(version) if version else None for pk, _, version in pairs}


def picked(data: Any) -> dict[int, int | None]:
    """Return what was chosen, as primary key → version; nothing where it makes no sense."""
    form = Picked(data)
    return form.cleaned_data[PICK] if form.is_valid() else {}


def is_key(text: str) -> bool:
    """Whether it is a number that a column of keys can hold."""
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS
