"""What does somebody say who wants a report?"""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.forms import day_field
from phaseout.web.estate.queries import organisation_choices, reach_below
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import Cleaned
from phaseout.web.reports.kinds import Kind
from phaseout.web.reports.queries import sites_called
from phaseout.web.reports.services import Wanted

_BETWEEN = re.compile(r"\s*[,;\n]\s*")
LONGEST = 4_000


class Wanting(forms.Form):
    """A report: which, of which organisation and sites, and of which days."""

    kind = forms.ChoiceField(label=_("Report"), choices=Kind.choices)
    organisation = forms.TypedChoiceField(
        label=_("Organisation"), coerce=int, help_text=_("With all organisations below it.")
    )
    sites = WithoutSecretField(
        label=_("References of sites"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Of these alone, with commas between; of all where nothing stands here."),
    )  # fmt: skip
    begin = day_field(
        _("First day of the period"), required=False, help_text=_("Without one, the first of the month.")
    )
    end = day_field(_("Last day of the period"), required=False, help_text=_("Without one, today."))

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access = access
        choices = organisation_choices(access, Permission.DISCUSS)
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        """Return the days and sites, and refuse what cannot be."""
        given = super().clean() or {}
        today = timezone.localdate()
        end: date = given.get("end") or today
        begin: date = given.get("begin") or end.replace(day=1)
        if end > today:
            self.add_error("end", _("The day must not lie ahead."))
        elif begin > end:
            self.add_error("begin", _("The first day lies after the last."))
        if given.get("sites") and "organisation" in given:
            given["sites"] = self._sites(given["organisation"], given["sites"])
        return {**given, "begin": begin, "end": end}

    def _sites(self, organisation: int, text: str) -> tuple[int, ...]:
        """Return the primary keys of the sites that references mean."""
        refs = [one for one in _BETWEEN.split(text.strip()) if one]
        found = sites_called(self.access, reach_below(self.access, organisation), refs)
        known = {ref.casefold() for _pk, ref in found}
        if unknown := [ref for ref in refs if ref.casefold() not in known]:
            said = _("There is no site with the reference %(ref)s there.") % {"ref": ", ".join(unknown)}
            self.add_error("sites", ValidationError(said))
        return tuple(pk for pk, _ref in found)

    @property
    def wanted(self) -> Wanted:
        """What is wanted, once it is valid."""
        given = self.cleaned_data
        return Wanted(
            kind=Kind(given["kind"]), organisation=given["organisation"], sites=tuple(given["sites"] or ()),
            begin=given["begin"], end=given["end"],
        )  # fmt: skip
