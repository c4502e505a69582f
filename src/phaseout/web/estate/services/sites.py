"""What changes sites, and what is known of how far they were looked at?"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phaseout.web.estate.editable import OF_SITES, kept
from phaseout.web.estate.models import Coverage, Look, Organisation, Site
from phaseout.web.estate.queries import is_looked_at_by_another
from phaseout.web.estate.services.differing import differences
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.events.services import noted
from phaseout.web.frame.services import claim


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What somebody says of a site; what is empty or None nobody said."""

    organisation: Organisation
    ref: str
    name_en: str = ""
    name_fr: str = ""
    tier: int | None = None
    owner: str = ""
    operator: str = ""
    custodian: str = ""
    lease_end: date | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    networks: Sequence[str] = ()
    purpose: Sequence[str] = ()


@transaction.atomic
def add_site(access: Access, facts: SiteFacts) -> Site:
    """Add a site to an organisation.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
    """
    site = enter_site(access, facts)
    noted(access, site.organisation_id, "site-added", about=str(site), after={"ref": site.ref})
    return site


def enter_site(access: Access, facts: SiteFacts) -> Site:
    """Add a site of many that are noted together.

    Raises:
        PermissionDenied: somebody may not keep the estate there.
    """
    access.require(Permission.KEEP_ESTATE, facts.organisation.pk)
    return _written(Site(), facts)


@transaction.atomic
def change_site(access: Access, site: Site, version: int, facts: SiteFacts) -> Site:
    """Say anew what a site is.

    Raises:
        PermissionDenied: somebody may not keep the estate where it is or where it goes.
        ChangedMeanwhileError: somebody else changed it since.
    """
    current = claim(site, version)  # as it stands: a form may have written on the row it was handed
    access.require(Permission.KEEP_ESTATE, current.organisation_id)
    access.require(Permission.KEEP_ESTATE, facts.organisation.pk)
    before, was_in = _as_noted(current), current.organisation_id
    written = _written(current, facts)
    if changed := differences(before, _as_noted(written)):
        for organisation in dict.fromkeys((was_in, written.organisation_id)):  # who it left is told as well
            noted(access, organisation, "site-changed", about=str(written),
                  before=changed.before, after=changed.after)  # fmt: skip
    return written


@transaction.atomic
def add_look(access: Access, site: Site, *, way: str, on: date, note: str = "", left: str = "") -> Look:
    """Keep that somebody looked at a site in a way on a day.

    Args:
        access: of who looked.
        site: which.
        way: one of ``Coverage`` but not-started.
        on: the day.
        note: what was looked at, and what could not be.
        left: what is left to look at in this way; empty where it was the whole site.

    Raises:
        PermissionDenied: somebody may not bring in what was found there.
        ValidationError: it is to count as verified, and nobody but them looked.
    """
    access.require(Permission.SURVEY, site.organisation_id)
    if way == Coverage.VERIFIED and not is_looked_at_by_another(site, access.person):
        raise ValidationError(_("Verified means that a second person looked: nobody but you did yet."))
    look = Look(site=site, way=way, on=on, note=note, left=left, by_id=access.person)
    look.save()
    said = {"way": way, "on": on.isoformat()} | ({"left": left} if left else {})
    noted(access, site.organisation_id, "look-added", about=str(site), after=said)
    return look


@transaction.atomic
def withdraw_look(access: Access, look: Look, *, reason: str) -> bool:
    """Take a look back, as who entered it or who keeps the estate; it counts no more and stays in sight.

    Returns whether it still was to be taken back: of two who do so at once, the first one's reason stands.

    Raises:
        PermissionDenied: it is somebody else's, or somebody may not bring in what was found there.
    """
    organisation = look.site.organisation_id
    own = look.by_id == access.person
    access.require(Permission.SURVEY if own else Permission.KEEP_ESTATE, organisation)
    ours = Look.everything.filter(Look.COUNTS, pk=look.pk)
    if not ours.update(withdrawn=timezone.now(), withdrawn_by=access.person, why_withdrawn=reason):
        return False
    before = {"way": look.way, "on": look.on.isoformat()}
    noted(access, organisation, "look-withdrawn", about=str(look.site), before=before)
    return True


def _as_noted(site: Site) -> dict[str, object]:
    values = {name: kept(getattr(site, name)) for name in OF_SITES}
    return values | {"organisation": str(site.organisation)}


def _written(site: Site, facts: SiteFacts) -> Site:
    for one in fields(facts):
        value = getattr(facts, one.name)
        setattr(site, one.name, list(value) if one.name in ("networks", "purpose") else value)
    site.save()
    return site
