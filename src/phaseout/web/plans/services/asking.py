"""What asks for a plan?"""

from django.db import transaction

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.plans.models import WorkPlan
from phaseout.web.plans.queries import adopted_last, newest_prices, newest_programme
from phaseout.web.plans.services.jobs import ask


class NoProgrammeError(Exception):
    """The organisation has no programme yet, so that nothing says when and by whom work can be done."""


@transaction.atomic
def ask_for_plan(
    access: Access,
    organisation: Organisation,
    *,
    moves: int | None = None,
    base: WorkPlan | None = None,
    what_if: str = "",
) -> WorkPlan:
    """Have the replacements of an organisation planned in the background.

    Args:
        access: of whoever asks.
        organisation: whose replacements.
        moves: of the search, counted; as many as ``phaseout plan`` makes if left out.
        base: a plan to which this one says what would be otherwise: its programme and prices hold.
        what_if: what is otherwise, as ``phaseout plan --what-if`` takes it.

    Raises:
        PermissionDenied: somebody may not plan there.
        NoProgrammeError: there is no programme.
    """
    access.require(Permission.ASSESS, organisation.pk)
    programme = base.programme if base else newest_programme(organisation.pk)
    if programme is None:
        raise NoProgrammeError
    made = WorkPlan(
        organisation=organisation, programme=programme,
        prices=base.prices if base else newest_prices(organisation.pk),
        base=base, what_if=what_if, previous=base.previous if base else adopted_last(organisation.pk),
        moves=base.moves if base else moves, by_id=access.person,
    )  # fmt: skip
    made.save()
    noted(access, organisation.pk, "plan-asked", about=str(organisation))
    ask("run", made.pk)
    return made
