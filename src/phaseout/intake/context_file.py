"""What does the context file say of who asks, where, for what and with whose money?"""

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path

from phaseout.domain.facts import Context, SiteRule
from phaseout.domain.problem import UsageError

FACT_KEYS = ("purpose", "class", "network", "funding", "owner", "item")
"""Keys of ``[use]`` and ``[[site]]`` that state a fact."""

Table = Mapping[str, object]


def read_context(path: Path) -> Context:
    """Read a context file (contract §4).

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"the context file cannot be read: {error}", where=str(path), remedy="see docs/context.md"
        ) from error
    faults: list[str] = []
    organisation = _table(data.get("organisation", {}), "organisation", faults)
    sites = data.get("site", [])
    _unknown(data, ("organisation", "use", "site"), "the file", faults)
    _unknown(organisation, ("name", "country", "roles"), "[organisation]", faults)
    context = Context(
        roles=_strings(organisation.get("roles", []), "organisation.roles", faults),
        organisation=_string(organisation.get("name"), "organisation.name", faults),
        country=_string(organisation.get("country"), "organisation.country", faults),
        use=_facts(_table(data.get("use", {}), "use", faults), "[use]", (), faults),
        sites=tuple(
            _site(_table(site, "site", faults), number, faults)
            for number, site in enumerate(sites if isinstance(sites, list) else [sites], start=1)
        ),
    )
    if faults:
        raise UsageError(
            "the context file says things that are not understood:\n  " + "\n  ".join(faults),
            where=str(path),
            remedy="see docs/context.md for every key and its values",
        )
    return context


def _site(site: Table, number: int, faults: list[str]) -> SiteRule:
    place = f"[[site]] number {number}"
    site_id = _string(site.get("id"), f"{place}: id", faults)
    if site_id is None:
        faults.append(f"{place} has no id")
    match = _table(site.get("match", {}), f"{place}: match", faults)
    _unknown(match, ("source", "ip"), f"{place}: match", faults)
    networks = _strings(match.get("ip", []), f"{place}: match.ip", faults)
    for network in networks:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError:
            faults.append(f"{place}: {network!r} is no network such as 10.20.0.0/16")
    return SiteRule(
        id=site_id or "",
        name=_string(site.get("name"), f"{place}: name", faults),
        sources=_strings(match.get("source", []), f"{place}: match.source", faults),
        networks=networks,
        facts=_facts(site, place, ("id", "name", "match"), faults),
    )


def _facts(
    table: Table, place: str, others: tuple[str, ...], faults: list[str]
) -> dict[str, tuple[str, ...]]:
    _unknown(table, (*FACT_KEYS, *others), place, faults)
    return {key: _strings(table[key], f"{place}: {key}", faults) for key in FACT_KEYS if key in table}


def _unknown(table: Table, known: tuple[str, ...], place: str, faults: list[str]) -> None:
    faults.extend(f"{place} has {key!r}; known are {', '.join(known)}" for key in table if key not in known)


def _table(value: object, place: str, faults: list[str]) -> Table:
    if isinstance(value, dict):
        return value
    faults.append(f"{place} must be a table")
    return {}


def _string(value: object, place: str, faults: list[str]) -> str | None:
    if value is None or isinstance(value, str):
        return value
    faults.append(f"{place} must be text")
    return None


def _strings(value: object, place: str, faults: list[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    faults.append(f"{place} must be text or a list of texts")
    return ()
