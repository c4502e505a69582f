"""What changes what is known of a thing: which fields it has, by which names it goes, where it stands?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from phaseout.domain.claim import Grade
from phaseout.web.estate.models import (
    LONGEST,
    LONGEST_SOURCE,
    Asset,
    AssetKey,
    KeyKind,
    Organisation,
    Room,
    Site,
    Told,
)
from phaseout.web.estate.queries import settled
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.services import claim

PERSONS_GRADE = Grade.STRONG
"""What one person says, with nothing beside it."""
SITE = "site"
"""The field of ``Told`` by which a person says where a thing stands: no survey moves it any more."""
_CALLED_BY = (KeyKind.REF, KeyKind.SERIAL, KeyKind.MAC, KeyKind.IP)


@transaction.atomic
def keep_asset(  # noqa: PLR0913 # all by keyword, and each says something else
    organisation: Organisation,
    *,
    site: Site | None,
    keys: Mapping[str, Sequence[str]],
    fields: Mapping[str, tuple[str, str]],
    source: str,
    survey: int,
    at: datetime,
) -> Asset:
    """Keep what a survey says of one thing: of the thing met under one of its keys, else of a new one.

    Args:
        organisation: whose it is; the caller has asked whether somebody may survey there.
        site: where it was seen; None where nobody knows.
        keys: kind of key → values.
        fields: field → (value, grade); an empty value says nothing.
        source: the file and the place in it.
        survey: primary key of the survey.
        at: when it was seen.
    """
    keys = {kind: [_fitted(value) for value in values] for kind, values in keys.items()}
    asset = _met(organisation, site, keys) or Asset(
        organisation=organisation, site=site, label=_called(keys), first_seen=at, last_seen=at
    )
    asset.first_seen = min(asset.first_seen, at)
    if at >= asset.last_seen:
        asset.last_seen = at
        _move(asset, site)
    asset.save()
    for kind, value in _pairs(keys):
        AssetKey.everything.update_or_create(
            asset=asset, kind=kind, value=value,
            defaults={"organisation": organisation, "last_seen": asset.last_seen},
        )  # fmt: skip
    for field, (value, grade) in fields.items():
        if value:
            tell(
                Told(asset=asset, field=field, value=value, grade=grade, source=source, survey=survey, at=at)
            )
    return asset


def tell(told: Told) -> Asset:
    """Keep what one source says of a field, and settle the field's value among all that was said of it.

    Args:
        told: not saved yet. Its field is one of ``Asset.NAMED``, or another name that is kept and shown
            without a column; its survey None for a person, whose word outranks.
    """
    told.value, told.source = _fitted(told.value), _fitted(told.source, LONGEST_SOURCE)
    told.save()
    asset = told.asset
    if told.field in Asset.NAMED:
        best = settled(Told.everything.filter(asset=asset, field=told.field))
        setattr(asset, told.field, best.value)
        if told.field == "maker":
            asset.maker_grade = best.grade
        asset.save()
    return asset


@transaction.atomic
def correct(access: Access, asset: Asset, version: int, *, field: str, value: str) -> Asset:
    """Say what a field of a thing is, as a person.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
        ChangedMeanwhileError: somebody else changed the thing since.
    """
    access.require(Permission.KEEP_ESTATE, asset.organisation_id)
    return _told_by(access, claim(asset, version), field, value)


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
    current.site, current.room = site, room
    current.save()
    return _told_by(access, current, SITE, site.ref if site else "")


def _told_by(access: Access, asset: Asset, field: str, value: str) -> Asset:
    person = get_user_model().objects.get(pk=access.person)
    said = Told(asset=asset, field=field, value=value, grade=PERSONS_GRADE, source=str(person))
    said.at = timezone.now()
    return tell(said)


def _met(organisation: Organisation, site: Site | None, keys: Mapping[str, Sequence[str]]) -> Asset | None:
    """Return the thing that goes by one of the keys, the firmest asked first.

    A reference and a network address mean a thing at one site alone, and another serial number or hardware
    address shows that it is another thing.
    """
    for kind in KeyKind:
        known = AssetKey.everything.filter(
            organisation=organisation, kind=kind, value__in=list(keys.get(kind, ()))
        ).select_related("asset")
        for key in known.order_by("-last_seen", "-pk"):
            is_firm = kind in (KeyKind.SERIAL, KeyKind.MAC)
            if is_firm or (key.asset.site_id == (site and site.pk) and not _is_another(key.asset, keys)):
                # Held until the survey is kept: a person may be correcting it at this moment.
                return Asset.everything.select_for_update().get(pk=key.asset_id)
    return None


def _is_another(asset: Asset, keys: Mapping[str, Sequence[str]]) -> bool:
    """Whether both have a key of a firm kind, and none in common."""
    known = AssetKey.everything.filter(asset=asset, kind__in=(KeyKind.SERIAL, KeyKind.MAC))
    for kind in (KeyKind.SERIAL, KeyKind.MAC):
        has = {key.value for key in known if key.kind == kind}
        if has and keys.get(kind) and has.isdisjoint(keys[kind]):
            return True
    return False


def _move(asset: Asset, site: Site | None) -> None:
    """Put a thing where it was seen last, unless a person said where it stands."""
    if site is None or asset.site_id == site.pk:
        return
    if asset.pk and Told.everything.filter(asset=asset, field=SITE, survey=None).exists():
        return
    asset.site, asset.room = site, None


def _called(keys: Mapping[str, Sequence[str]]) -> str:
    return next((value for kind in _CALLED_BY for value in keys.get(kind, ()) if value), "?")


def _pairs(keys: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for kind in KeyKind:
        yield from ((kind.value, value) for value in dict.fromkeys(keys.get(kind, ())) if value)


def _fitted(text: str, longest: int = LONGEST) -> str:
    """Return a text that a column can hold; one that is cut shows it."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
