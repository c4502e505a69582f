"""How does each site stand: by the gravest that was determined of a thing there, and what was found?

What was found an app above counts. It says on its ``AppConfig`` by which function:
``of_sites = "phaseout.web.findings.queries.of_sites.with_found"``, as it says what it adds to a page.
"""

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When
from django.utils.module_loading import import_string

from phaseout.web.estate.models import Asset, Site
from phaseout.web.frame.access import Access
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


def with_found(access: Access, sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites, each with ``applies``, ``undetermined`` and ``to_go``: what was found there."""
    for counting in _counting():
        sites = counting(access, sites)
    return sites


@cache
def _counting() -> tuple[Callable[[Access, QuerySet[Site]], QuerySet[Site]], ...]:
    named = [name for config in apps.get_app_configs() if (name := getattr(config, "of_sites", ""))]
    return tuple(map(import_string, named))


def located(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites of which somebody said where they lie."""
    return sites.exclude(latitude=None).exclude(longitude=None)
