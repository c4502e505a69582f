"""What keeps somebody from adopting a plan?"""

from django.utils.translation import gettext as _

from phaseout.web.plans.models import WorkPlan
from phaseout.web.plans.queries import newest_programme


def kept_back(plan: WorkPlan, person: int) -> list[str]:
    """Return why a plan is not to be adopted by somebody, in sentences; none where it may be.

    Args:
        plan: as it was made.
        person: primary key of who would adopt it.
    """
    found = []
    if person in _makers(plan):
        found.append(
            _(
                "Somebody else than who asked for this plan, or wrote its programme or its prices, must "
                "adopt it."
            )
        )
    if plan.what_if:
        found.append(
            _(
                "It says what would be if something were otherwise: write that into the programme first, and "
                "have a plan made of it."
            )
        )
    newest = newest_programme(plan.organisation_id)
    if newest is not None and newest.pk != plan.programme_id:
        found.append(
            _("Its programme is no longer the newest: have a plan made of version %(number)d.")
            % {"number": newest.number}
        )
    return found


def _makers(plan: WorkPlan) -> set[int]:
    """Return who asked for a plan, and who wrote what it was made of."""
    written = [one.by_id for one in (plan.programme, plan.prices) if one is not None]
    return {plan.by_id, *written}
