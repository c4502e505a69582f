"""What writes the next version of a price list or of a programme?"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.versioned import ChangedMeanwhileError
from phaseout.web.plans.models import PriceLine, PriceVersion, ProgrammeVersion
from phaseout.web.plans.models.numbered import Numbered

Line = dict[str, Any]
"""A price by the names of its columns."""


@transaction.atomic
def write_prices(
    access: Access, organisation: Organisation, seen: int, *, currency: str, lines: Sequence[Line]
) -> PriceVersion:
    """Write the next price list of an organisation.

    Args:
        access: of whoever writes it.
        organisation: whose it is.
        seen: the number of the list it was made from; 0 for the one that is built in.
        currency: of all its prices.
        lines: one for each kind.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: there is a newer list than they saw.
    """
    made = PriceVersion(
        organisation=organisation, number=_next(access, PriceVersion, organisation, seen),
        by_id=access.person, currency=currency,
    )  # fmt: skip
    made.save()
    PriceLine.everything.bulk_create([PriceLine(version=made, **line) for line in lines])
    _note(access, made, "prices-written", seen)
    return made


@transaction.atomic
def write_programme(access: Access, organisation: Organisation, seen: int, text: str) -> ProgrammeVersion:
    """Write the next programme of an organisation.

    Args:
        access: of whoever writes it.
        organisation: whose it is.
        seen: the number of the programme it was made from; 0 for none.
        text: TOML that was looked at and has no faults.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: there is a newer programme than they saw.
    """
    made = ProgrammeVersion(
        organisation=organisation, number=_next(access, ProgrammeVersion, organisation, seen),
        by_id=access.person, text=text,
    )  # fmt: skip
    made.save()
    _note(access, made, "programme-written", seen)
    return made


def _next(access: Access, model: type[Numbered], organisation: Organisation, seen: int) -> int:
    access.require(Permission.ASSESS, organisation.pk)
    last = model.everything.filter(organisation=organisation).order_by("-number").first()
    if (last.number if last else 0) != seen:
        raise ChangedMeanwhileError
    return seen + 1


def _note(access: Access, made: Numbered, what: str, seen: int) -> None:
    noted(
        access, made.organisation_id, what, about=str(made.organisation), before={"number": seen},
        after={"number": made.number},
    )  # fmt: skip
