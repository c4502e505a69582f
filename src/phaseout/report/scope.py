"""What was asked: by whom, of which day, and of which places?"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from phaseout.domain.document import Header, Trailer
from phaseout.report.language import Language


def as_of(header: Header, language: Language) -> str:
    """Return the day the law is asked about, in full."""
    return language.day(date.fromisoformat(header.as_of))


def organisation(header: Header) -> str:
    """Return the name of the organisation, empty where the context says none."""
    name = header.context.get("organisation")
    return name if isinstance(name, str) else ""


def institutions(header: Header, lang: str) -> str:
    """Return the names of the institutions it was asked as, empty where there are none."""
    named = header.context.get("institutions")
    found = [one.get("name") for one in named if isinstance(one, Mapping)] if isinstance(named, list) else []
    names = [name.get(lang) for name in found if isinstance(name, Mapping)]
    return ", ".join(name for name in names if isinstance(name, str))


def roles(header: Header, language: Language) -> str:
    """Return the roles in words, each with the institutions that give it, or that none was stated.

    Roles that were answered count where the context states none.
    """
    asked = asked_as(header)
    if not asked:
        return language.text("scope.no-roles")
    given = _given(header, language)
    return ", ".join(f"{language.term('role', role)}{given.get(role, '')}" for role in asked)


def asked_as(header: Header) -> tuple[str, ...]:
    """Return the roles it was asked in; those that were answered where the context states none."""
    stated = header.context.get("roles")
    if not isinstance(stated, list | tuple) or not stated:
        stated = next((file.roles for file in header.answers if file.roles), ())
    return tuple(map(str, stated))


def homes(header: Header) -> frozenset[str]:
    """Return the jurisdictions of those roles: ``ca`` of ``ca/municipality``."""
    return frozenset(role.partition("/")[0] for role in asked_as(header))


def _given(header: Header, language: Language) -> dict[str, str]:
    """Return, for each role that institutions give, their names in brackets."""
    names: dict[str, list[str]] = defaultdict(list)
    listed = header.context.get("institutions")
    for one in listed if isinstance(listed, list | tuple) else ():
        match one:
            case {"name": {language.code: str(name)}, "roles": Mapping() as roles_of}:
                for role in roles_of:
                    names[str(role)].append(name)
    return {role: f" ({', '.join(found)})" for role, found in names.items()}


def site_name(header: Header, site: str | None) -> str:
    """Return the name the context gives a site, its id where it gives none; empty for no site."""
    sites = header.context.get("sites")
    known = sites.get(site) if isinstance(sites, Mapping) else None
    name = known.get("name") if isinstance(known, Mapping) else None
    return name if isinstance(name, str) else site or ""


def examined_counts(
    header: Header, trailer: Trailer, language: Language, *, found: str = "examined.assets"
) -> list[str]:
    """Return how much was examined, as short phrases; an empty result must say so.

    ``found``: the message that counts what was found: things, or lines of purchases or firms, which are none.
    """
    return [
        language.count("examined.sources", len(header.sources)),
        language.count("examined.observations", sum(source.observations for source in header.sources)),
        language.count(found, trailer.summary.assets),
        language.count("examined.measures", len(trailer.labels.measures)),
    ]


def vulnerabilities_note(header: Header, language: Language) -> str:
    """Return whether vulnerabilities were looked at, and what that does not say."""
    return language.text(f"vulnerabilities.{'' if header.examined.vulnerabilities else 'not-'}examined")


def source_names(header: Header) -> dict[str, str]:
    """Return the name of each source by its id."""
    return {source.id: source.name for source in header.sources}
