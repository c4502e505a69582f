"""How is a long list shown: filtered, ordered, page by page, with the columns one chose?

What is shown stands in the address, so that it can be kept and handed on.
"""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage
from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_filters import FilterSet
from django_tables2 import LazyPaginator, RequestConfig, Table
from django_tables2.data import TableQuerysetData

from phaseout.web.frame.export import FORMAT, Export
from phaseout.web.frame.gate import Asked

PAGE = 50
"""Rows on a page."""
COLUMN = "column"
"""In the address: a column to be shown, again and again; without any, those a list shows by itself."""
LAST_PAGE = 20_000
"""A million rows; what lies beyond is found by a filter."""
_OF_THE_PAGE_ALONE = ("page", COLUMN, FORMAT)


class LateRows(TableQuerysetData):  # type: ignore[misc] # it has no types
    """Rows of which the keys of a page are looked for first, in an index alone, and then that page's rows.

    Otherwise a database that knows little of its tables puts a million whole rows in order to show fifty.
    """

    def __getitem__(self, key: Any) -> Any:
        """Return one row, or those of a slice."""
        if not isinstance(key, slice):
            return super().__getitem__(key)
        keys = list(self.data.values_list("pk", flat=True)[key])
        rows = {row.pk: row for row in self.data.order_by().filter(pk__in=keys)}
        return [rows[pk] for pk in keys if pk in rows]


class Pages(LazyPaginator):  # type: ignore[misc] # it has no types
    """Pages of rows that nobody counts: whether one follows is seen from the row after this page's."""

    def validate_number(self, number: object) -> int:
        """Return which page it is.

        Raises:
            PageNotAnInteger: it is no number.
            EmptyPage: there is no such page.
        """
        page: int = super().validate_number(number)
        if page > LAST_PAGE:
            raise EmptyPage
        return page


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of rows as its pages show it."""

    table: type[Table]
    filters: type[FilterSet]
    template: str
    hidden: tuple[str, ...] = ()
    """Columns that are shown only where somebody asks for them."""
    export: Export | None = None
    """What leaves where the address names a format."""

    def answer(self, request: Asked, rows: QuerySet[Any], **more: object) -> HttpResponseBase:
        """Return the page that the address asks for, or the file.

        Args:
            request: whose address says filter, order, page, columns and format.
            rows: those the asker may see.
            more: what else the template shows.

        Raises:
            Http404: there is no such format, or the filter is none.
        """
        chosen = self.filters(request.GET, queryset=rows, request=request)
        is_sound = chosen.form.is_valid()  # what makes no sense finds nothing, never everything
        found = chosen.qs if is_sound else rows.none()
        table = self.table(
            LateRows(found), exclude=self._left_out(request), empty_text=more.pop("empty", None)
        )
        if FORMAT in request.GET:
            return self._file(request, table if is_sound else None)
        # Nobody counts a million rows to show fifty: the page after this one is looked for instead.
        RequestConfig(request, paginate={"per_page": PAGE, "paginator_class": Pages}).configure(table)
        shown = {"table": table, "filter": chosen, "columns": self._columns(table), **more}
        return render(request, self.template, {**shown, "downloads": self._downloads(request)})

    def _file(self, request: Asked, table: Table | None) -> HttpResponseBase:
        if table is None or self.export is None:
            raise Http404
        RequestConfig(request, paginate=False).configure(table)
        try:
            return self.export.answer(request.GET[FORMAT], table.data.data)
        except KeyError:
            raise Http404 from None

    def _downloads(self, request: Asked) -> list[tuple[str, str]]:
        """Return what each format is called and its address, with the filter and the order in it."""
        asked = request.GET.copy()
        for name in _OF_THE_PAGE_ALONE:
            asked.pop(name, None)
        formats = self.export.formats() if self.export else ()
        kept = asked.urlencode()
        return [(title, f"?{FORMAT}={name}{'&' if kept else ''}{kept}") for name, title in formats]

    def _left_out(self, request: Asked) -> tuple[str, ...]:
        asked = [name for name in request.GET.getlist(COLUMN) if name in self.table.base_columns]
        if not asked:
            return self.hidden
        return tuple(name for name in self.table.base_columns if name not in asked)

    def _columns(self, table: Table) -> list[tuple[str, str, bool]]:
        """Return each column's name, heading and whether it is shown."""
        shown = {column.name for column in table.columns}
        return [
            (name, str(column.verbose_name or name), name in shown)
            for name, column in self.table.base_columns.items()
        ]
