"""What do people enter about plans and pins?"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import THOUSANDTHS
from phaseout.web.frame.editing import OfVersion
from phaseout.web.frame.pictures import Picture, written_anew

LARGEST = 20 * 1024 * 1024
"""Bytes of the file."""


class PlanForm(OfVersion):
    """The plan of a floor."""

    picture = forms.FileField(
        label=_("Picture of the plan"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_(
            "PNG, JPEG or WebP, at most 20 megabytes and 50 million pixels. Of a PDF save the page as a "
            "picture. Only the pixels are kept: not where, when and by what it was taken."
        ),
    )  # fmt: skip

    def clean_picture(self) -> Picture:
        """Return what is left of it."""
        file: UploadedFile[bytes] = self.cleaned_data["picture"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(_("The file is larger than 20 megabytes."))
        return written_anew(file)  # type: ignore[arg-type] # an uploaded file is read like any other


class PinForm(OfVersion):
    """Where on a plan a thing stands."""

    x = forms.IntegerField(
        label=_("From the left, in thousandths of the width"), min_value=0, max_value=THOUSANDTHS
    )
    y = forms.IntegerField(
        label=_("From above, in thousandths of the height"), min_value=0, max_value=THOUSANDTHS
    )
