"""What is to be taken down at each site, and what is to be looked at there?"""

from django.db.models import QuerySet

from phaseout.web.estate.models import Asset
from phaseout.web.replacement.models import Replacement
from phaseout.web.reports.queries.must_go import unknown
from phaseout.web.reports.queries.tracked import still_there
from phaseout.web.reports.scope import Scope


def to_do(scope: Scope) -> QuerySet[Replacement]:
    """Return what is still there, site by site, in the order in which it was taken into the programme."""
    return still_there(scope).prefetch_related("asset__keys").order_by("asset__site__ref", "pk")


def to_look_at(scope: Scope) -> QuerySet[Asset]:
    """Return the assets of which nobody knows whether they must go, and which are in no programme."""
    rows = unknown(scope).select_related("site", "room__floor__building")
    return rows.prefetch_related("keys").order_by("site__ref", "pk")
