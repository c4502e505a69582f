"""How is a replacement moved on its way?"""

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field

from phaseout.web.api.attached import FILE, Files
from phaseout.web.api.call import Call, seen_version
from phaseout.web.api.faults import cleaned, not_valid
from phaseout.web.api.noun import Noun, Operation
from phaseout.web.api.nouns.replacements import ONE, ReplacementWhole, whole
from phaseout.web.api.schema import OneOf, Sent
from phaseout.web.findings.forms import LONGEST
from phaseout.web.frame.access import Permission
from phaseout.web.frame.problems import Fault, ProblemError
from phaseout.web.replacement import services
from phaseout.web.replacement.forms import Moving
from phaseout.web.replacement.guards import RefusedError
from phaseout.web.replacement.moving import replacement_seen
from phaseout.web.replacement.queries.looked import looked_since
from phaseout.web.replacement.states import NoSuchMoveError, Transition, transition
from phaseout.web.replacement.vocabulary import State
from phaseout.web.surveys.forms import MOST as MOST_FILES

SURVEY, ASSESS, DECIDE = Permission.SURVEY, Permission.ASSESS, Permission.DECIDE
NOUN = Noun("replacements")


class MoveIn(Sent):
    """A move, with what it asks for. Photographs come beside it, in a form."""

    to: Annotated[str, OneOf(State)]
    on: date | None = None
    who: str = Field("", max_length=200)
    place: str = Field("", max_length=200)
    reason: str = Field("", max_length=LONGEST)
    survey: int | None = None


def _moving(name: str, needs: Permission, files: Files | None = None) -> Operation:
    return Operation(
        method="POST",
        path=f"{ONE}/{name}",
        name=f"api-replacement-{name}",
        needs=needs,
        answers=ReplacementWhole,
        status=201,
        is_versioned=True,
        files=files,
    )


@NOUN.does(_moving("work", SURVEY, Files(most=MOST_FILES)))
def work(request: Call, pk: int, given: MoveIn) -> object:
    """Record work that was done: mitigated, removed, sanitised, disposed of; or that it is lost.

    Photographs of it may come with it, where it was removed or disposed of.
    """
    return _moved(request, pk, given, SURVEY)


@NOUN.does(_moving("advance", ASSESS))
def advance(request: Call, pk: int, given: MoveIn) -> object:
    """Move it on in planning, refer it to somebody else, or take it back."""
    return _moved(request, pk, given, ASSESS)


@NOUN.does(_moving("decide", DECIDE))
def decide(request: Call, pk: int, given: MoveIn) -> object:
    """Verify that it is gone, close it, or let it off for a time."""
    return _moved(request, pk, given, DECIDE)


def _moved(request: Call, pk: int, given: MoveIn, needed: Permission) -> object:
    row = replacement_seen(request, pk)
    request.access.require(needed, row.organisation_id)
    version = seen_version(request, row.version)
    move = _leading(row, given.to)
    if move.needs != needed:
        raise ProblemError(409, _("This move is made at another address: it needs another permission."))
    form = _form(request, given, version, move, row)
    said = cleaned(form)
    try:
        services.move(request.access, row, version, move.to, form.entered, said.get("file", ()))
    except RefusedError as refused:
        faults = [Fault(field=one.name, detail=str(one.refusal)) for one in refused.guards]
        raise ProblemError(409, _("It does not move: something is still missing."), faults=faults) from None
    except NoSuchMoveError:
        raise _leads_nowhere() from None
    return whole(request, pk)


def _form(request: Call, given: MoveIn, version: int, move: Transition, row: Any) -> Moving:
    said = {**given.model_dump(), "version": version}
    form = Moving(said, request.FILES, move=move, surveys=looked_since(row))
    if FILE in request.FILES and FILE not in form.fields:
        raise not_valid([Fault(field=FILE, detail=_("No file is given with this move."))])
    sent = given.model_dump(exclude={"to"}, exclude_defaults=True)
    if unasked := sorted(set(sent) - set(form.fields)):
        raise not_valid([Fault(field=one, detail=_("This move does not ask for it.")) for one in unasked])
    return form


def _leading(row: Any, to: str) -> Transition:
    found = transition(State(row.standing), State(to)) if to in State.values else None
    if found is None:
        raise _leads_nowhere()
    return found


def _leads_nowhere() -> ProblemError:
    return ProblemError(409, _("No move leads there from where it stands."))
