"""What draws a sample of what is said to be gone, and records what somebody found there?"""

import hashlib
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.replacement.models import Inspected, Inspection
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
    among = list(may_be_inspected(access, organisation.pk).values_list("pk", flat=True))
    if not among:
        raise ValidationError(_("Nothing is said to be gone there yet."))
    made = Inspection(
        organisation=organisation,
        seed=seed,
        size=min(size, len(among)),
        among=len(among),
        by_id=access.person,
    )
    made.save()
    chosen = sorted(among, key=lambda pk: rank(seed, pk))[:size]
    Inspected.everything.bulk_create(Inspected(inspection=made, replacement_id=pk) for pk in chosen)
    noted(access, organisation.pk, "inspection-drawn", about=seed, after={"number": len(chosen)})
    return made


@transaction.atomic
def record_inspection(
    access: Access, inspected: Inspected, version: int, *, result: Result, on: date, note: str
) -> Inspected:
    """Record what somebody found where a thing stood.

    Raises:
        PermissionDenied: somebody may not record work there, or recorded the removal themselves.
        ChangedMeanwhileError: it is no more what they saw.
    """
    owner = inspected.replacement
    access.require(Permission.SURVEY, owner.organisation_id)
    if access.person in removers_of(owner):
        raise PermissionDenied
    current = claim(inspected, version)
    current.result, current.on, current.note, current.by_id = result, on, note, access.person
    current.save()
    noted(access, owner.organisation_id, "inspection-recorded", about=str(owner.asset),
          after={"result": result.value})  # fmt: skip
    return current
