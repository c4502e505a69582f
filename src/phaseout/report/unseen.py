"""Was the place of a thing that was not seen again looked at this time?

That a survey did not see a thing never means that it was removed: it may be switched off, moved, filtered
away or simply not asked. What can be told is whether anything else was seen where it was.
"""

import ipaddress
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.asset import Asset
from phaseout.domain.document import Header
from phaseout.report.compared_thing import ComparedThing

NETWORK_BITS = {4: 24, 6: 64}
"""How much of an address names the network, since a document does not say how far a network goes."""
Network = tuple[str | None, str]
"""(site, network in CIDR notation)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A thing of the earlier document that nothing of the later one is."""

    thing: ComparedThing
    networks: tuple[str, ...]
    """Where it was, in CIDR notation; empty where it had no address."""
    others: int
    """Things of the later document that were seen in those networks, at the same site."""
    readers: tuple[str, ...]
    """Of the sources that saw it earlier."""
    read_again: tuple[str, ...]
    """Those of them that read a source this time, too."""


def unseen_of(
    missing: Iterable[Asset], before: Header, after: Header, later: Iterable[Asset]
) -> Iterator[Unseen]:
    """Yield of each missing thing whether its place was looked at.

    Args:
        missing: things of the earlier document.
        before: its header.
        after: the header of the later document.
        later: everything in the later document.
    """
    missing = tuple(missing)
    seen: Counter[Network] = Counter()
    if missing:
        for asset in later:
            seen.update(set(_networks(asset)))
    reader_of = {source.id: source.reader for source in before.sources}
    again = {source.reader for source in after.sources}
    for asset in missing:
        networks = tuple(dict.fromkeys(_networks(asset)))
        sources = dict.fromkeys(one.source for one in asset.observations)
        readers = tuple(dict.fromkeys(reader_of[one] for one in sources if one in reader_of))
        yield Unseen(
            thing=ComparedThing.of(asset),
            networks=tuple(network for _, network in networks),
            others=sum(seen[network] for network in networks),
            readers=readers,
            read_again=tuple(reader for reader in readers if reader in again),
        )


def _networks(asset: Asset) -> Iterator[Network]:
    for text in asset.keys.ip:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            continue
        network = ipaddress.ip_network((address, NETWORK_BITS[address.version]), strict=False)
        yield asset.site, str(network)
