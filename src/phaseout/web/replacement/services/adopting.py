"""What writes the packages and months of a plan that was decided into replacements, and moves them on?"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.services import claim
from phaseout.web.replacement.facts import Entered
from phaseout.web.replacement.guards import unmet
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.facts import facts_of
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.services.moving import carry_out
from phaseout.web.replacement.services.planning import write_plan
from phaseout.web.replacement.states import transition
from phaseout.web.replacement.vocabulary import BEFORE_FUNDED, TO_BE_PLANNED, State


@transaction.atomic
def plan_as_decided(access: Access, organisation: int, wanted: Mapping[int, tuple[str, date]]) -> int:
    """Give replacements the package and month that a decided plan has for them; return how many changed.

    What is triaged or mitigated comes to be planned where the guards of that move let it; what is funded or
    further, let off, or beside the line stays as it is. Done twice, it changes nothing the second time.

    Args:
        access: of whoever decided it.
        organisation: whose replacements they are.
        wanted: primary key of an asset → package and month.

    Raises:
        PermissionDenied: somebody may not decide there.
    """
    access.require(Permission.DECIDE, organisation)
    rows = Replacement.everything.filter(organisation=organisation, asset__in=wanted)
    there = with_standing(rows, timezone.localdate()).select_related("asset", "organisation").order_by("pk")
    return sum(
        _planned(access, row, State(row.standing), *wanted[row.asset_id])  # type: ignore[attr-defined]
        for row in there
    )


def _planned(access: Access, row: Replacement, standing: State, package: str, month: date) -> bool:
    if standing not in BEFORE_FUNDED:
        return False
    is_said = (row.package, row.month) == (package, month)
    if is_said and standing not in TO_BE_PLANNED:
        return False
    if not is_said:
        row = write_plan(access, row, row.version, {"package": package, "month": month})
    if standing not in TO_BE_PLANNED:
        return True
    facts = facts_of(row, mover=access.person, today=timezone.localdate(), entered=Entered())
    move = transition(facts.state, State.PLANNED)
    if move is not None and not unmet(move.guards, facts):
        carry_out(access, claim(row, row.version), facts, State.PLANNED, Entered())
    return True
