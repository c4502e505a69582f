"""What writes the packages and months of a plan that was decided into replacements, or takes them back?"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.services import claim
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.given import Given
from phaseout.web.replacement.guards import unmet
from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.services.moving import carry_out
from phaseout.web.replacement.services.planning import write_plan
from phaseout.web.replacement.states import transition
from phaseout.web.replacement.vocabulary import BEFORE_FUNDED, TO_BE_PLANNED, State


@transaction.atomic
def plan_as_decided(access: Access, organisation: int, wanted: Mapping[int, Given]) -> int:
    """Give replacements the package and month that a decided plan has for them; return how many changed.

    What is triaged or mitigated comes to be planned where the guards of that move let it; what is funded or
    further, let off, or beside the line stays as it is. A day of the work that lies in none of the months of
    the work is taken away. Done twice, it changes nothing the second time.

    Args:
        access: of whoever decided it.
        organisation: whose replacements they are.
        wanted: primary key of an asset → what the plan gives it.

    Raises:
        PermissionDenied: somebody may not decide there.
    """
    access.require(Permission.DECIDE, organisation)
    rows = Replacement.everything.filter(organisation=organisation, asset__in=wanted)
    there = with_standing(rows, timezone.localdate()).select_related("asset", "organisation").order_by("pk")
    return sum(
        _planned(access, row, State(row.standing), wanted[row.asset_id])  # type: ignore[attr-defined]
        for row in there
    )


@transaction.atomic
def take_back(access: Access, organisation: int, given: Mapping[int, Collection[Given]], reason: str) -> int:
    """Take back package, month and day that earlier plans gave; return how many replacements changed.

    What came to be planned stands again as it stood before. What was written since by people stays, as does
    what is funded or further, let off, or beside the line.

    Args:
        access: of whoever decided the plan that takes the place of the earlier ones.
        organisation: whose replacements they are.
        given: primary key of an asset → what earlier plans gave it.
        reason: why, as the steps say it.

    Raises:
        PermissionDenied: somebody may not decide there.
    """
    access.require(Permission.DECIDE, organisation)
    rows = Replacement.everything.filter(organisation=organisation, asset__in=given, month__isnull=False)
    there = with_standing(rows, timezone.localdate()).select_related("asset", "organisation").order_by("pk")
    return sum(
        _taken_back(access, row, State(row.standing), given[row.asset_id], reason)  # type: ignore[attr-defined]
        for row in there
    )


def _taken_back(
    access: Access, row: Replacement, standing: State, given: Collection[Given], reason: str
) -> bool:
    gave = {(one.package, one.month) for one in given}
    if standing not in BEFORE_FUNDED or (row.package, row.month) not in gave:
        return False
    row = write_plan(access, row, row.version, {"package": "", "month": None, "visit": None})
    if standing != State.PLANNED:
        return True
    last = Step.everything.filter(replacement=row, after=State.PLANNED).order_by("-pk").first()
    before = State(last.before) if last and last.before in TO_BE_PLANNED else State.TRIAGED
    entered = Entered(reason=reason)
    facts = facts_of(row, mover=access.person, today=timezone.localdate(), entered=entered)
    carry_out(access, claim(row, row.version), facts, before, entered)
    return True


def _planned(access: Access, row: Replacement, standing: State, given: Given) -> bool:
    if standing not in BEFORE_FUNDED:
        return False
    is_said = (row.package, row.month) == (given.package, given.month) and given.holds(row.visit)
    if is_said and standing not in TO_BE_PLANNED:
        return False
    if not is_said:
        visit = row.visit if given.holds(row.visit) else None
        said = {"package": given.package, "month": given.month, "visit": visit}
        row = write_plan(access, row, row.version, said)
    if standing not in TO_BE_PLANNED:
        return True
    facts = facts_of(row, mover=access.person, today=timezone.localdate(), entered=Entered())
    move = transition(facts.state, State.PLANNED)
    if move is not None and not unmet(move.guards, facts):
        carry_out(access, claim(row, row.version), facts, State.PLANNED, Entered())
    return True
