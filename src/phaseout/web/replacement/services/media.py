"""What lists storage media, records how each was sanitised, and through whose hands it went?"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim
from phaseout.web.replacement.certificate import faults
from phaseout.web.replacement.models import Handover, Medium, Replacement
from phaseout.web.replacement.names import is_same_name
from phaseout.web.replacement.vocabulary import GONE, Media, State

_SANITISED = GONE[GONE.index(State.SANITISED) :]
Values = Mapping[str, object]


@transaction.atomic
def say_media(
    access: Access, replacement: Replacement, version: int, *, media: Media, reason: str
) -> Replacement:
    """Say whether a thing stores anything, and how that is known.

    Raises:
        PermissionDenied: somebody may not record work there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: its media count as sanitised already, or some are listed.
    """
    access.require(Permission.SURVEY, replacement.organisation_id)
    current = claim(replacement, version)
    _refuse_late(current)
    if media != Media.LISTED and Medium.everything.filter(replacement=current).exists():
        raise ValidationError(_("Storage media of it are listed: it has some."))
    current.media, current.media_reason = media, reason
    current.save()
    noted(
        access, current.organisation_id, "media-said", about=str(current.asset), after={"media": media.value}
    )
    return current


@transaction.atomic
def list_medium(access: Access, replacement: Replacement, values: Values) -> Medium:
    """List a storage medium of a thing, which thereby has some.

    Args:
        values: the fields of ``media_forms.Listing``.

    Raises:
        PermissionDenied: somebody may not record work there.
        ValidationError: its media count as sanitised already.
    """
    access.require(Permission.SURVEY, replacement.organisation_id)
    current = Replacement.everything.select_for_update().get(pk=replacement.pk)
    _refuse_late(current)
    medium = Medium(replacement=current, by_id=access.person, **values)
    medium.save()
    listed = {"media": Media.LISTED, "media_reason": ""}
    Replacement.everything.filter(pk=current.pk).exclude(**listed).update(version=F("version") + 1, **listed)
    noted(access, current.organisation_id, "medium-listed", about=f"{current.asset}: {medium}", row=medium)
    return medium


@transaction.atomic
def certify(access: Access, medium: Medium, version: int, values: Values) -> Medium:
    """Record the certificate of sanitisation of a medium; once whole, it is not written over.

    Args:
        values: the fields of ``media_forms.Certifying``.

    Raises:
        PermissionDenied: somebody may not record work there.
        ChangedMeanwhileError: it is no more what they saw.
        ValidationError: it has a certificate, or what is said cannot be so.
    """
    access.require(Permission.SURVEY, medium.replacement.organisation_id)
    current = claim(medium, version)
    if current.is_sanitised:
        raise ValidationError(_("It has a certificate already, and that stays as it was written."))
    owner = current.replacement
    if wrong := faults(values, before=current.before, removed_on=owner.removed_on):
        raise ValidationError(list(wrong.values()))
    for field, value in values.items():
        setattr(current, field, value)
    current.certified_by_id = access.person
    current.save()
    noted(access, owner.organisation_id, "medium-sanitised", about=f"{owner.asset}: {current}",
          after={"category": current.category}, row=current)  # fmt: skip
    return current


@transaction.atomic
def hand_over(  # noqa: PLR0913
    access: Access, medium: Medium, *, giver: str, taker: str, when: date, place: str, seal: str
) -> Handover:
    """Record that a medium went from one to another.

    Raises:
        PermissionDenied: somebody may not record work there.
        ValidationError: it was not in those hands, nor goes to others, or the day comes too early.
    """
    owner = medium.replacement
    access.require(Permission.SURVEY, owner.organisation_id)
    Medium.everything.select_for_update().get(pk=medium.pk)
    last = Handover.everything.filter(medium=medium).order_by("pk").last()
    if is_same_name(giver, taker):
        raise ValidationError(_("It cannot be handed over to who has it already."))
    if when < (owner.removed_on or timezone.localdate(owner.started)):
        raise ValidationError(_("It cannot be handed over before what it is of was removed, or taken in."))
    if last is not None and not is_same_name(last.taker, giver):
        raise ValidationError(
            _("It was handed to %(who)s last: from there it must go on.") % {"who": last.taker}
        )
    if last is not None and last.when > when:
        raise ValidationError(_("It was handed over later than that already."))
    made = Handover(
        medium=medium, giver=giver, taker=taker, when=when, place=place, seal=seal, by_id=access.person
    )
    made.save()
    noted(access, owner.organisation_id, "medium-handed-over", about=f"{owner.asset}: {medium}",
          after={"from": giver, "to": taker}, row=made)  # fmt: skip
    return made


def _refuse_late(replacement: Replacement) -> None:
    if replacement.state in _SANITISED:
        raise ValidationError(
            _("Its media count as sanitised: take it back to “removed” first, with a reason.")
        )
