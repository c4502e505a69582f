"""Which lists were kept, with filter, order and columns, one's own and those shared?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_filters import FilterSet
from ninja import Field

from phaseout.web.api.call import Call, made, reaches_own, seen_version, shown
from phaseout.web.api.faults import cleaned, faults_of, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.selection import asked_in
from phaseout.web.api.shape import told
from phaseout.web.desk import services
from phaseout.web.desk.forms import Keeping, KeepingAnew, as_it_is
from phaseout.web.desk.lists import LISTS, asked, may_open
from phaseout.web.desk.models import LONGEST_QUERY, KeptList
from phaseout.web.desk.queries import is_keeper, kept_lists
from phaseout.web.discussion.filters import TaskFilter
from phaseout.web.estate.filters import AssetFilters, SiteFilters
from phaseout.web.estate.models import Organisation
from phaseout.web.findings.filters import FindingFilter
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.columns import COLUMN
from phaseout.web.frame.events.filters import EventFilter
from phaseout.web.frame.problems import Fault
from phaseout.web.people.filters import PeopleFilter
from phaseout.web.surveys.filters import SurveyFilter

READ = Permission.READ
NOUN = Noun("kept lists")
LIST, ONE = "/kept-lists", "/kept-lists/{int:pk}"
SORT = "sort"
Listed = Annotated[str, OneOf(*LISTS)]
FILTERS: Mapping[str, type[FilterSet]] = MappingProxyType(
    {
        "sites": SiteFilters,
        "assets": AssetFilters,
        "surveys": SurveyFilter,
        "findings": FindingFilter,
        "tasks": TaskFilter,
        "people": PeopleFilter,
        "audit": EventFilter,
    }
)
"""List → by what it is narrowed."""
ROWS: Mapping[str, str] = MappingProxyType(
    {name: f"/api/v1/{'events' if name == 'audit' else name}" for name in LISTS}
)
"""List → where the API has the same rows, narrowed alike."""
SAID_HERE = MappingProxyType({("assets", "site"): "site_ref"})
"""List and name on its page → name here, where that is another."""


class KeptListIn(Sent):
    """A list to be kept."""

    of: Listed
    """Which list."""
    name: str = Field(max_length=80)
    query: str = Field("", max_length=LONGEST_QUERY)
    """Filter, order and columns as the page's address says them, such as ``tier=1&sort=-ref&column=ref``."""
    organisation: int | None = None
    """With whom it is shared; null where it is your own."""


class KeptListChange(Sent):
    """What is to be another than it was; what is left out stays."""

    name: str = Field("", max_length=80)
    query: str = Field("", max_length=LONGEST_QUERY)
    organisation: int | None = None


class KeptListOut(Schema):
    """A list under a name; which rows it has is settled by the reach of who reads them."""

    id: int
    of: Listed
    name: str
    query: str
    organisation: int | None
    by: str
    is_yours: bool
    may_change: bool
    page: str
    """The address of its page."""
    rows: str
    """Where the API has its rows, narrowed alike and the newest first, as every list here."""
    version: int


def _seen(request: Call) -> QuerySet[KeptList]:
    """Return the kept lists that a token reaches: none of its person that is shared beyond its branch.

    Its person's own are reached by one that reaches all they read: what they filter by tells of all that.
    """
    access = request.access
    openable = [name for name in LISTS if may_open(access, name)]
    here = Q(organisation__in=access.within(READ))
    if reaches_own(request):
        here |= Q(organisation=None)
    return kept_lists(access).filter(here, route__in=openable)


def _check_is_seen_then(request: Call, person: int, organisation: Organisation | None) -> None:
    """Refuse what would take a list out of what the token reaches.

    Raises:
        ProblemError: it would be the own list of another person, or of one who reads more than the token.
    """
    if organisation is None and not (person == request.access.person and reaches_own(request)):
        said = _("Say with whom it is shared: this token does not reach a list that is somebody’s own.")
        raise not_valid([Fault(field="organisation", detail=said)])


def _may_change(access: Access, row: KeptList) -> bool:
    """Whether a token may change it: what others find too, only one by which somebody speaks to them."""
    speaks = row.organisation_id is None or any(
        access.may(one, row.organisation_id) for one in (Permission.DISCUSS, Permission.KEEP_PEOPLE)
    )
    return speaks and is_keeper(access, row)


