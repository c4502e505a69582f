"""At which site does a thing stand, by the name of its source and its addresses?"""

import fnmatch
import ipaddress
import re
from collections.abc import Mapping, Sequence

from phaseout.domain.facts import SiteRule
from phaseout.domain.folding import fold

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Sites:
    """Tells the site of a thing from its source and address, where the context says so."""

    def __init__(self, rules: Sequence[SiteRule], names: Mapping[str, str] | None = None) -> None:
        """Take the rules, and by which names sites are known: folded name → id; None takes every name."""
        self._names = names
        self._rules = [
            (
                rule.id,
                [_pattern(glob) for glob in rule.sources],
                [ipaddress.ip_network(network, strict=False) for network in rule.networks],
            )
            for rule in rules
        ]
        self.unused = {rule.id for rule in rules}
        """Sites that nothing has matched so far."""

    def named(self, written: str | None) -> str | None:
        """Return the id of the site that a source names; None where none is known by that name."""
        site = written if self._names is None or not written else self._names.get(folded_name(written))
        if site:
            self.unused.discard(site)
        return site or None

    def of(self, source: str, addresses: Sequence[str]) -> str | None:
        """Return the id of the first site that matches the source's name and, if asked, an address.

        A glob is compared with the whole name or with what follows one of its separators.
        """
        name = _with_slashes(source)
        for site, patterns, networks in self._rules:
            if not patterns and not networks:
                continue
            if patterns and not any(pattern.match(name) for pattern in patterns):
                continue
            if networks and not any(_within(address, networks) for address in addresses):
                continue
            self.unused.discard(site)
            return site
        return None


def folded_name(written: str) -> str:
    """Return the name of a site as it is compared: whatever its capitals, accents and blanks."""
    return " ".join(fold(written).text.split())


def _pattern(glob: str) -> re.Pattern[str]:
    # Only at a separator: ``city-hall/*`` is not ``old-city-hall/scan.xml``.
    return re.compile("(?s:.*/)?" + fnmatch.translate(_with_slashes(glob)))


def _with_slashes(name: str) -> str:
    return name.replace("\\", "/")


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
