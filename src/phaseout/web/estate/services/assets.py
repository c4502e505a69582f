"""What changes what is known of a thing: which fields it has, by which names it goes, where it stands?"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import (
    LONGEST,
    LONGEST_SOURCE,
    Asset,
    Room,
    Site,
    Told,
)
from phaseout.web.estate.queries import settled
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
        told: not saved yet. Its field is one of ``Asset.STATED``, or another name that is kept and shown
            without a column; its survey None for a person, whose word outranks.
    """
    told.value, told.source = _fitted(told.value), _fitted(told.source, LONGEST_SOURCE)
    told.save()
    asset = told.asset
    if told.field in Asset.STATED:
        best = settled(Told.everything.filter(asset=asset, field=told.field))
        setattr(asset, told.field, best.value)
        if told.field == "maker":
            asset.maker_grade = best.grade
        asset.save()
        if told.field == "maker":
            tell_followers([asset.pk])
    return asset


@transaction.atomic
def correct(access: Access, asset: Asset, version: int, *, field: str, value: str) -> Asset:
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
    return _told_by(access, current, field, value)


@transaction.atomic
def put(access: Access, asset: Asset, version: int, *, site: Site | None, room: Room | None) -> Asset:
    """Say at which site and in which room a thing stands, as a person; surveys do not move it afterwards.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the thing since.
        ValueError: the site is another organisation's, or the room another site's.
    """
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    if room is not None and (site is None or room.floor.building.site_id != site.pk):
        raise ValueError("the room lies at another site")
    if site is not None:
        access.require(Permission.KEEP_ESTATE, site.organisation_id)
    current = claim(asset, version)
    before, after = ({SITE: one.ref if one else ""} for one in (current.site, site))
    noted(access, current.organisation_id, "asset-placed", about=str(current), before=before, after=after)
    current.site, current.room = site, room
    current.save()
    tell_followers([current.pk])
    return _told_by(access, current, SITE, site.ref if site else "")


def _told_by(access: Access, asset: Asset, field: str, value: str) -> Asset:
    person = get_user_model().objects.get(pk=access.person)
    said = Told(asset=asset, field=field, value=value, grade=PERSONS_GRADE, source=str(person))
    said.at = timezone.now()
    return tell(said)


def _fitted(text: str, longest: int = LONGEST) -> str:
    """Return a text that a column can hold; one that is cut shows it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
