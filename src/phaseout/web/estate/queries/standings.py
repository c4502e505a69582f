"""How does each site stand: by the gravest that was determined of a thing there?"""

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame.marks import GRAVEST, UNSAID


def with_standing(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites, each with ``standing``: the gravest outcome there, ``UNSAID`` where there is none."""
    there = Asset.everything.filter(site=OuterRef("pk")).order_by()
    found = [
        When(Exists(there.filter(outcome=outcome)), then=Value(outcome))
        for outcome in GRAVEST
        if outcome != UNSAID
    ]
    return sites.annotate(standing=Case(*found, default=Value(UNSAID), output_field=CharField()))


def located(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites of which somebody said where they lie."""
    return sites.exclude(latitude=None).exclude(longitude=None)
