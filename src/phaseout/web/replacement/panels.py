"""What do replacements add to the first page, to that of a thing, and to that of a site?"""

from django.utils import timezone

from phaseout.web.estate.models import Asset, Site
from phaseout.web.findings.must_go import must_go_once
from phaseout.web.findings.queries import findings_seen
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.panels import Panel
from phaseout.web.replacement import figures
from phaseout.web.replacement.queries import replacement_of
from phaseout.web.replacement.vocabulary import State


def standing(access: Access, _nothing: None) -> Panel | None:
    """Return how far the programme is; None where nothing is in it."""
    found = figures.few(access)
    return Panel(template="replacement/standing.html", shown={"programme": found}) if found else None


def on_asset(access: Access, asset: Asset) -> Panel | None:
    """Return how far the replacement of a thing is, or the button by which it is begun; None for neither."""
    found = replacement_of(access, asset)
    if found is not None:
        state = State(found.standing)  # type: ignore[attr-defined] # annotated
        return Panel(
            template="replacement/on_asset.html", shown={"replacement": found, "standing": state.label}
        )
    saying = findings_seen(access).filter(must_go_once(timezone.localdate()), asset=asset)
    if not access.may(Permission.ASSESS, asset.organisation_id) or not saying.exists():
        return None
    return Panel(template="replacement/on_asset.html", shown={"replacement": None, "asset": asset})


def at_site(access: Access, site: Site) -> Panel | None:
    """Return how far the programme is at a site; None where nothing of it is in the programme."""
    found = figures.at_site(access, site)
    return Panel(template="replacement/at_site.html", shown={"at_site": found}) if found else None
