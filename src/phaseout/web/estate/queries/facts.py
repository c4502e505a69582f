"""What does the estate itself state of organisations and sites, in the words of the facts of measures?"""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.frame.access import Access

Facts = Mapping[str, tuple[str, ...]]
"""Fact → its values; what nobody stated is not there."""


def way_of(organisation: Organisation) -> list[int]:
    """Return the primary keys from the root down to an organisation."""
    return [int(pk) for pk in organisation.path.strip("/").split("/")]


def line_of(organisation: Organisation) -> list[Organisation]:
    """Return an organisation, then each above it up to the root."""
    known = Organisation.everything.in_bulk(way_of(organisation))
    return [known[pk] for pk in reversed(way_of(organisation))]


def stands_within(asset: Organisation, site: Organisation) -> bool:
    """Return whether an asset of one organisation may stand at a site of another: in one line of the tree."""
    return asset.path.startswith(site.path) or site.path.startswith(asset.path)


def in_line_with(organisation: Organisation) -> Q:
    """Return that a row's organisation is above or below another, or that one itself."""
    return Q(organisation__in=way_of(organisation)) | Q(organisation__path__startswith=organisation.path)


def lines_seen(access: Access) -> dict[int, list[Organisation]]:
    """Return, for each organisation that somebody sees, itself and each above it up to the root."""
    seen = Organisation.objects.visible_to(access).in_bulk()
    beyond = {pk for one in seen.values() for pk in way_of(one)} - seen.keys()
    known = seen | (Organisation.everything.in_bulk(beyond) if beyond else {})
    return {
        pk: [known[above] for above in reversed(way_of(one)) if above in known] for pk, one in seen.items()
    }


def stating_role(line: Sequence[Organisation]) -> Organisation | None:
    """Return the nearest of a line that states what it is in law, None where none does."""
    return next((one for one in line if one.roles), None)


def use_of(line: Sequence[Organisation]) -> dict[str, tuple[tuple[str, ...], Organisation]]:
    """Return what a line states of all that is its own: fact → values, and who of the line states it."""
    stated: dict[str, tuple[tuple[str, ...], Organisation]] = {}
    for one in reversed(line):
        stated |= {str(fact): (_values(value), one) for fact, value in one.context.items()}
    return {fact: (values, one) for fact, (values, one) in stated.items() if values}


def facts_of_site(site: Site) -> Facts:
    """Return what is stated of a site."""
    facts = {
        "purpose": tuple(site.purpose),
        "owner": (site.owner,) if site.owner else (),
        "operator": (site.operator,) if site.operator else (),
        "lease-end": (site.lease_end.isoformat(),) if site.lease_end else (),
    }
    return {fact: values for fact, values in facts.items() if values}


def _values(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, list) else ()
