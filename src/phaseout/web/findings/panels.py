"""What do findings add to the first page, and to the page of a thing?"""

from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.findings import standing as figures
from phaseout.web.findings.models import Finding
from phaseout.web.findings.own import own_acts
from phaseout.web.findings.queries import findings_seen
from phaseout.web.findings.queries.counts import reviewed
from phaseout.web.findings.silent import no_finding
from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel

FEW = 10
"""Findings that the page of a thing names; the list has all."""


MOST = 300
"""Findings that paper names; the list has all."""


def standing(access: Access, _nothing: None) -> Panel:
    """Return the figures of the findings in the reader's reach."""
    return Panel(template="findings/standing.html", shown={"standing": figures.shown(access)})


def at_site(access: Access, site: Site) -> Panel:
    """Return what the law answers of what is at a site, and what people made of it."""
    found = reviewed(access, timezone.localdate(), site=site)
    return Panel(template="findings/here.html", shown={"table": figures.table(found, f"site={site.pk}")})


def in_organisation(access: Access, organisation: Organisation) -> Panel:
    """Return what the law answers of what an organisation and its branches have."""
    found = reviewed(access, timezone.localdate(), organisation=organisation)
    narrowed = f"organisation={organisation.pk}"
    return Panel(template="findings/here.html", shown={"table": figures.table(found, narrowed)})


def on_asset(access: Access, asset: Asset) -> Panel:
    """Return the gravest findings on a thing: of one's own acts first, then the others by act."""
    found: list[Finding] = list(findings_seen(access).filter(asset=asset)[: FEW + 1])
    own = own_acts()
    few = sorted(found[:FEW], key=lambda one: (one.act not in own, one.act if one.act not in own else ""))
    groups = [("", [one for one in few if one.act in own])]
    groups += [(act, list(rows)) for act, rows in groupby(few, lambda one: one.act) if act not in own]
    shown = {
        "asset": asset, "groups": [one for one in groups if one[1]], "are_more": len(found) > FEW,
        "none": no_finding(asset),
    }  # fmt: skip
    return Panel(template="findings/on_asset.html", shown=shown)


def on_paper_of_asset(access: Access, asset: Asset) -> Panel:
    """Return all findings on a thing, each with who answered when, for paper."""
    return _on_paper(findings_seen(access).filter(asset=asset), none=no_finding(asset))


def on_paper_of_site(access: Access, site: Site) -> Panel:
    """Return the findings at a site, each with who answered when, for paper."""
    return _on_paper(findings_seen(access).filter(site=site))


def _on_paper(rows: QuerySet[Finding], *, none: str = "") -> Panel:
    """Return findings for paper: of a site, unless it is said why a thing has none."""
    number = rows.count()
    shown = {
        "found": list(rows.order_by("rank", "-pk")[:MOST]), "number": number, "more": max(number - MOST, 0),
        "of_site": not none, "none": none,
    }  # fmt: skip
    return Panel(template="findings/paper/found.html", shown=shown)
