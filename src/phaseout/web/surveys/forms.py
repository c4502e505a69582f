"""What do people enter about surveys?"""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.findings.forms import Picker
from phaseout.web.frame.access import Access
from phaseout.web.frame.credentials import CleanedTextField, WithoutSecretField
from phaseout.web.frame.editing import Cleaned
from phaseout.web.surveys.queries import may_receive, sites_that_may_receive
from phaseout.web.surveys.services import Brought

LARGEST = 200 * 1024 * 1024
"""Bytes of one file."""
MOST = 20
"""Files of one survey."""
LONGEST_REASON = 2000
"""Characters of why a survey is taken back, or a scope sent back or ended."""


class _SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """One file or several."""

    widget = _SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Check each file and how many there are; every fault is named."""
        given: Sequence[UploadedFile[bytes]] = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST:
            raise forms.ValidationError(
                _("These are %(number)d files; at most %(most)d can be brought in together."),
                params={"number": len(given), "most": MOST},
            )
        if not given:
            return [super().clean(None, initial)]
        faults = [self._too_large(file) for file in given if file and (file.size or 0) > LARGEST]
        if faults:
            raise forms.ValidationError(faults)
        return [super(SeveralFiles, self).clean(file, initial) for file in given]

    def _too_large(self, file: "UploadedFile[bytes]") -> forms.ValidationError:
        return forms.ValidationError(
            _("%(name)s is %(size)s; a file may be at most %(largest)s."),
            params={
                "name": file.name,
                "size": filesizeformat(file.size or 0),
                "largest": filesizeformat(LARGEST),
            },
        )


class BringingIn(forms.Form):
    """Files, and where what they show stands."""

    file = SeveralFiles(
        label=_("Files"),
        help_text=_(
            "Inventories (CSV, Excel), scans, captures, exports of recorders and switches, orders: each is "
            "recognised by its content. At most 20 files of 200 MB."
        ),
    )
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, empty_label=None,
        help_text=_("Whose assets these are: which measures bind it decides the answers."),
    )  # fmt: skip
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        label=_("Site"), queryset=None, required=False, empty_label=_("as the files and their addresses say"),
        help_text=_("Where everything in these files stands, if it all stands in one place."),
    )  # fmt: skip
    looked_on = forms.DateField(
        label=_("Looked on"), required=False, widget=Picker(), initial=timezone.localdate,
        help_text=_(
            "The day somebody looked at this equipment. It counts where the files do not say the day "
            "themselves; left empty, the day of bringing in counts, and is shown as that."
        ),
    )  # fmt: skip
    name = WithoutSecretField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("The names of the files, unless you give one."),
    )
    note = CleanedTextField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, access: Access, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = may_receive(access)  # type: ignore[attr-defined]
        self.fields["site"].queryset = sites_that_may_receive(access).order_by("ref")  # type: ignore[attr-defined]

    def clean_looked_on(self) -> date | None:
        """Refuse a day to come."""
        day: date | None = self.cleaned_data["looked_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> Cleaned:
        """Refuse a site of another organisation."""
        given = super().clean() or {}
        site, organisation = given.get("site"), given.get("organisation")
        if site and organisation and site.organisation_id != organisation.pk:
            self.add_error("site", _("This site belongs to another organisation."))
        return given

    def brought(self, as_of: date) -> Brought:
        """Return what is brought in, to be examined as of a day."""
        given = self.cleaned_data
        return Brought(
            files=given["file"], organisation=given["organisation"], site=given["site"],
            name=given["name"], looked_on=given["looked_on"], note=given["note"], as_of=as_of,
        )  # fmt: skip


class Undoing(forms.Form):
    """Why a survey is taken back."""

    reason = CleanedTextField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def given(self) -> str:
        """The reason, empty where none was given or it is too long."""
        return str(self.cleaned_data["reason"]) if self.is_valid() else ""


class Looked(forms.Form):
    """Which version of a survey somebody had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """The version, 0 where none was given: no survey has that one."""
        return int(self.cleaned_data["version"]) if self.is_valid() else 0


class NamingSites(Looked):
    """Which of the sites that files name are added, and by what name."""

    @property
    def chosen(self) -> dict[str, str]:
        """As the files write a site → its name; the files' own where none was entered."""
        given = cast("QueryDict", self.data)
        return {one: given.get(f"name {one}", "").strip()[:200] or one for one in given.getlist("site")}


class Settling(forms.Form):
    """Which of the rivals a thing in conflict is."""

    asset = forms.IntegerField(required=False)
    version = forms.IntegerField()

    @property
    def chosen(self) -> int | None:
        """The asset, none where it shall be open again."""
        return self.cleaned_data["asset"] if self.is_valid() else None

    @property
    def seen(self) -> int:
        """The version that was looked at, 0 where the form makes no sense: nothing has that one."""
        return int(self.cleaned_data["version"]) if self.is_valid() else 0
