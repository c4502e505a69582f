"""What is an answer about?"""

from dataclasses import dataclass
from enum import StrEnum

from phaseout.intake.answers_file import ASSET_KEYS, ROLES
from phaseout.intake.context_file import FACT_KEYS
from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.frame.access import Access, Permission

OF_THINGS = frozenset(ASSET_KEYS) - frozenset(FACT_KEYS)
"""Facts that are answered of a thing and of nothing wider."""


class About(StrEnum):
    """Sorts of what an answer is about."""

    ORGANISATION = "organisation"
    SITE = "site"
    ASSET = "asset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A branch with all below it, one of its sites, or one thing; each by its primary key."""

    organisation: int
    site: int | None = None
    asset: int | None = None


def answered_of(fact: str) -> tuple[About, ...]:
    """Return of what a fact can be answered, the widest first."""
    if fact in OF_THINGS:
        return (About.ASSET,)
    return (About.ORGANISATION,) if fact == ROLES else tuple(About)


def place_of(access: Access, about: About, pk: int) -> Place | None:
    """Return what an answer is about; None where there is none of which somebody may answer."""
    match about:
        case About.ORGANISATION:
            branch = Organisation.objects.within(access, Permission.ASSESS).filter(pk=pk).first()
            return Place(organisation=branch.pk) if branch else None
        case About.SITE:
            site = Site.objects.within(access, Permission.ASSESS).filter(pk=pk).first()
            return Place(organisation=site.organisation_id, site=site.pk) if site else None
        case About.ASSET:
            asset = Asset.objects.within(access, Permission.ASSESS).filter(pk=pk).first()
            return Place(organisation=asset.organisation_id, asset=asset.pk) if asset else None
