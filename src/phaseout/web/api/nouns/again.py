"""Which findings were answered again, and how is it asked for?"""

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import OneOf, Schema, Sent
from phaseout.web.api.shape import told
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.naming import name_for
from phaseout.web.surveys import services
from phaseout.web.surveys.again import Again, Progress

ASSESS = Permission.ASSESS
NOUN = Noun("answered again")
PATH = "/surveys/again"


class AgainOut(Schema):
    """That the findings of a survey were, or are to be, answered again."""

    id: int
    survey: int
    edition: str
    """Of the register."""
    as_of: date
    """The day the law is asked about."""
    progress: Annotated[str, OneOf(Progress)]
    expected: int
    """Things whose findings are answered again."""
    done: int
    """Of these, so far."""
    changed: int
    """Findings that became another answer."""
    error: str
    asked: datetime
    finished: datetime | None
    by: str | None
    """Null where the server did so by itself."""


class AgainIn(Sent):
    """That findings are to be answered again: as of today, with what people said meanwhile."""


class AskedAgainOut(Schema):
    """Of how many surveys findings are answered again; of the others they are already."""

    surveys: int


def _told(access: Access, row: Again) -> AgainOut:
    by = name_for(access, row.by, row.survey.organisation_id) if row.by else None
    return told(AgainOut, row, by=by)


@NOUN.lists(PATH, "api-again", AgainOut)
def again(request: Call) -> object:
    """List which findings were answered again, or are to be."""
    rows = Again.objects.visible_to(request.access).select_related("survey", "by")
    return page_of(request, rows, lambda row: _told(request.access, row))


@NOUN.does(
    Operation(method="POST", path=PATH, name="api-again", needs=ASSESS, answers=AskedAgainOut, status=202)
)
def ask(request: Call, given: AgainIn | None = None) -> AskedAgainOut:
    """Have findings answered again, in the background, wherever you weigh evidence."""
    return AskedAgainOut(surveys=services.ask_again(request.access, timezone.localdate()))
