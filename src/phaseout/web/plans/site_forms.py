"""What do people enter about the sites of a programme: in which months somebody may work there?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.credentials import WithoutSecretField
from phaseout.web.frame.editing import Cleaned, OfVersion
from phaseout.web.plans.forms import check_months, months_list

NEW_SITES = 3
"""Empty places for sites to come."""
DECEMBER = 12
NUMBERS = ("visit", "clearance")


def calendar_months(text: str) -> list[int]:
    """Return calendar months that somebody wrote as numbers, set apart by commas or blanks.

    Raises:
        ValidationError: one is none.
    """
    found = text.replace(",", " ").split()
    for one in found:
        if not (one.isascii() and one.isdigit() and 1 <= int(one) <= DECEMBER):
            raise ValidationError(_("%(what)s is no calendar month: write 1 to 12."), params={"what": one})
    return sorted({int(one) for one in found})


def check_calendar_months(text: str) -> None:
    """Refuse a list of calendar months of which one is none."""
    calendar_months(text)


class ProgrammeSites(OfVersion):
    """When somebody may work at which site; one without a reference is taken away."""

    def __init__(self, *args: Any, sites: list[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = [dict(one) for one in sites]
        self._places = range(len(sites) + NEW_SITES)
        for place in self._places:
            known = self._known[place] if place < len(sites) else {}
            self._add(place, known)

    def _add(self, place: int, known: Mapping[str, Any]) -> None:
        number = {"number": place + 1}
        self.fields[f"id_{place}"] = WithoutSecretField(
            label=_("Reference of site %(number)d") % number, max_length=60, required=False,
            initial=known.get("id", ""),
        )  # fmt: skip
        self.fields[f"open_{place}"] = WithoutSecretField(
            label=_("Calendar months in which site %(number)d is open") % number, required=False,
            max_length=100, initial=", ".join(map(str, known.get("open", ()))),
            validators=[check_calendar_months], help_text=_("Such as 4, 5, 6; the whole year if left out."),
        )  # fmt: skip
        self.fields[f"closed_{place}"] = WithoutSecretField(
            label=_("Months in which site %(number)d is closed besides") % number, required=False,
            max_length=5000, initial=", ".join(known.get("closed", ())), validators=[check_months],
            help_text=_("Such as 2027-04."),
        )  # fmt: skip
        self.fields[f"visit_{place}"] = forms.FloatField(
            label=_("Money for each month somebody goes to site %(number)d") % number, min_value=0,
            required=False, initial=known.get("visit"),
        )  # fmt: skip
        self.fields[f"clearance_{place}"] = forms.FloatField(
            label=_("Clearance that site %(number)d asks for") % number, min_value=0, required=False,
            initial=known.get("clearance"),
        )  # fmt: skip

    def clean(self) -> Cleaned:
        """Refuse a site that stands there twice."""
        given = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for place in self._places:
            name = given.get(f"id_{place}", "")
            if name and name in seen:
                self.add_error(f"id_{place}", _("It stands there twice."))
            seen.add(name)
        return given

    @property
    def tables(self) -> list[dict[str, object]]:
        """What was entered, as tables of a programme; what else the programme says of a site stays."""
        return [self._table(place) for place in self._places if self.cleaned_data[f"id_{place}"]]

    def _table(self, place: int) -> dict[str, object]:
        given = self.cleaned_data
        known = self._known[place] if place < len(self._known) else {}
        rest = {name: value for name, value in known.items() if name not in ("open", "closed", *NUMBERS)}
        table: dict[str, object] = {**rest, "id": given[f"id_{place}"]}
        months = {
            "open": calendar_months(given[f"open_{place}"]),
            "closed": months_list(given[f"closed_{place}"]),
        }
        table |= {name: value for name, value in months.items() if value}
        numbers = {name: given[f"{name}_{place}"] for name in NUMBERS}
        return table | {name: value for name, value in numbers.items() if value is not None}
