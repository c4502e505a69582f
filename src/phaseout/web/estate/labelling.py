"""What stands on the labels of things and sites, and on which place of which sheet?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from phaseout.web.estate.models import Asset, KeyKind, Site
from phaseout.web.estate.sheets import SHEETS, Sheet
from phaseout.web.frame.access import Access
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.lacking import MOST_ROWS, too_many_labels
from phaseout.web.frame.paper.pages import is_wanted, paper
from phaseout.web.frame.paper.qr import Code, code
from phaseout.web.frame.picked import PICK, is_key

OWN = ("sheet", "start", "format", "page", "column", "sort")
"""What in the address is no part of the filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands on one label."""

    address: str
    code: Code
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """Labels of one kind of rows."""

    title: str | Promise
    list: str
    """Name of the route of the list they come from."""
    rows: Callable[[Access], QuerySet[Any]]
    """Those somebody may see."""
    filters: type[FilterSet]
    lines: Callable[[Any], tuple[str, ...]]
    """Row → what stands below its name."""
    name: Callable[[Any], str]
    route: str
    """Name of the route of a row's page."""

    def answer(self, request: Asked) -> HttpResponse:
        """Return the page on which a sheet is chosen, or the labels as a PDF."""
        found = self._found(request)
        number = len(found.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if number > MOST_ROWS:
            return too_many_labels(request, found.order_by().count())
        form = ChoosingSheet(request.GET if "sheet" in request.GET else None)
        if is_wanted(request) and form.is_valid():
            return self.printed(request, found, form)
        kept = [(name, value) for name in request.GET if name not in OWN
                for value in request.GET.getlist(name)]  # fmt: skip
        shown = {"labelling": self, "form": form, "number": number, "kept": kept}
        return render(request, "estate/labels.html", shown, status=400 if form.errors else 200)

    def printed(self, request: Asked, rows: QuerySet[Any], form: "ChoosingSheet") -> HttpResponse:
        """Return the labels of some rows as a PDF.

        Args:
            form: valid.
        """
        sheet, start = form.sheet_chosen, form.cleaned_data["start"]
        labels = [self._label(request, row) for row in rows]
        shown = {"title": self.title, "sheet": sheet, "sheets": list(_laid(labels, sheet, start))}
        return paper(request, "estate/paper/labels.html", shown, name="labels")

    def _found(self, request: Asked) -> QuerySet[Any]:
        rows = self.rows(request.access)
        if PICK in request.GET:
            given = [one.partition(":")[0] for one in request.GET.getlist(PICK)]
            return rows.filter(pk__in=[int(one) for one in given if is_key(one)])
        chosen = self.filters(request.GET, queryset=rows, request=request)
        return chosen.qs if chosen.form.is_valid() else rows.none()

    def _label(self, request: Asked, row: Any) -> Label:
        address = request.build_absolute_uri(reverse(self.route, kwargs={"pk": row.pk}))
        return Label(address=address, code=code(address), name=self.name(row), lines=self.lines(row))


class ChoosingSheet(forms.Form):
    """Which sheets there are, and how many of the first one's labels are used up."""

    sheet = forms.ChoiceField(
        label=gettext_lazy("Sheets of labels"), choices=[(one.id, one.title) for one in SHEETS.values()]
    )
    start = forms.IntegerField(
        label=gettext_lazy("First free label of the first sheet"),
        initial=1,
        min_value=1,
        help_text=gettext_lazy("Counted from the left and from the top; 1 is a fresh sheet."),
    )

    @property
    def sheet_chosen(self) -> Sheet:
        """The sheet that was chosen."""
        return SHEETS[self.cleaned_data["sheet"]]

    def clean_start(self) -> int:
        """Return the place, which lies on the sheet."""
        start: int = self.cleaned_data["start"]
        sheet = SHEETS.get(self.cleaned_data.get("sheet", ""))
        if sheet is not None and start > sheet.places:
            raise forms.ValidationError(_("A sheet has %(places)s labels.") % {"places": sheet.places})
        return start


def _laid(labels: Sequence[Label], sheet: Sheet, start: int) -> Iterator[list[tuple[int, Label]]]:
    """Yield, for each sheet, its labels with their places."""
    on_sheet: list[tuple[int, Label]] = []
    for number, label in enumerate(labels, start=start - 1):
        if on_sheet and number % sheet.places == 0:
            yield on_sheet
            on_sheet = []
        on_sheet.append((number % sheet.places, label))
    if on_sheet:
        yield on_sheet


def of_asset(asset: Asset) -> tuple[str, ...]:
    """Return site and serial number of a thing."""
    serial = next((key.value for key in asset.keys.all() if key.kind == KeyKind.SERIAL), "")
    site = f"{asset.site.ref} – {asset.site.name}" if asset.site else ""
    return tuple(line for line in (site, serial and _("Serial no. %(serial)s") % {"serial": serial}) if line)


def of_site(site: Site) -> tuple[str, ...]:
    """Return reference and organisation of a site."""
    return site.ref, site.organisation.name
