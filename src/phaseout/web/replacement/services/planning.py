"""What writes down how something is to be replaced, by what, and on what terms it may stay so long?"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.replacement.gate import answered
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import Replacing

Values = Mapping[str, object]


@transaction.atomic
def plan(  # noqa: PLR0913
    access: Access,
    replacement: Replacement,
    version: int,
    *,
    package: str,
    month: date | None,
    funding: str,
    visit: date | None,
    blocker: str,
    blocker_note: str,
) -> Replacement:
    """Say in which package and month it is replaced, from which funds, on which day, and what holds it up.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: it is no more what they saw.
    """
    first = month.replace(day=1) if month else None
    said = {"package": package, "month": first, "funding": funding, "visit": visit, "blocker": blocker,
            "blocker_note": blocker_note if blocker else ""}  # fmt: skip
    return _written(access, replacement, version, said)


@transaction.atomic
def say_replacing(  # noqa: PLR0913
    access: Access,
    replacement: Replacement,
    version: int,
    *,
    replacing: Replacing,
    asset: Asset | None,
    model: str,
    reason: str,
) -> Replacement:
    """Say what replaces it; of a model that is to be bought, ask what the law answers on an order of it.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: it is no more what they saw.
    """
    said: dict[str, object] = {
        "replacing": replacing,
        "replaced_by": asset if replacing == Replacing.ASSET else None,
        "replaced_model": model if replacing == Replacing.MODEL else "",
        "replacing_reason": reason,
        "gate": "", "gate_measure": "", "gate_edition": "", "gate_as_of": None,
    }  # fmt: skip
    if replacing == Replacing.MODEL:
        found = answered(model, replacement.organisation, timezone.localdate())
        said |= {"gate": found.outcome, "gate_measure": found.measure, "gate_edition": found.edition,
                 "gate_as_of": found.as_of}  # fmt: skip
    return _written(access, replacement, version, said)


@transaction.atomic
def say_terms(
    access: Access, replacement: Replacement, version: int, *, laydown: str, phase_out: str
) -> Replacement:
    """Say on what terms it may stay for a time: where all like it is laid down, and how it goes in the end.

    Raises:
        PermissionDenied: somebody may not plan there.
        ChangedMeanwhileError: it is no more what they saw.
    """
    return _written(access, replacement, version, {"laydown": laydown, "phase_out": phase_out})


def _written(access: Access, replacement: Replacement, version: int, said: Values) -> Replacement:
    access.require(Permission.ASSESS, replacement.organisation_id)
    return write_plan(access, replacement, version, said)


def write_plan(access: Access, replacement: Replacement, version: int, said: Values) -> Replacement:
    """Write what is planned of a replacement; for services, which have asked whether somebody may.

    Raises:
        ChangedMeanwhileError: it is no more what they saw.
    """
    current = claim(replacement, version)
    before = {field: getattr(current, field) for field in said}
    for field, value in said.items():
        setattr(current, field, value)
    current.save()
    changed = [field for field in said if before[field] != said[field]]
    noted(access, current.organisation_id, "replacement-planned", about=str(current.asset),
          before={field: _told(before[field]) for field in changed},
          after={field: _told(said[field]) for field in changed})  # fmt: skip
    return current


def _told(value: object) -> object:
    """Return a value as it is noted."""
    return str(value or "")
