"""What do people enter in the field?"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.identify.serial import normal_serial
from phaseout.web.discussion.models import LONGEST_TEXT
from phaseout.web.estate.models import LONGEST, Asset
from phaseout.web.field.doubts import doubts
from phaseout.web.field.models import PHOTOGRAPHS, What
from phaseout.web.findings.files import LARGEST
from phaseout.web.frame.credentials import CleanedTextField, WithoutSecretField
from phaseout.web.frame.editing import Cleaned, OfVersion

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Times before it are those of clocks that are wrong."""


class VisitForm(forms.Form):
    """One thing that somebody says of an asset, or a photograph of it."""

    key = forms.UUIDField()
    what = forms.ChoiceField(choices=What.choices)
    said = forms.DateTimeField(required=False)
    note = CleanedTextField(label=_("Note"), max_length=LONGEST_TEXT, required=False)
    picture = forms.FileField(label=_("Photograph"), required=False, allow_empty_file=False)

    def clean_said(self) -> datetime:
        """Return when it was; now where the telephone's clock cannot be right."""
        now, said = timezone.now(), self.cleaned_data["said"]
        return said if said is not None and EARLIEST <= said <= now else now

    def clean(self) -> Cleaned:
        """Ask for a photograph where one belongs, and for none elsewhere."""
        given = super().clean() or {}
        if self.errors:
            return given
        picture = given["picture"]
        if (given["what"] in PHOTOGRAPHS) != (picture is not None):
            why = (
                _("Say whether the photograph shows the label, or the asset before or after the work.")
                if picture
                else _("Take a photograph, or choose one.")
            )
            self.add_error("picture", why)
        elif picture is not None and picture.size > LARGEST:
            self.add_error("picture", _("The file is larger than 10 megabytes."))
        return given


class ConfirmForm(OfVersion):
    """What the label says, as a person confirms or corrects it."""

    serial = WithoutSecretField(label=_("Serial number"), max_length=60, required=False)
    model = WithoutSecretField(label=_("Model"), max_length=LONGEST, required=False)
    sure = forms.BooleanField(
        label=_("The label does say so, unusual as it looks"),
        help_text=_("Only needed where something looks unusual: it is then said above."),
        required=False,
    )

    def __init__(self, *args: Any, thing: Asset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._thing = thing

    def clean_serial(self) -> str:
        """Return a serial number as it may join sources."""
        given = self.cleaned_data["serial"]
        serial = normal_serial(given)
        if given and serial is None:
            raise ValidationError(_("This is no serial number: it has too few letters and digits."))
        return serial or ""

    def clean(self) -> Cleaned:
        """Warn once of what looks unusual; whoever is sure goes on."""
        given = super().clean() or {}
        if self.errors:
            return given
        if not given["serial"] and not given["model"]:
            raise ValidationError(_("Enter what the label says, or say that nothing of it is taken over."))
        found = doubts(self._thing, given["serial"], given["model"])
        if found and not given["sure"]:
            raise ValidationError(found)
        return given


class SearchForm(forms.Form):
    """Which asset the label is of."""

    text = forms.CharField(label=_("Key, label, model, maker or brand begins with"), max_length=100)


class OtherForm(forms.Form):
    """The asset that a label is of."""

    asset: forms.ModelChoiceField[Asset] = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, others: QuerySet[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].queryset = others  # type: ignore[attr-defined]
