"""What changes what is known of a thing by somebody who stands before it?"""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.estate.models import Asset, AssetKey, KeyKind, SeenBy, Told
from phaseout.web.estate.services.assets import PERSONS_GRADE, tell
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim

OF_LABEL = "label.text"
"""How sources name what a person read on a label."""


@transaction.atomic
def meet(access: Access, asset: Asset, at: datetime) -> None:
    """Keep that somebody saw a thing where it stands; what was seen later stays.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
    """
    access.require(Permission.SURVEY, asset.organisation_id)
    Asset.everything.filter(pk=asset.pk, last_seen__lt=at).update(last_seen=at, seen_by=SeenBy.PERSON)


@transaction.atomic
def read_label(access: Access, asset: Asset, version: int, *, serial: str, model: str) -> Asset:
    """Keep what a person read on the label of a thing; an empty text was not read.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ChangedMeanwhileError: somebody else changed the thing since.
        ValidationError: another thing of the organisation has this serial number.
    """
    access.require(Permission.SURVEY, asset.organisation_id)
    current = claim(asset, version)
    before = {"model": current.model} if model else {}
    if serial:
        _keep_serial(current, serial)
    if model:
        person = get_user_model().objects.get(pk=access.person)
        said = Told(asset=current, field="model", value=model, grade=PERSONS_GRADE, at=timezone.now(),
                    source=f"{person}, {OF_LABEL}")  # fmt: skip
        current = tell(said)
    after = {name: text for name, text in (("serial", serial), ("model", model)) if text}
    noted(access, current.organisation_id, "label-read", about=str(current), before=before, after=after)
    return current


def _keep_serial(asset: Asset, serial: str) -> None:
    named = AssetKey.everything.filter(
        organisation=asset.organisation_id, kind=KeyKind.SERIAL, value=serial
    ).select_related("asset")
    other = named.exclude(asset=asset.pk).first()
    if other is not None:
        why = _("Another asset has this serial number: %(asset)s (number %(number)s).")
        raise ValidationError(why, params={"asset": other.asset, "number": other.asset_id})
    now = timezone.now()
    if not named.update(last_seen=now):
        AssetKey(
            organisation_id=asset.organisation_id,
            asset=asset,
            kind=KeyKind.SERIAL,
            value=serial,
            last_seen=now,
        ).save()
