"""How do the months of a plan become those of the replacements?

Batch by batch, each whole: a worker that dies leaves what is written, and the next one goes on with the rest.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.plans.models import State, WorkPlan
from phaseout.web.plans.queries.adoptable import kept_back
from phaseout.web.plans.queries.wanted import given_before, wanted_by
from phaseout.web.plans.services.jobs import SORT, ask
from phaseout.web.replacement.services import plan_as_decided, take_back
from phaseout.web.surveys.holding import held

Of = TypeVar("Of")
BATCH = 100
"""Replacements written at a time."""


@transaction.atomic
def ask_to_adopt(access: Access, plan: WorkPlan, version: int) -> bool:
    """Have the months of a plan written into the replacements; return whether it was there to be adopted.

    Raises:
        PermissionDenied: somebody may not decide there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: they made it, or it says what would be, or there is a newer programme.
    """
    access.require(Permission.DECIDE, plan.organisation_id)
    current = claim(plan, version)
    if current.state != State.READY:
        return False
    if reasons := kept_back(current, access.person):
        raise ValidationError(reasons)
    current.state, current.adopted_by_id = State.ADOPTING, access.person
    current.save(update_fields=["state", "adopted_by"])
    noted(access, plan.organisation_id, "plan-adopted", about=f"{plan.organisation} {plan}")
    ask("adopt", plan.pk)
    return True


def adopt(plan: int) -> None:
    """Write what was decided, or the rest of it where a worker died."""
    with held(plan, SORT) as is_free:
        one = WorkPlan.everything.defer("packed").filter(pk=plan, state=State.ADOPTING).first()
        if not is_free or one is None or one.adopted_by_id is None:
            return
        # Whoever decided it might do so when they did; what they may do meanwhile changes nothing of that.
        decided = Access(
            person=one.adopted_by_id, reach={Permission.DECIDE: frozenset([one.organisation_id])}
        )
        wanted = wanted_by(one)
        for given in _batches(given_before(one, wanted)):
            take_back(decided, one.organisation_id, given, f"Plan {one.pk}")
        for batch in _batches(wanted):
            plan_as_decided(decided, one.organisation_id, batch)
        adopting = WorkPlan.everything.filter(pk=plan, state=State.ADOPTING)
        adopting.update(state=State.ADOPTED, adopted=timezone.now())


def _batches(wanted: Mapping[int, Of]) -> Iterator[dict[int, Of]]:
    keys = sorted(wanted)
    for start in range(0, len(keys), BATCH):
        yield {key: wanted[key] for key in keys[start : start + BATCH]}
