"""How is a long list handed out part by part, so that nothing is met twice or missed while rows come in?

Each part begins after the last row of the one before, by its key. A cursor is that key, signed: it is made
here and nowhere else, and says nothing to who reads it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django_filters import FilterSet

from phaseout.web.api.call import Call
from phaseout.web.api.faults import faults_of
from phaseout.web.api.schema import Schema
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import Fault, ProblemError

USUAL, MOST = 50, 200
"""Rows of a part, where nothing else is asked for, and at most."""
LIMIT, CURSOR = "limit", "cursor"
ORGANISATION = "organisation"
Shown = TypeVar("Shown")
Row = TypeVar("Row", bound=Model)


class Page(Schema, Generic[Shown]):
    """A part of a list."""

    items: list[Shown]
    next: str | None
    """The address of the part that follows; null at the end."""


def page_of(
    call: Call, rows: QuerySet[Row], show: Callable[[Row], object], *, filters: type[FilterSet] | None = None
) -> dict[str, object]:
    """Return the part of a list that is asked for, the newest row first.

    Raises:
        ProblemError: the query says something that is not understood.
    """
    check_names(call, (LIMIT, CURSOR, *(filters.base_filters if filters else ())))
    found = narrowed(call, rows, filters) if filters else rows
    after = _after(call, int)
    if after is not None:
        found = found.filter(pk__lt=after)
    limit = _limit(call)
    # The keys first, in an index alone: otherwise a million whole rows may be put in order to show fifty.
    keys = list(found.order_by("-pk").values_list("pk", flat=True)[: limit + 1])
    whole = {row.pk: row for row in found.order_by().filter(pk__in=keys[:limit])}
    items = [show(whole[pk]) for pk in keys[:limit] if pk in whole]
    return {"items": items, "next": _next(call, keys[limit - 1]) if len(keys) > limit else None}


def page_of_names(
    call: Call, named: Iterable[tuple[str, object]], *, also: Sequence[str] = ()
) -> dict[str, object]:
    """Return the part that is asked for of (name, what is shown), in the order of names.

    Args:
        also: names of the query that the caller understands.

    Raises:
        ProblemError: the query says something that is not understood.
    """
    check_names(call, (LIMIT, CURSOR, *also))
    after, limit = _after(call, str), _limit(call)
    left = sorted((one for one in named if after is None or one[0] > after), key=lambda one: one[0])
    items = [shown for _name, shown in left[:limit]]
    return {"items": items, "next": _next(call, left[limit - 1][0]) if len(left) > limit else None}


def check_names(call: Call, known: Iterable[str]) -> None:
    """Refuse a query with a name nobody knows: misspelt, it would narrow nothing.

    Raises:
        ProblemError: there is one.
    """
    unknown = sorted(set(call.GET) - set(known))
    if unknown:
        faults = [Fault(field=name, detail=_("Nothing here is called so.")) for name in unknown]
        raise ProblemError(400, _("The query holds a name that is not known."), faults=faults)


def narrowed(call: Call, rows: QuerySet[Row], filters: type[FilterSet]) -> QuerySet[Row]:
    """Return the rows that the filter of a list shows, as the query says it.

    Raises:
        ProblemError: the filter makes no sense.
    """
    chosen = filters(call.GET, queryset=rows, request=call)
    if not chosen.form.is_valid():
        raise ProblemError(422, _("The query is not valid."), faults=faults_of(chosen.form))
    if ORGANISATION in call.GET and ORGANISATION not in chosen.filters:
        check_organisation(call)
    found: QuerySet[Row] = chosen.qs
    return found


def check_organisation(call: Call) -> None:
    """Refuse another organisation than the only one: the list leaves the choice out where there is none.

    Raises:
        ProblemError: another is named.
    """
    if call.GET[ORGANISATION] not in ("", *map(str, call.access.within(Permission.READ))):
        fault = Fault(
            field=ORGANISATION, detail=_("There is no such organisation, or none that you may know of.")
        )
        raise ProblemError(422, _("The query is not valid."), faults=[fault])


def _limit(call: Call) -> int:
    given = call.GET.get(LIMIT, str(USUAL))
    if given.isascii() and given.isdecimal() and len(given) < len(str(MOST)) + 1 and 1 <= int(given) <= MOST:
        return int(given)
    fault = Fault(field=LIMIT, detail=_("A number from 1 to %(most)d.") % {"most": MOST})
    raise ProblemError(422, _("The query is not valid."), faults=[fault])


def _signer(call: Call) -> Signer:
    """Return what signs the cursors of one list."""
    return Signer(salt=f"phaseout.api.cursor:{call.path}")


def _after(call: Call, kind: type[Any]) -> Any:
    given = call.GET.get(CURSOR)
    if given is None:
        return None
    try:
        (key,) = _signer(call).unsign_object(given)
    except (BadSignature, ValueError, TypeError):
        key = None
    if isinstance(key, kind):
        return key
    fault = Fault(field=CURSOR, detail=_("It is none of this list: begin anew without one."))
    raise ProblemError(400, _("The cursor is not understood."), faults=[fault])


def _next(call: Call, key: object) -> str:
    query = call.GET.copy()
    query[CURSOR] = _signer(call).sign_object([key])
    return f"{call.path}?{query.urlencode()}"
