"""What is to be looked at in the field, and what was seen there, for whoever asks?"""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import F, QuerySet

from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.queries import matching, sites_with
from phaseout.web.field.models import Visit, VisitPhoto
from phaseout.web.field.text import Text, text_in
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.limits import alone
from phaseout.web.replacement.vocabulary import STILL_THERE

LOOKING = "photograph"
"""What one person does at one time: a look takes a process of its own."""
LONGEST_LOOK = 180
"""Seconds after which a look counts as let go of: longer than it may take."""
FOUND = 20
"""Assets among which somebody chooses the one a label is of; whoever has more to choose from types on."""


def sites_to_visit(access: Access, text: str) -> QuerySet[Site]:
    """Return the sites where somebody may bring in what they find, that have every word of a text."""
    return sites_with(Site.objects.within(access, Permission.SURVEY), text).order_by("ref", "pk")


def to_look_at(access: Access, site: Site, text: str, *, is_work: bool = False) -> QuerySet[Asset]:
    """Return the assets of a site that a text leads to; those not seen for long come first.

    ``is_work``: only those in the programme that are still there, by the month of their work.
    """
    there = Asset.objects.within(access, Permission.SURVEY).filter(site=site)
    found = matching(access, there, text).select_related("room__floor__building", "replacement")
    if not is_work:
        return found.order_by("last_seen", "pk")
    work = found.filter(replacement__state__in=STILL_THERE)
    return work.order_by(F("replacement__month").asc(nulls_last=True), "last_seen", "pk")


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
