"""How is a long list shown: filtered, ordered, page by page, with the columns one chose?

What is shown stands in the address, so that it can be kept and handed on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django_filters import FilterSet
from django_tables2 import LazyPaginator, RequestConfig, Table
from django_tables2.data import TableQuerysetData

from phaseout.web.frame.access import Permission
from phaseout.web.frame.columns import COLUMN, Columns
from phaseout.web.frame.editing import shown as as_read
from phaseout.web.frame.export import FORMAT, Export
from phaseout.web.frame.gate import Asked
from phaseout.web.frame.paper.lacking import MOST_ROWS, too_long
from phaseout.web.frame.paper.pages import PDF, is_wanted, paper
from phaseout.web.frame.picked import MOST, PICK
from phaseout.web.frame.queries import columns_kept

NARROWED_BY = "narrowed_by"
"""Attribute of a request: another filter than the page's, where another address hands out the same file."""
PAGE = 50
"""Rows on a page."""
SORT = "sort"
"""In the address: the column by which rows are put in order, with a hyphen the other way round."""
SAVED = "saved"
"""In the address: the primary key of the kept list it was opened from; it is carried along as one goes on."""
LAST_PAGE = 20_000
"""A million rows; what lies beyond is found by a filter."""
LONGEST_NAME, MOST_NAMES = 40, 10
"""Of what is said to be no filter."""
_OF_THE_PAGE_ALONE = ("page", COLUMN, FORMAT, SAVED)


class LateRows(TableQuerysetData):  # type: ignore[misc] # it has no types
    """Rows of which the keys of a page are looked for first, in an index alone, and then that page's rows.

    Otherwise a database that knows little of its tables puts a million whole rows in order to show fifty.
    """

    def __getitem__(self, key: Any) -> Any:
        """Return one row, or those of a slice."""
        if not isinstance(key, slice):
            return super().__getitem__(key)
        keys = list(self.data.values_list("pk", flat=True)[key])
        rows = {row.pk: row for row in _of_keys(self.data.order_by(), keys)}
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


