"""What stands in ledgers, and what was signed of them? For who may see who did what."""

from datetime import datetime

from django.http import FileResponse
from django.shortcuts import get_object_or_404

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.pages import page_of
from phaseout.web.api.schema import Schema
from phaseout.web.frame.access import Permission
from phaseout.web.ledger import queries
from phaseout.web.ledger.models import Checkpoint, Ledger
from phaseout.web.ledger.services.packing import bundle_of

AUDIT = Permission.AUDIT
NOUN = Noun("ledgers")
ZIP = "application/zip"


class LedgerOut(Schema):
    """The ledger of an organisation."""

    id: int
    organisation: int
    origin: str
    size: int
    signed: int
    """Leaves of the largest state that was signed; 0 where none was."""


class StateOut(Schema):
    """A state that was signed."""

    id: int
    ledger: int
    size: int
    at: datetime
    note: str
    """As a witness keeps it."""


@NOUN.lists("/ledgers", "api-ledgers", LedgerOut, needs=AUDIT)
def ledgers(request: Call) -> object:
    """List the ledgers."""
    return page_of(request, queries.ledgers_seen(request.access), _ledger)


@NOUN.lists("/ledgers/states", "api-ledger-states", StateOut, needs=AUDIT)
def states(request: Call) -> object:
    """List the states that were signed."""
    return page_of(request, queries.states_seen(request.access), _state)


@NOUN.does(
    Operation(
        method="GET", path="/ledgers/{int:pk}/bundle", name="api-ledger-bundle", needs=AUDIT, answers=None,
        gives=ZIP, is_tagged=False,
    )
)  # fmt: skip
def bundle(request: Call, pk: int) -> FileResponse:
    """Hand out a whole ledger, to be verified by 'phaseout ledger verify'."""
    row = get_object_or_404(queries.ledgers_seen(request.access), pk=pk)
    content = bundle_of(queries.moment_of(row.pk))
    return FileResponse(content, as_attachment=True, filename=f"ledger-{row.pk}.zip", content_type=ZIP)


def _ledger(row: Ledger) -> LedgerOut:
    return LedgerOut(
        id=row.pk, organisation=row.organisation_id, origin=row.origin, size=row.size,
        signed=row.signed or 0,  # type: ignore[attr-defined] # annotated
    )  # fmt: skip


def _state(row: Checkpoint) -> StateOut:
    return StateOut(id=row.pk, ledger=row.ledger_id, size=row.size, at=row.at, note=row.note)
