"""What writes down how something is to be replaced, by what, and on what terms it may stay so long?"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.frame.words import register
from phaseout.web.replacement.gate import answered, is_forbidden, is_unsettled
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import FUNDED_ON, GONE, Replacing, State

_BOUGHT = (State.PROCURED, State.SCHEDULED, *GONE)
"""What stands so is bought, or stands in its place already."""

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
        ValidationError: something would be emptied on which it stands.
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
        ValidationError: nothing replaces itself; of what is bought already a reason is missing.
    """
    said: dict[str, object] = {
        "replacing": replacing,
        "replaced_by": asset if replacing == Replacing.ASSET else None,
        "replaced_model": model if replacing == Replacing.MODEL else "",
        "replacing_reason": reason,
        "gate": "", "gate_measure": "", "gate_edition": "", "gate_as_of": None,
    }  # fmt: skip
    if asset is not None and asset.pk == replacement.asset_id:
        raise ValidationError(_("Nothing replaces itself."))
    if replacing == Replacing.MODEL:
        said |= _asked(model, replacement)
    written = _written(access, replacement, version, said)
    if (written.under or written.state) in _BOUGHT and not reason:
        if replacing == Replacing.OPEN and written.state in FUNDED_ON:
            raise ValidationError(_("It is bought already: say what replaces it, or take it back first."))
        if is_forbidden(written) or is_unsettled(written):
            raise ValidationError(_("It must not be bought or used, or nobody knows that it may: write why."))
    return written


def ask_gate_again(replacement: Replacement) -> None:
    """Ask anew what the law answers on buying a model, where it was asked on another day; for a service.

    Args:
        replacement: as it was claimed.
    """
    known = (replacement.gate_as_of, replacement.gate_edition)
    if replacement.replacing == Replacing.MODEL and known != (timezone.localdate(), register().edition):
        asked = _asked(replacement.replaced_model, replacement)
        Replacement.everything.filter(pk=replacement.pk).update(**asked)
        for field, value in asked.items():
            setattr(replacement, field, value)


def _asked(model: str, replacement: Replacement) -> dict[str, object]:
    found = answered(model, replacement.organisation, timezone.localdate())
    return {"gate": found.outcome, "gate_measure": found.measure, "gate_edition": found.edition,
            "gate_as_of": found.as_of}  # fmt: skip


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
        ValidationError: something would be emptied on which it stands.
    """
    current = claim(replacement, version)
    _refuse_emptying(current, said)
    before = {field: getattr(current, field) for field in said}
    for field, value in said.items():
        setattr(current, field, value)
    current.save()
    changed = [field for field in said if before[field] != said[field]]
    noted(access, current.organisation_id, "replacement-planned", about=str(current.asset),
          before={field: _told(before[field]) for field in changed},
          after={field: _told(said[field]) for field in changed})  # fmt: skip
    return current


def _refuse_emptying(row: Replacement, said: Values) -> None:
    """Refuse that what is funded loses what it was let there by; it may be another."""
    state = row.under or row.state
    if state in FUNDED_ON and any(not said.get(name, True) for name in ("package", "month", "funding")):
        raise ValidationError(
            _("It is funded: package, month and funding line stay, though others may be named.")
        )
    if state == State.SCHEDULED and not said.get("visit", True):
        raise ValidationError(_("Its work is scheduled: the day stays, though another may be named."))


def _told(value: object) -> object:
    """Return a value as it is noted."""
    return str(value or "")
