"""How is a long list shown: filtered, ordered, page by page, with the columns one chose?

What is shown stands in the address, so that it can be kept and handed on.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django_filters import FilterSet
from django_tables2 import LazyPaginator, RequestConfig, Table

from phaseout.web.frame.gate import Asked

PAGE = 50
"""Rows on a page."""
COLUMN = "column"
"""In the address: a column to be shown, again and again; without any, those a list shows by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of rows as its pages show it."""

    table: type[Table]
    filters: type[FilterSet]
    template: str
    hidden: tuple[str, ...] = ()
    """Columns that are shown only where somebody asks for them."""

    def answer(self, request: Asked, rows: QuerySet[Any], **more: object) -> HttpResponse:
        """Return the page that the address asks for.

        Args:
            request: whose address says filter, order, page and columns.
            rows: those the asker may see.
            more: what else the template shows.
        """
        chosen = self.filters(request.GET, queryset=rows, request=request)
        table = self.table(chosen.qs, exclude=self._left_out(request), empty_text=more.pop("empty", None))
        # Nobody counts a million rows to show fifty: the page after this one is looked for instead.
        RequestConfig(request, paginate={"per_page": PAGE, "paginator_class": LazyPaginator}).configure(table)
        shown = {"table": table, "filter": chosen, "columns": self._columns(table), **more}
        return render(request, self.template, shown)

    def _left_out(self, request: Asked) -> tuple[str, ...]:
        asked = request.GET.getlist(COLUMN)
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
