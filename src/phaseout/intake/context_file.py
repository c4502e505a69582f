"""What does the context file say of who asks, where, for what and with whose money?"""

import ipaddress
import re
import tomllib
from pathlib import Path

from phaseout.domain.facts import DATE_FACTS, Context, SiteRule
from phaseout.domain.problem import UsageError
from phaseout.domain.span import span_of
from phaseout.intake.toml_values import Table, table_of, text_of, texts_of, unknown_keys

ORIGIN = "origin"
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
FACT_KEYS = (
    "purpose", "class", "network", "funding", "owner", "operator", "lease-end", "origin", "order",
    "component", "item",
)  # fmt: skip
"""Keys of ``[use]`` and ``[[site]]`` that state a fact."""


def read_context(path: Path) -> Context:
    """Read a context file (contract §4).

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"the context file cannot be read: {error}", where=str(path), remedy="see docs/context.md"
        ) from error
    faults: list[str] = []
    organisation = table_of(data.get("organisation", {}), "organisation", faults)
    sites = data.get("site", [])
    unknown_keys(data, ("organisation", "use", "site"), "the file", faults)
    unknown_keys(organisation, ("name", "country", "roles", "institution"), "[organisation]", faults)
    context = Context(
        roles=texts_of(organisation.get("roles", []), "organisation.roles", faults),
        named=texts_of(organisation.get("institution", []), "organisation.institution", faults),
        organisation=text_of(organisation.get("name"), "organisation.name", faults),
        country=text_of(organisation.get("country"), "organisation.country", faults),
        use=_facts(table_of(data.get("use", {}), "use", faults), "[use]", (), faults),
        sites=tuple(
            _site(table_of(site, "site", faults), number, faults)
            for number, site in enumerate(sites if isinstance(sites, list) else [sites], start=1)
        ),
    )
    ids = [site.id for site in context.sites if site.id]
    faults.extend(f"[[site]] {one!r} stands twice" for one in dict.fromkeys(ids) if ids.count(one) > 1)
    if faults:
        raise UsageError(
            "the context file says things that are not understood:\n  " + "\n  ".join(faults),
            where=str(path),
            remedy="see docs/context.md for every key and its values",
        )
    return context


def _site(site: Table, number: int, faults: list[str]) -> SiteRule:
    place = f"[[site]] number {number}"
    site_id = text_of(site.get("id"), f"{place}: id", faults)
    if not site_id:
        faults.append(f"{place} has no id")
    match = table_of(site.get("match", {}), f"{place}: match", faults)
    unknown_keys(match, ("source", "ip"), f"{place}: match", faults)
    networks = texts_of(match.get("ip", []), f"{place}: match.ip", faults)
    for network in networks:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            faults.append(f"{place}: {network!r} is no network such as 10.20.0.0/16")
    return SiteRule(
        id=site_id or "",
        name=text_of(site.get("name"), f"{place}: name", faults),
        sources=texts_of(match.get("source", []), f"{place}: match.source", faults),
        networks=networks,
        facts=_facts(site, place, ("id", "name", "match"), faults),
    )


def _facts(
    table: Table, place: str, others: tuple[str, ...], faults: list[str]
) -> dict[str, tuple[str, ...]]:
    unknown_keys(table, (*FACT_KEYS, *others), place, faults)
    return {
        key: _values(key, texts_of(table[key], f"{place}: {key}", faults), place, faults)
        for key in FACT_KEYS
        if key in table
    }


def _values(fact: str, values: tuple[str, ...], place: str, faults: list[str]) -> tuple[str, ...]:
    """Return the values; days, countries and blanks are looked at here, words of the register later."""
    for value in values:
        if not value.strip():
            faults.append(f"{place}: {fact} is empty; what is not known stays out")
        elif fact in DATE_FACTS and span_of(value) is None:
            faults.append(f"{place}: {fact} {value!r} is no date such as 2027-03-31, 2027-03 or 2027")
        elif fact == ORIGIN and _COUNTRY.fullmatch(value) is None:
            faults.append(f"{place}: {fact} {value!r} is no country of two letters, such as CN")
    return values
