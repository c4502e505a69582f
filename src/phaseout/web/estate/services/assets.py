"""What changes what is known of a thing: which fields it has, by which names it goes, where it stands?"""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.domain.claim import Grade
from phaseout.web.estate.editable import ELSEWHERE
from phaseout.web.estate.models import (
    LONGEST,
    LONGEST_REASON,
    LONGEST_SOURCE,
    Asset,
    Room,
    Site,
    Told,
)
from phaseout.web.estate.queries import settled, stands_within
from phaseout.web.estate.services.following import tell_followers
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim

PERSONS_GRADE = Grade.STRONG
"""What one person says, with nothing beside it."""
SITE = "site"
"""The field of ``Told`` by which a person says where a thing stands: no survey moves it any more."""


def tell(told: Told) -> Asset:
    """Keep what one source says of a field, and settle the field's value among all that was said of it.

    Args:
        told: not saved yet, of an asset that was claimed and read since: its version counts this word.
            Its field is one of ``Asset.STATED``, or another name that is kept and shown without a column;
            its survey None for a person, whose word outranks.
    """
    told.value, told.source = _fitted(told.value), _fitted(told.source, LONGEST_SOURCE)
    told.reason = _fitted(told.reason, LONGEST_REASON)
    told.save()
    asset = told.asset
    if told.field in Asset.STATED:
        _settle(asset, told.field)
    return asset


@transaction.atomic
def correct(access: Access, asset: Asset, version: int, *, field: str, value: str, reason: str) -> Asset:
    """Say what a field of a thing is, as a person.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the thing since.
    """
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    current = claim(asset, version)
    before = {field: getattr(current, field, "")}
    noted(access, current.organisation_id, "asset-corrected", about=str(current), before=before,
          after={field: value})  # fmt: skip
    return _told_by(access, current, field, value, reason)


@transaction.atomic
def withdraw_word(access: Access, asset: Asset, version: int, *, field: str, reason: str) -> Asset:
    """Take back what people said of a field of a thing: what surveys say of it counts again.

    Where it stands stays as it is, until a survey sees it elsewhere.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the thing since.
        ValidationError: no person's word counts there.
    """
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    current = claim(asset, version)
    before = getattr(current, field, "")
    words = Told.everything.filter(Told.COUNTS, asset=current, field=field, survey=None)
    if not words.update(withdrawn=timezone.now(), why_withdrawn=reason):
        raise ValidationError(_("No person's word counts there."))
    if field in Asset.STATED:
        _settle(current, field)
    tell_followers([current.pk])
    before, after = ({field: str(value or "")} for value in (before, getattr(current, field, "")))
    noted(access, current.organisation_id, "word-withdrawn", about=str(current), before=before,
          after=after)  # fmt: skip
    return current


@transaction.atomic
def put(access: Access, asset: Asset, version: int, *, site: Site | None, room: Room | None) -> Asset:
    """Say at which site and in which room a thing stands, as a person; surveys do not move it afterwards.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the thing since.
        ValidationError: the site is of an organisation neither above nor below the asset's.
        ValueError: the room is another site's.
    """
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    if room is not None and (site is None or room.floor.building.site_id != site.pk):
        raise ValueError("the room lies at another site")
    if site is not None:
        access.require(Permission.KEEP_ESTATE, site.organisation_id)
        if not stands_within(asset.organisation, site.organisation):
            raise ValidationError(str(ELSEWHERE))
    current = claim(asset, version)
    before, after = ({SITE: one.ref if one else ""} for one in (current.site, site))
    noted(access, current.organisation_id, "asset-placed", about=str(current), before=before, after=after)
    current.site, current.room = site, room
    current.save()
    tell_followers([current.pk])
    return _told_by(access, current, SITE, site.ref if site else "", "")


def _settle(asset: Asset, field: str) -> None:
    """Give a field the value that counts among what was said of it; nothing where nothing counts."""
    told = list(Told.everything.filter(Told.COUNTS, asset=asset, field=field))
    best = settled(told) if told else None
    setattr(asset, field, best.value if best else "")
    if field == "maker":
        asset.maker_grade = best.grade if best else ""
    asset.save()
    if field == "maker":
        tell_followers([asset.pk])


def _told_by(access: Access, asset: Asset, field: str, value: str, reason: str) -> Asset:
    person = get_user_model().objects.get(pk=access.person)
    said = Told(asset=asset, field=field, value=value, grade=PERSONS_GRADE, source=str(person), reason=reason)
    said.at = timezone.now()
    return tell(said)


def _fitted(text: str, longest: int = LONGEST) -> str:
    """Return a text that a column can hold; one that is cut shows it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