class UnsoundFilterError(Http404):
    """A file is asked for of what no filter can mean."""

    def __init__(self, form: BaseForm) -> None:
        super().__init__()
        self.form = form


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list as somebody looks at it: what an app above adds to its page is about this."""

    route: str
    """Name of its address; empty where that names a thing, since such a list is that thing's."""
    asked: QueryDict
    """Filter, order and columns, as the address says them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of a list may be chosen at once."""

    rows: int
    """That the filter shows, counted to one more than ``most``."""
    most: int
    filter: str
    """As it stands in the address."""
    may: frozenset[Permission]
    """What of that by which rows are chosen the reader has."""

    @property
    def is_too_much(self) -> bool:
        """Whether the filter shows more than may be changed at once."""
        return self.rows > self.most


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
    title: str | Promise = ""
    """What it is called on paper."""
    name: str = "list"
    """How a file of it is called."""
    paper: str = "frame/paper/list.html"
    """Its template on paper."""
    off_paper: tuple[str, ...] = ()
    """Columns that are of use on a page alone, such as boxes to choose by."""
    choosing: tuple[Permission, ...] = ()
    """Who has one of them chooses rows, to do something with all of these; others see no boxes."""

    def answer(self, request: Asked, rows: QuerySet[Any], **more: object) -> HttpResponseBase:
        """Return the page that the address asks for, or the file.

        Args:
            request: whose address says filter, order, page, columns and format.
            rows: those the asker may see.
            more: what else the template shows.

        Raises:
            Http404: there is no such format.
            UnsoundFilterError: a file is asked for, and the filter makes no sense.
        """
        filters: type[FilterSet] = getattr(request, NARROWED_BY, self.filters)
        chosen = filters(request.GET, queryset=rows, request=request)
        is_sound = chosen.form.is_valid()  # what makes no sense finds nothing, never everything
        found, is_much = _few(chosen) if is_sound else (rows.none(), False)
        columns = self._columns(request)
        left_out = (*columns.left_out(), *self._boxes_left_out(request))
        table = self.table(LateRows(found), exclude=left_out, empty_text=more.pop("empty", None))
        if is_wanted(request) and is_sound:
            return self._paper(request, chosen, table, more)
        if FORMAT in request.GET:
            if not is_sound:
                raise UnsoundFilterError(chosen.form)
            return self._file(request, table)
        # Nobody counts a million rows to show fifty: the page after this one is looked for instead.
        RequestConfig(request, paginate={"per_page": PAGE, "paginator_class": Pages}).configure(table)
        shown = {"table": table, "filter": chosen, "choosing": columns.choosing(_route(request)), **more}
        shown |= {"downloads": self._downloads(request), "listed": _listed(request)}
        shown |= {"choice": self._choice(request, found, table, is_much=is_much)}
        shown |= {"unknown": self._unknown(request)}
        return render(request, self.template, shown)

    def column_names(self) -> list[str]:
        """Return the columns that may be asked for by name."""
        boxes = PICK if self.choosing else ""
        return [name for name in self.table.base_columns if name != boxes]

    def orders(self) -> list[str]:
        """Return what may be asked for as an order."""
        orderable = [
            name for name in self.column_names() if self.table.base_columns[name].orderable is not False
        ]
        return [f"{sign}{name}" for name in orderable for sign in ("", "-")]

    def _unknown(self, request: Asked) -> list[str]:
        """Return names in the address that are no filter here: the page says that they narrow nothing."""
        known = {*self.filters.base_filters, *_OF_THE_PAGE_ALONE, SORT}
        return sorted(name[:LONGEST_NAME] for name in request.GET if name not in known)[:MOST_NAMES]

    def _file(self, request: Asked, table: Table) -> HttpResponseBase:
        if self.export is None:
            raise Http404
        RequestConfig(request, paginate=False).configure(table)
        try:
            return self.export.answer(request.GET[FORMAT], table.data.data)
        except KeyError:
            raise Http404 from None

    def _paper(
        self, request: Asked, chosen: FilterSet, table: Table, more: dict[str, object]
    ) -> HttpResponseBase:
        """Return the list as a PDF with the columns that its page shows; one that is too long is refused."""
        RequestConfig(request, paginate=False).configure(table)
        found: QuerySet[Any] = table.data.data
        number = len(found.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if number > MOST_ROWS:
            downloads = [one for one in self._downloads(request) if one[0] != PDF.upper()]
            return too_long(request, found.order_by().count(), downloads)
        asked = [(field.label, as_read(field)) for field in chosen.form if field.value()]
        about = {"title": more.pop("title", self.title), "table": table, "number": number, "asked": asked}
        return paper(request, self.paper, {**more, **about}, name=self.name)

    def _downloads(self, request: Asked) -> list[tuple[str, str]]:
        """Return what each format is called and its address, with the filter and the order in it."""
        asked = request.GET.copy()
        asked.pop("page", None)
        asked[FORMAT] = PDF
        on_paper = (PDF.upper(), f"?{asked.urlencode()}")
        for name in _OF_THE_PAGE_ALONE:
            asked.pop(name, None)
        formats = self.export.formats() if self.export else ()
        kept = asked.urlencode()
        files = [(title, f"?{FORMAT}={name}{'&' if kept else ''}{kept}") for name, title in formats]
        return [*files, on_paper]

    def _columns(self, request: Asked) -> Columns:
        return Columns(
            self.table,
            hidden=self.hidden,
            boxes=PICK if self.choosing else "",
            asked=request.GET.getlist(COLUMN),
            kept=columns_kept(request.access, _route(request)),
        )

    def _may_choose(self, request: Asked) -> frozenset[Permission]:
        return frozenset(one for one in self.choosing if request.access.may_anywhere(one))

    def _boxes_left_out(self, request: Asked) -> tuple[str, ...]:
        boxes = (PICK,) if self.choosing and (is_wanted(request) or not self._may_choose(request)) else ()
        return (*boxes, *self.off_paper) if is_wanted(request) else boxes

    def _choice(self, request: Asked, found: QuerySet[Any], table: Table, *, is_much: bool) -> Choice | None:
        """Return what may be chosen, None for somebody who may not."""
        may = self._may_choose(request)
        if not may:
            return None
        # A filter that finds little is slow to look for: where one page has it all, that is counted.
        is_all = table.page.number == 1 and not table.page.has_next()
        if is_all:
            rows = len(table.page.object_list)
        else:
            rows = MOST + 1 if is_much else found.order_by()[: MOST + 1].count()
        asked = request.GET.copy()
        for name in (*_OF_THE_PAGE_ALONE, SORT):
            asked.pop(name, None)
        return Choice(rows=rows, most=MOST, filter=asked.urlencode(), may=may)


def _few(chosen: FilterSet) -> tuple[QuerySet[Any], bool]:
    """Return what a filter finds, where that is little, by its keys; and whether it is known to be more.

    A database that walks all rows in their order until a page is full walks long where little is found.
    """
    found: QuerySet[Any] = chosen.qs
    if not any(field.value() for field in chosen.form):
        return found, False
    keys = list(found.order_by().values_list("pk", flat=True)[: MOST + 1])
    return (found, True) if len(keys) > MOST else (_of_keys(found, keys), False)


def _of_keys(rows: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
    """Return those of some rows that have such keys, of which it was asked already what is asked of the rows.

    Asked that again, PostgreSQL goes through all rows.
    """
    late = rows.filter()  # another, so that the rows themselves stay as they are
    late.query.clear_where()
    return late.filter(pk__in=keys)


def _route(request: Asked) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _listed(request: Asked) -> Listed:
    match = request.resolver_match
    route = match.view_name if match and not match.kwargs else ""
    asked = request.GET.copy()
    asked.pop("page", None)
    return Listed(route=route, asked=asked)
