"""What moves a replacement from one state to another? Only what the guards let through."""

from collections.abc import Sequence

from django.utils import timezone

from phaseout.web.findings.files import Accepted
from phaseout.web.findings.services import keep_file
from phaseout.web.frame.access import Access
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.frame.undertaking.services import written
from phaseout.web.people.models import Person
from phaseout.web.replacement.course import course_of, gone_on
from phaseout.web.replacement.facts import Entered, Facts
from phaseout.web.replacement.guards import RefusedError, unmet
from phaseout.web.replacement.models import Photo, Replacement, Step
from phaseout.web.replacement.names import called
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.services.planning import ask_gate_again
from phaseout.web.replacement.states import ASKS_THE_GATE, NoSuchMoveError, transition
from phaseout.web.replacement.vocabulary import GONE, IN_PLACE, State


@written()
def move(
    access: Access,
    replacement: Replacement,
    version: int,
    to: State,
    entered: Entered,
    files: Sequence[Accepted] = (),
) -> Step:
    """Move a replacement, and return the step that was written.

    Args:
        access: of whoever moves it.
        replacement: the row.
        version: the row's as it was shown.
        to: the state to come.
        entered: what is said with the move.
        files: photographs and papers given with it.

    Raises:
        PermissionDenied: somebody may not make this move there.
        ChangedMeanwhileError: it is no more what they saw.
        NoSuchMoveError: no move leads there from where it stands.
        RefusedError: guards refuse it, each with its sentence.
    """
    current = claim(replacement, version)
    if to in ASKS_THE_GATE:
        ask_gate_again(current)
    facts = facts_of(current, mover=access.person, today=timezone.localdate(), entered=entered)
    found = transition(facts.state, to)
    if found is None:
        raise NoSuchMoveError
    access.require(found.needs, current.organisation_id)
    if refusing := unmet(found.guards, facts):
        raise RefusedError(refusing)
    step = carry_out(access, current, facts, to, entered)
    for file in files:
        photo = Photo(step=step, by_id=access.person)
        keep_file(photo, file)
        noted(access, current.organisation_id, "photograph-kept", about=str(current.asset),
              after={"sha256": photo.sha256}, row=photo)  # fmt: skip
    return step


def carry_out(access: Access, current: Replacement, facts: Facts, to: State, entered: Entered) -> Step:
    """Write a move that was let through, and return its step; for services, in their transaction.

    Args:
        access: of whoever moves it.
        current: the row, claimed.
        facts: as the guards looked at them.
        to: the state to come.
        entered: what is said with the move.
    """
    _put(current, facts, to, entered)
    step = _written(access, current, facts.state, entered)
    about, organisation = str(current.asset), current.organisation_id
    noted(access, organisation, "replacement-moved", about=about,
          before={"state": facts.state.value}, after={"state": to.value}, row=step)  # fmt: skip
    announced(
        organisation, "replacement.moved", replacement=current.pk, before=facts.state.value, after=to.value
    )
    return step


def _put(row: Replacement, facts: Facts, to: State, entered: Entered) -> None:
    is_removal = to == State.REMOVED and facts.state not in GONE
    course = gone_on(course_of(row), standing=facts.state, to=to, on=entered.on, who=entered.who)
    row.state, row.under, row.removed_on, row.removed_by = course
    row.since = facts.today
    if is_removal:
        row.removed_from_id = row.asset.site_id
        row.removed_by_people = called(entered.who, Person.objects.order_by("pk").values_list("pk", "name"))
    elif to in IN_PLACE:
        row.removed_from, row.removed_by_people = None, []
    row.save()


def _written(access: Access, row: Replacement, before: State, entered: Entered) -> Step:
    step = Step(
        replacement=row, before=before, after=row.state, on=entered.on, who=entered.who, place=entered.place,
        reason=entered.reason, survey=entered.survey, by_id=access.person,
    )  # fmt: skip
    step.save()
    return step
