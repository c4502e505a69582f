"""Which rows are named to be changed at once, and what is in the way of which?"""

from collections.abc import Container, Iterable, Mapping, Sequence

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.faults import not_valid
from phaseout.web.api.schema import Sent
from phaseout.web.frame.picked import DIGITS, MOST
from phaseout.web.frame.problems import Fault, ProblemError

__all__ = ["MOST", "ChosenIn", "SeenIn", "asked_in", "in_the_way"]


class ChosenIn(Sent):
    """A row, and as which version it was seen, where it was."""

    id: int = Field(ge=1, lt=10**DIGITS)
    version: int | None = Field(None, ge=1)


class SeenIn(ChosenIn):
    """A row as it was seen."""

    version: int = Field(ge=1)


def in_the_way(
    field: str, seen: Sequence[SeenIn], why_not: Mapping[int, str], changed: Container[int], said: str
) -> None:
    """Refuse a change of many rows where one of them cannot be changed.

    Args:
        field: the name under which the rows were sent.
        seen: the rows.
        why_not: primary key of each that is within reach → what is in its way, empty where nothing is.
        changed: those that somebody changed since they were seen.
        said: what the problem says of all.

    Raises:
        ProblemError: somebody changed one since (412), or something is in the way of one (409).
    """
    numbers = [one.id for one in seen]
    if twice := [place for place, number in enumerate(numbers) if number in numbers[:place]]:
        raise not_valid([Fault(field=f"{field}.{one}", detail=_("It stands here twice.")) for one in twice])
    stale: list[Fault] = []
    others: list[Fault] = []
    for place, one in enumerate(seen):
        where = f"{field}.{place}"
        if one.id not in why_not:
            others.append(Fault(field=where, detail=_("No such row is within your reach.")))
        elif one.id in changed:
            stale.append(Fault(field=where, detail=_("Somebody changed it since you read it.")))
        elif why_not[one.id]:
            others.append(Fault(field=where, detail=why_not[one.id]))
    if stale or others:
        raise ProblemError(412 if stale else 409, said, faults=[*stale, *others])


def asked_in(field: str, text: str, known: Iterable[str], *, longest: int = 2000) -> QueryDict:
    """Return what the text of an address says, that was sent as a field.

    Raises:
        ProblemError: it is too long, or holds a name that is not known.
    """
    try:
        asked = QueryDict(text)
    except TooManyFieldsSent:
        asked = None
    if asked is None or len(asked.urlencode()) > longest:
        said = _("At most %(max_length)s characters.") % {"max_length": longest}
        raise not_valid([Fault(field=field, detail=said)])
    if unknown := sorted(set(asked) - set(known)):
        said = _("Nothing here is called “%(name)s”.") % {"name": unknown[0]}
        raise not_valid([Fault(field=field, detail=said)])
    return asked
