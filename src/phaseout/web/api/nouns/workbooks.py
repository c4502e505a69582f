"""What would an edited workbook change that is brought back, and how is it taken over?"""

from typing import Annotated, Literal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.api.call import Call, made
from phaseout.web.api.faults import check_form, cleaned
from phaseout.web.api.noun import Noun, Operation, Parameter, as_form, form_of
from phaseout.web.api.nouns.changes import ChangeOut, described
from phaseout.web.api.schema import OneOf, Schema
from phaseout.web.api.shape import told
from phaseout.web.estate.returned.difference import Difference, Line, State, difference
from phaseout.web.estate.returned.forms import BringForm
from phaseout.web.estate.returned.kind import KINDS
from phaseout.web.estate.returned.sheet import LARGEST, MOST_ROWS
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import ProblemError
from phaseout.web.frame.undertaking.services import written

KEEP = Permission.KEEP_ESTATE
NOUN = Noun("workbooks")
FILE, DIGEST = "file", "digest"
BOOK: Parameter = {
    "type": "string",
    "format": "binary",
    "description": f"XLSX, at most {LARGEST >> 20} MB and {MOST_ROWS:,} rows: as /exports handed it "
    "out, edited, with its columns of numbers and versions.",
}
PREVIEW = form_of(FILE, {FILE: BOOK})
TAKING = form_of(
    FILE, {FILE: BOOK, DIGEST: {"type": "string", "description": "Of the preview that was seen."}}, DIGEST
)


class WorkbookChangeOut(Schema):
    """A field that becomes another."""

    field: str
    label: str
    """What the field is called, in your language."""
    before: str
    """In your language."""
    after: str
    """In your language."""


class WorkbookProblemOut(Schema):
    """Why a row, or a cell of it, is not taken over."""

    cell: str
    """Such as C5; empty where it is the row as a whole."""
    text: str
    """What stands there."""
    why: str


class WorkbookLineOut(Schema):
    """What a row of the workbook comes to; those that stay the same are left out."""

    row: int
    """In the sheet."""
    state: Annotated[str, OneOf(State)]
    id: int | None
    """Of the row that becomes another; null of all else."""
    label: str
    changes: list[WorkbookChangeOut]
    problems: list[WorkbookProblemOut]


class WorkbookPreviewOut(Schema):
    """What a workbook would change; nothing was changed, and nothing of it is kept."""

    digest: str
    """Names this preview when the workbook is taken over."""
    numbers: dict[Annotated[str, OneOf(State)], int]
    """How many rows come to what."""
    lines: list[WorkbookLineOut]
    unknown_headings: list[str]
    missing_headings: list[str]
    """Of fields that the workbook does not hold: they stay as they are."""


class Taking(BringForm):
    """A workbook, as it was seen compared."""

    digest = forms.CharField(label=gettext_lazy("Digest"), max_length=64)


def _line(line: Line) -> WorkbookLineOut:
    return WorkbookLineOut(
        row=line.number, state=line.state, id=line.pk or None, label=line.label,
        changes=[told(WorkbookChangeOut, one, label=str(one.label)) for one in line.changes],
        problems=[told(WorkbookProblemOut, one) for one in line.problems],
    )  # fmt: skip


def _compared(request: Call, form: BringForm) -> Difference:
    cleaned(form)
    return difference(request.access, form.returned(request.access))


@NOUN.does(
    Operation(
        method="POST", path="/workbooks/{subject}/preview", name="api-workbook-preview", needs=KEEP,
        answers=WorkbookPreviewOut, takes=as_form(LARGEST), body=PREVIEW,
    )
)  # fmt: skip
def preview(request: Call, subject: Literal["assets", "sites"]) -> WorkbookPreviewOut:
    """Say what an edited workbook would change, row by row, and change nothing."""
    check_form(request, PREVIEW)
    found = _compared(request, BringForm(request.POST, request.FILES, kind=KINDS[subject]))
    return WorkbookPreviewOut(
        digest=found.digest, numbers={one: len(found.of(one)) for one in State},
        lines=[_line(one) for one in found.lines if one.state != State.SAME or one.problems],
        unknown_headings=list(found.unknown_headings), missing_headings=[str(one) for one in found.missing],
    )  # fmt: skip


@NOUN.does(
    Operation(
        method="POST", path="/workbooks/{subject}", name="api-workbook", needs=KEEP, answers=ChangeOut,
        status=201, are_versioned=True, takes=as_form(LARGEST), body=TAKING,
    )
)  # fmt: skip
def take_over(request: Call, subject: Literal["assets", "sites"]) -> object:
    """Take over what the preview of a workbook said would change; 412 where it would be something else now.

    Rows in conflict, unknown or wrong stay as they are, as the preview says.
    """
    check_form(request, TAKING)
    form = Taking(request.POST, request.FILES, kind=KINDS[subject])
    found = _compared(request, form)
    if found.digest != form.cleaned_data[DIGEST]:
        raise ProblemError(412, _("It would change something else than the preview said. Preview it again."))
    if not (found.wanted or found.added):
        raise ProblemError(409, _("Nothing was changed: they are all so already."))
    with written():  # whoever may not read what it became has changed nothing
        name = found.kind.write(request.access, found.wanted, found.added)
        made(request, f"/api/v1/changes/{name}")
        return described(request, name)
