"""What does work in the field add to the page of a thing?"""

from phaseout.web.estate.models import Asset
from phaseout.web.field.queries import visits_of
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.panels import Panel

NEWEST = 50
"""Visits that the page of a thing shows; it says where there are more."""


def on_asset(access: Access, asset: Asset) -> Panel | None:
    """Return what was seen and photographed there; None where nothing was, for who may add nothing."""
    newest = list(visits_of(asset)[: NEWEST + 1])
    may_visit = access.may(Permission.SURVEY, asset.organisation_id)
    if not newest and not may_visit:
        return None
    shown = {
        "asset": asset,
        "visits": newest[:NEWEST],
        "are_more": len(newest) > NEWEST,
        "may_visit": may_visit,
        "see_who": access.may(Permission.AUDIT, asset.organisation_id),
    }
    return Panel(template="field/on_asset.html", shown=shown)
