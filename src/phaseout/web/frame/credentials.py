"""What may be kept of a text that somebody typed or scanned, in which a credential may stand?"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from phaseout.domain.label_code import SERVICE
from phaseout.intake.credential import Cleaned, name_without_credentials, without_credentials

_TRAIT = "label.text"
"""How sources name what a person read on a label."""
_LEFT_OUT = _("[a credential was left out]")
_OWN = re.compile(r"\b(?:phaseout|whsec)_[\w+/-]{20,}={0,2}")
"""A token of this application, or the secret of a webhook."""
_OF_TEXT = partial(without_credentials, _TRAIT)


def cleaned_text(text: str, *, is_name: bool = False) -> str:
    """Return what may be kept of a text that somebody typed or scanned; what is left out is said.

    Args:
        text: as it was entered.
        is_name: whether something is called so.
    """
    kept = _kept(text, is_name=is_name)
    return kept.strip() if kept == text else f"{kept.strip()} {_LEFT_OUT}".strip()


def refuse_secret(text: str, *, is_name: bool = True) -> None:
    """Refuse a text where a credential stands in it.

    Args:
        text: as it was entered.
        is_name: whether something is called so.

    Raises:
        ValidationError: one does.
    """
    if _kept(text, is_name=is_name) != text:
        raise _refused()


def refuse_secrets_in(value: object) -> None:
    """Refuse what was read of a file where a credential stands in any text of it, however it was written.

    Raises:
        ValidationError: one does.
    """
    match value:
        case str():
            refuse_secret(value)
        case dict():
            for name, inner in value.items():
                refuse_secrets_in([name, inner])
        case list():
            for inner in value:
                refuse_secrets_in(inner)


def _refused() -> ValidationError:
    said = _("This reads like a password or a verification code. Leave that out: it is kept nowhere.")
    return ValidationError(said)


class CleanedTextField(forms.CharField):
    """A text that somebody enters, of which what opens a device is left out, and said to be."""

    def clean(self, value: Any) -> str:
        """Return what may be kept; a text that has no room for saying what was left out is refused."""
        kept = cleaned_text(super().clean(value))
        if self.max_length is not None and len(kept) > self.max_length:
            raise _refused()
        return kept


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


def _kept(text: str, *, is_name: bool) -> str:
    """Return what may be kept: what a scanner typed stands anywhere in a text."""
    kept_of: Callable[[str], Cleaned] = name_without_credentials if is_name else _OF_TEXT
    # As a whole first: what a scanner types may stand in a password, which then is none without its name.
    whole = kept_of(_OWN.sub("", text)).value or ""
    starts = [0, *(found.start() for found in SERVICE.finditer(whole)), len(whole)]
    return "".join(kept_of(whole[start:end]).value or "" for start, end in pairwise(starts))
