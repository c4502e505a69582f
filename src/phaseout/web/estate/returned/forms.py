"""Which workbook is brought back?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.report.safe_text import for_page
from phaseout.web.estate.models import Returned
from phaseout.web.estate.returned.kind import Kind
from phaseout.web.estate.returned.sheet import Cells, cells_of
from phaseout.web.frame.access import Access

NAME = 200
"""Characters of a file's name, from its end, that are kept."""


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
        cells = cells_of(file, self._kind.export)
        if other := self._kind.meant_instead(cells.head):
            said = _("This is a workbook of another list, which is brought back there: %(list)s.")
            raise ValidationError(said, params={"list": other.title})
        return cells

    def returned(self, access: Access) -> Returned:
        """Return what somebody brought back; it is not kept by this."""
        cells: Cells = self.cleaned_data["file"]
        return Returned(
            by_id=access.person, at=timezone.now(), subject=self._kind.name, name=self.name[-NAME:],
            head=[str(cells.first_column), *cells.head],
            rows=[[number, list(texts)] for number, texts in cells.rows],
        )  # fmt: skip
