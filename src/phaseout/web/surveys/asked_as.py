"""Who asks, where and for what, as the engine is told it?"""

from collections.abc import Iterable, Mapping, Sequence

from phaseout.domain.facts import Context, SiteRule
from phaseout.survey.sites import folded_name
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.queries import facts_of_site, stating_role, use_of

EVERY_SOURCE = "*"


def context_of(line: Sequence[Organisation], sites: Iterable[Site], chosen: Site | None) -> Context:
    """Return the context of an organisation.

    Args:
        line: the organisation, then each above it up to the root; the nearest that states roles or a fact
            counts.
        sites: those of the organisation.
        chosen: where everything in the files stands, if somebody said so.
    """
    stating = stating_role(line)
    return Context(
        roles=tuple(stating.roles) if stating else (),
        organisation=line[0].name_en or line[0].name_fr,
        use={fact: values for fact, (values, _) in use_of(line).items()},
        sites=_rules(sites, chosen),
    )


def names_of(sites: Iterable[Site]) -> Mapping[str, str]:
    """Return by which names files may mean a site: its reference, else a name that is one site's alone."""
    sites = list(sites)
    meant: dict[str, set[str]] = {}
    for site in sites:
        for name in (site.name_en, site.name_fr):
            meant[folded_name(name)] = {*meant.get(folded_name(name), ()), site.ref}
    named = {name: ref for name, (ref, *others) in meant.items() if name and not others}
    return named | {folded_name(site.ref): site.ref for site in sites}


def _rules(sites: Iterable[Site], chosen: Site | None) -> tuple[SiteRule, ...]:
    """Return the rules of the sites; that of the chosen one takes everything that names no other."""
    others = (_rule(site, networks=tuple(site.networks)) for site in sites if site != chosen)
    if chosen is None:
        return tuple(others)
    return (_rule(chosen, sources=(EVERY_SOURCE,)), *others)


def _rule(site: Site, *, sources: tuple[str, ...] = (), networks: tuple[str, ...] = ()) -> SiteRule:
    return SiteRule(
        id=site.ref,
        name=site.name_en or site.name_fr,
        sources=sources,
        networks=networks,
        facts=facts_of_site(site),
    )