def _rows(row: KeptList) -> str:
    query = QueryDict(mutable=True)
    for name, values in QueryDict(row.query).lists():
        if name in FILTERS[row.route].base_filters:
            query.setlist(SAID_HERE.get((row.route, name), name), values)
    return ROWS[row.route] + (f"?{query.urlencode()}" if query else "")


def _told(access: Access, row: KeptList) -> KeptListOut:
    return told(
        KeptListOut, row, of=row.route, by=str(row.person), is_yours=row.person_id == access.person,
        may_change=_may_change(access, row), page=f"/saved/{row.pk}", rows=_rows(row),
    )  # fmt: skip


def _whole(request: Call, pk: int) -> KeptListOut:
    row = get_object_or_404(_seen(request), pk=pk)
    shown(request, row.version)
    return _told(request.access, row)


def _query(request: Call, of: str, text: str) -> str:
    """Return what is kept of a query.

    Raises:
        ProblemError: it is too long, or holds a name or a value that the filter of the list does not know.
    """
    told = asked_in("query", text, {*FILTERS[of].base_filters, SORT, COLUMN})
    form = FILTERS[of](told, queryset=_seen(request), request=request).form  # no row is asked for
    if not form.is_valid():
        raise not_valid([Fault(field=f"query.{one.field}", detail=one.detail) for one in faults_of(form)])
    return asked(told)


def _changeable(request: Call, pk: int) -> tuple[KeptList, int]:
    row = get_object_or_404(_seen(request), pk=pk)
    if not _may_change(request.access, row):
        raise PermissionDenied
    return row, seen_version(request, row.version)


@NOUN.lists(LIST, "api-kept-lists", KeptListOut)
def kept(request: Call) -> object:
    """List the kept lists: those shared with organisations within reach, and your own.

    Your own are reached by a token that reaches all that you read.
    """
    return page_of(request, _seen(request), lambda row: _told(request.access, row))


@NOUN.shows(ONE, "api-kept-list", KeptListOut)
def one(request: Call, pk: int) -> object:
    """Show a kept list, with the address of its rows."""
    return _whole(request, pk)


@NOUN.does(
    Operation(method="POST", path=LIST, name="api-kept-lists", needs=READ, answers=KeptListOut, status=201)
)
def keep(request: Call, given: KeptListIn) -> object:
    """Keep a list; who shares one also needs the permission to speak to others there."""
    if not may_open(request.access, given.of):
        raise PermissionDenied
    form, query = Keeping(given.model_dump(), access=request.access), _query(request, given.of, given.query)
    cleaned(form)
    facts = form.facts(query)
    _check_is_seen_then(request, request.access.person, facts.organisation)
    row = services.keep_list(request.access, given.of, facts)
    made(request, f"/api/v1/kept-lists/{row.pk}")
    return _whole(request, row.pk)


@NOUN.does(
    Operation(
        method="PATCH", path=ONE, name="api-kept-list", needs=READ, answers=KeptListOut, is_versioned=True
    )
)
def change(request: Call, pk: int, given: KeptListChange) -> object:
    """Call a kept list otherwise, let it show something else, or share it with others or nobody."""
    row, version = _changeable(request, pk)
    said: dict[str, Any] = {**as_it_is(row), **given.model_dump(exclude_unset=True), "version": version}
    if "query" in given.model_fields_set:
        said["query"] = _query(request, row.route, given.query)
    else:
        said["query"] = row.query
    form = KeepingAnew(said, access=request.access, kept=row)
    cleaned(form)
    facts = form.facts(row.query)
    _check_is_seen_then(request, row.person_id, facts.organisation)
    services.change_list(request.access, row, version, facts)
    return _whole(request, pk)


@NOUN.does(
    Operation(
        method="DELETE", path=ONE, name="api-kept-list", needs=READ, answers=None, status=204,
        is_versioned=True,
    )
)  # fmt: skip
def remove(request: Call, pk: int) -> HttpResponse:
    """Remove a kept list."""
    row, version = _changeable(request, pk)
    services.remove_list(request.access, row, version)
    return HttpResponse(status=204)
