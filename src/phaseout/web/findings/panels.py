"""What do findings add to the first page, and to the page of a thing?"""

from phaseout.web.estate.models import Asset
from phaseout.web.findings import standing as figures
from phaseout.web.findings.models import Finding
from phaseout.web.findings.queries import findings_seen
from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel

FEW = 10
"""Findings that the page of a thing names; the list has all."""


def standing(access: Access, _nothing: None) -> Panel:
    """Return the figures of the findings in the reader's reach."""
    return Panel(template="findings/standing.html", shown={"standing": figures.shown(access)})


def on_asset(access: Access, asset: Asset) -> Panel:
    """Return the gravest findings on a thing."""
    found: list[Finding] = list(findings_seen(access).filter(asset=asset)[: FEW + 1])
    shown = {"asset": asset, "found": found[:FEW], "are_more": len(found) > FEW}
    return Panel(template="findings/on_asset.html", shown=shown)
