"""What was changed together, and how is it put back?"""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema
from phaseout.web.api.shape import told
from phaseout.web.estate.models import Altered
from phaseout.web.estate.queries import Batch, batch_of
from phaseout.web.estate.services import put_back
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError

KEEP = Permission.KEEP_ESTATE
NOUN = Noun("changes")
ONE = "/changes/{slug:name}"


class ChangeOut(Schema):
    """What was changed together."""

    name: str
    at: datetime
    by: str
    number: int
    """Rows that were changed."""
    waiting: int
    """Rows of these that were not put back."""
    left: int
    """Rows of these that somebody changed since: they would stay."""
    beyond: int
    """Rows of these that were where you keep nothing: they would stay."""


class AlteredOut(Schema):
    """One row of a change."""

    id: int
    asset: int | None
    site: int | None
    label: str
    before: dict[str, Any] | None
    """Field → value; null where the row was added."""
    after: dict[str, Any]
    undone: datetime | None
    """When it was put back."""


class PutBackOut(Schema):
    """What came of putting back."""

    number: int
    left: list[int]
    """Ids of rows of the change that stay as they are."""


def _found(request: Call, name: str) -> Batch:
    found = batch_of(request.access, name)
    if found is None:
        raise Http404
    return found


def described(request: Call, name: str) -> ChangeOut:
    """Return a change as programs see it."""
    found = _found(request, name)
    return ChangeOut(
        name=name, at=found.at, by=found.by, number=found.number, waiting=found.waiting, left=found.left,
        beyond=found.beyond,
    )  # fmt: skip


@NOUN.shows(ONE, "api-change", ChangeOut, needs=KEEP)
def change(request: Call, name: str) -> object:
    """Show what was changed together."""
    return described(request, name)


@NOUN.lists(f"{ONE}/rows", "api-change-rows", AlteredOut, needs=KEEP)
def rows(request: Call, name: str) -> object:
    """List the rows of a change, each with what it was and became; needs the permission to read as well."""
    seen = _found(request, name).rows & Altered.objects.visible_to(request.access)
    return page_of(request, seen, _altered)


@NOUN.does(
    Operation(
        method="POST", path=f"{ONE}/withdrawal", name="api-change-withdraw", needs=KEEP, answers=PutBackOut
    )
)
def withdraw(request: Call, name: str) -> object:
    """Put back what was changed together, but for what somebody changed since."""
    if not _found(request, name).waiting:
        raise ProblemError(409, _("It was put back already."))
    done = put_back(request.access, name)
    return PutBackOut(number=done.number, left=[one.pk for one in done.left])


def _altered(row: Altered) -> AlteredOut:
    return told(AlteredOut, row)
