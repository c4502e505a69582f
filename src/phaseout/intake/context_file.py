"""What does the context file say of who asks, where, for what and with whose money?"""

import ipaddress
import re
from pathlib import Path

from phaseout.domain.facts import DATE_FACTS, Context, SiteRule
from phaseout.domain.problem import UsageError
from phaseout.domain.span import span_of
from phaseout.domain.tie import TieKind
from phaseout.intake.context_ties import read_ties
from phaseout.intake.fact_words import Words, meant, no_word
from phaseout.intake.toml_file import TomlFile
from phaseout.intake.toml_values import Table, table_of, text_of, texts_of, unknown_keys

ORIGIN = "origin"
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
FACT_KEYS = (
    "purpose", "class", "network", "funding", "owner", "operator", "lease-end", "origin", "order",
    "component", "item",
)  # fmt: skip
"""Keys of ``[use]`` and ``[[site]]`` that state a fact."""


def read_context(path: Path, words: Words) -> Context:
    """Read a context file (contract §4); ``words`` are those the register knows.

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    file = TomlFile(path, "the context file", "docs/context.md")
    data = file.data
    faults: list[str] = []
    organisation = table_of(data.get("organisation", {}), "organisation", faults)
    sites = data.get("site", [])
    unknown_keys(data, ("organisation", "use", "site", *TieKind), "the file", faults)
    unknown_keys(organisation, ("name", "country", "roles", "institution"), "[organisation]", faults)
    context = Context(
        roles=_values(
            "role",
            texts_of(organisation.get("roles", []), "organisation.roles", faults),
            "organisation.roles",
            faults,
            words,
        ),
        named=texts_of(organisation.get("institution", []), "organisation.institution", faults),
        organisation=text_of(organisation.get("name"), "organisation.name", faults),
        country=text_of(organisation.get("country"), "organisation.country", faults),
        use=_facts(table_of(data.get("use", {}), "use", faults), "[use]", (), faults, words),
        sites=tuple(
            _site(table_of(site, "site", faults), number, faults, words)
            for number, site in enumerate(sites if isinstance(sites, list) else [sites], start=1)
        ),
        ties=read_ties(data, faults),
    )
    ids = [site.id for site in context.sites if site.id]
    faults.extend(f"[[site]] {one!r} stands twice" for one in dict.fromkeys(ids) if ids.count(one) > 1)
    if faults:
        raise UsageError(
            "the context file says things that are not understood:\n  "
            + "\n  ".join(map(file.located, faults)),
            where=str(path),
            remedy="see docs/context.md for every key and its values",
        )
    return context


def _site(site: Table, number: int, faults: list[str], words: Words) -> SiteRule:
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
        facts=_facts(site, place, ("id", "name", "match"), faults, words),
    )


def _facts(
    table: Table, place: str, others: tuple[str, ...], faults: list[str], words: Words
) -> dict[str, tuple[str, ...]]:
    unknown_keys(table, (*FACT_KEYS, *others), place, faults)
    return {
        key: _values(key, texts_of(table[key], f"{place}: {key}", faults), f"{place}: {key}", faults, words)
        for key in FACT_KEYS
        if key in table
    }


def _values(
    fact: str, values: tuple[str, ...], place: str, faults: list[str], words: Words
) -> tuple[str, ...]:
    """Return the values, each of them a day, a country or a word that the register knows."""
    found = []
    for value in values:
        if not value.strip():
            faults.append(f"{place} is empty; what is not known stays out")
        elif fact in DATE_FACTS and span_of(value) is None:
            faults.append(f"{place} {value!r} is no date such as 2027-03-31, 2027-03 or 2027")
        elif fact == ORIGIN:
            if _COUNTRY.fullmatch(value) is None:
                faults.append(f"{place} {value!r} is no country of two letters, such as CN")
        elif fact not in DATE_FACTS and meant(fact, value, words) is None:
            faults.append(f"{place} {no_word(fact, value, words)}")
        found.append(meant(fact, value, words) or value)
    return tuple(dict.fromkeys(found))
