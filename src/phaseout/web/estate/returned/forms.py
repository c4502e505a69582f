"""Which workbook is brought back?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from phaseout.report.safe_text import for_page
from phaseout.web.estate.returned.kind import Kind
from phaseout.web.estate.returned.sheet import Cells, cells_of


class BringForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=_("Workbook"), help_text=_("XLSX, at most 10 megabytes and 10,000 rows."),
        allow_empty_file=False, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind

    def clean_file(self) -> Cells:
        """Return the cells."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        self.name = for_page(file.name or "")
        return cells_of(file, self._kind.export)

    @property
    def cells(self) -> Cells:
        """What stands in it."""
        found: Cells = self.cleaned_data["file"]
        return found
