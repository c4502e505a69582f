"""What is to be looked at in the field, and what was seen there, for whoever asks?"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import F, Q, QuerySet

from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import matching, sites_with
from phaseout.web.field.models import Visit, VisitPhoto
from phaseout.web.field.text import Text, text_in
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.among import among
from phaseout.web.frame.limits import alone
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.queries.standing import with_standing
from phaseout.web.replacement.vocabulary import STILL_THERE, State

LOOKING = "photograph"
"""What one person does at one time: a look takes a process of its own."""
LONGEST_LOOK = 180
"""Seconds after which a look counts as let go of: longer than it may take."""
FOUND = 20
"""Assets among which somebody chooses the one a label is of; whoever has more to choose from types on."""


def sites_to_visit(access: Access, text: str) -> QuerySet[Site]:
    """Return the sites where somebody may bring in what they find, that have every word of a text."""
    return sites_with(Site.objects.within(access, Permission.SURVEY), text).order_by("ref", "pk")


def to_look_at(access: Access, site: Site, text: str, *, work_on: date | None = None) -> QuerySet[Asset]:
    """Return the assets of a site that a text leads to; those not seen for long come first.

    ``work_on``: only those that stand as still there on that day, by the month of their work.
    """
    assets = Asset.objects.within(access, Permission.SURVEY).filter(site=site)
    found = matching(access, assets, text).select_related("room__floor__building", "replacement")
    if work_on is None:
        return found.order_by("last_seen", "pk")
    there = with_standing(Replacement.everything.filter(asset__site=site), work_on)
    work = found.filter(replacement__in=there.filter(Q(("standing__in", STILL_THERE))).values("pk"))
    return work.order_by(F("replacement__month").asc(nulls_last=True), "last_seen", "pk")


def standings(assets: Collection[Asset], day: date) -> dict[int, State]:
    """Return asset → how its replacement stands on a day, of those that are in the programme."""
    rows = Replacement.everything.filter(among("asset", [one.pk for one in assets]))
    return {
        asset: State(standing)
        for asset, standing in with_standing(rows, day).values_list(*("asset", "standing"))
    }


def visited(access: Access, permission: Permission = Permission.READ) -> QuerySet[Visit]:
    """Return the visits to things where somebody has a permission."""
    return Visit.objects.within(access, permission).select_related("asset__site", "by", "comment", "photo")


def visits_of(asset: Asset) -> QuerySet[Visit]:
    """Return the visits to a thing that somebody may see, the newest first."""
    return Visit.everything.filter(asset=asset).select_related("by", "comment").order_by("-pk")


def kept_under(access: Access, key: UUID) -> Visit | None:
    """Return what somebody sent under a key before."""
    return Visit.everything.filter(by=access.person, key=key).first()


def serials_of(asset: Asset) -> list[str]:
    """Return the serial numbers by which a thing is known."""
    return list(asset.keys.filter(kind="serial").order_by("value").values_list("value", flat=True))


def may_be_meant(access: Access, visit: Visit, text: str) -> list[Asset]:
    """Return other assets of the same organisation of which a label may be: at most ``FOUND`` and one."""
    others = Asset.objects.within(access, Permission.SURVEY).filter(organisation=visit.asset.organisation_id)
    found = matching(access, others.exclude(pk=visit.asset_id), text).select_related("site")
    return list(found.order_by("label", "pk")[: FOUND + 1])


def text_of(access: Access, photo: VisitPhoto) -> Text | None:
    """Return the text of a photograph; None where it cannot be looked for, or not now."""
    with alone(LOOKING, str(access.person), seconds=LONGEST_LOOK) as is_first:
        if not is_first or not default_storage.exists(photo.stored):
            return None
        with default_storage.open(photo.stored) as kept:
            return text_in(kept.read())
