"""What draws a sample of what is said to be gone, and records what somebody found there?"""

import hashlib
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import Each, noted, noted_of_each
from phaseout.web.frame.services import claim
from phaseout.web.replacement.models import Inspected, Inspection, Replacement
from phaseout.web.replacement.queries import may_be_inspected
from phaseout.web.replacement.queries.facts import removers_of
from phaseout.web.replacement.vocabulary import Result


def rank(seed: str, number: int) -> bytes:
    """Return by what a replacement comes first in a sample: anybody can compute it again."""
    return hashlib.sha256(f"{seed}:{number}".encode()).digest()


@transaction.atomic
def draw(access: Access, organisation: Organisation, *, seed: str, size: int) -> Inspection:
    """Draw a sample among all that is said to be gone of an organisation.

    Raises:
        PermissionDenied: somebody may not decide there.
        ValidationError: nothing is said to be gone there.
    """
    access.require(Permission.DECIDE, organisation.pk)
    among = sorted(may_be_inspected(access, organisation.pk).values_list("pk", flat=True))
    if not among:
        raise ValidationError(_("Nothing is said to be gone there yet."))
    made = Inspection(
        organisation=organisation,
        seed=seed,
        size=min(size, len(among)),
        among=len(among),
        pool=among,
        by_id=access.person,
    )
    made.save()
    chosen = sorted(among, key=lambda pk: rank(seed, pk))[:size]
    drawn = [Inspected(inspection=made, replacement_id=pk) for pk in chosen]
    Inspected.everything.bulk_create(drawn)
    noted(access, organisation.pk, "inspection-drawn", about=seed, after={"number": len(chosen)}, row=made)
    called = dict(Replacement.everything.filter(pk__in=chosen).values_list("pk", "asset__label"))
    each = (Each(organisation.pk, called[one.replacement_id], {}, one) for one in drawn)
    noted_of_each(access, "drawn-to-inspect", each)
    return made


@transaction.atomic
def record_inspection(
    access: Access, inspected: Inspected, version: int, *, result: Result, on: date, note: str
) -> Inspected:
    """Record what somebody found where a thing stood; it then stays as it was recorded.

    Raises:
        PermissionDenied: somebody may not record work there, or recorded the removal themselves.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it is recorded already, or the day lies before the removal.
    """
    owner = inspected.replacement
    access.require(Permission.SURVEY, owner.organisation_id)
    if access.person in removers_of(owner):
        raise PermissionDenied
    current = claim(inspected, version)
    if current.result != Result.WAITING:
        raise ValidationError(_("It is recorded already: somebody else has to withdraw that first."))
    if owner.removed_on is not None and on < owner.removed_on:
        raise ValidationError(_("It cannot be inspected before it was removed."))
    current.result, current.on, current.note, current.by_id = result, on, note, access.person
    current.save()
    noted(access, owner.organisation_id, "inspection-recorded", about=str(owner.asset),
          after={"result": result.value}, row=current)  # fmt: skip
    return current


@transaction.atomic
def withdraw_inspection(access: Access, inspected: Inspected, version: int, *, why: str) -> Inspected:
    """Say that what an inspection found counts no more, and why; return what then waits in its place.

    What was recorded stays in sight. Who recorded it, and who removed the thing, withdraws nothing.

    Raises:
        PermissionDenied: somebody may not decide there, recorded it themselves, or removed the thing.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: nothing is recorded, or it is withdrawn already.
    """
    owner = inspected.replacement
    access.require(Permission.DECIDE, owner.organisation_id)
    current = claim(inspected, version)
    if access.person == current.by_id or access.person in removers_of(owner):
        raise PermissionDenied
    if current.result == Result.WAITING or current.withdrawn is not None:
        raise ValidationError(_("There is nothing to withdraw."))
    current.withdrawn, current.withdrawn_by_id, current.why_withdrawn = timezone.now(), access.person, why
    current.save()
    waiting = Inspected(inspection_id=current.inspection_id, replacement_id=current.replacement_id)
    waiting.save()
    noted(access, owner.organisation_id, "inspection-withdrawn", about=str(owner.asset),
          before={"result": current.result}, row=current)  # fmt: skip
    noted(access, owner.organisation_id, "drawn-to-inspect", about=str(owner.asset), row=waiting)
    return waiting
