"""Which addresses are an owner's own, which are the world's, and which are no host's?

Runs of addresses are joined and taken from each other as numbers: a network less one address is no network.
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
V4 = 4
_BITS = {4: 32, 6: 128}
_ALL_HOSTS = 2
"""Bits of a network in which every address is a host's: of two (RFC 3021) or of one."""


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(map(ip_network, texts))


NOT_PUBLIC = _networks(
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  # RFC 1918
    "100.64.0.0/10",  # shared behind a provider, RFC 6598
    "127.0.0.0/8", "169.254.0.0/16",
    "192.0.0.0/24",  # cameras left the factory with 192.0.0.64
    "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
"""Networks whose addresses many owners have at once: nobody else's, seen from within."""
NO_HOSTS = _networks(
    "0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8",
    "::ffff:0:0/96", "64:ff9b::/96", "2002::/16",  # addresses of IPv4 in other clothes
)  # fmt: skip


class Span(NamedTuple):
    """A run of addresses, from the first to the last."""

    version: int
    """4 or 6."""
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many addresses."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        kind = IPv4Address if self.version == V4 else IPv6Address
        first, last = kind(self.first), kind(self.last)
        return str(first) if first == last else f"{first}-{last}"


def span(network: Network) -> Span:
    """Return the addresses of a network."""
    return Span(network.version, int(network.network_address), int(network.broadcast_address))


def edges(network: Network) -> Iterator[Span]:
    """Yield the addresses of a network that no host has: its own, and of IPv4 that of broadcasts.

    Of IPv6 the first is that of any router (RFC 4291, 2.6.1), and nobody asks it for what it is.
    """
    if _BITS[network.version] - network.prefixlen < _ALL_HOSTS:
        return
    every = span(network)
    yield Span(every.version, every.first, every.first)
    if network.version == V4:
        yield Span(every.version, every.last, every.last)


def is_edge(address: Address, network: Network) -> bool:
    """Return whether an address is one of the edges of a network that holds it."""
    if _BITS[network.version] - network.prefixlen < _ALL_HOSTS:
        return False
    return address == network.network_address or (
        network.version == V4 and address == network.broadcast_address
    )


def is_public(network: Network) -> bool:
    """Return whether addresses of a network are somebody's on the internet."""
    return bool(without([span(network)], map(span, NOT_PUBLIC)))


def holds_no_host(network: Network) -> bool:
    """Return whether addresses of a network are groups, reserved, or those of IPv4 written as IPv6."""
    return any(overlap(span(network), span(one)) for one in NO_HOSTS)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two runs share an address."""
    return one.version == other.version and one.first <= other.last and other.first <= one.last


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the same addresses in order, each once, in as few runs as can be."""
    found: list[Span] = []
    for one in sorted(spans):
        last = found[-1] if found else None
        if last and last.version == one.version and one.first <= last.last + 1:
            found[-1] = last._replace(last=max(last.last, one.last))
        else:
            found.append(one)
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return the addresses of some runs that are in none of others, in order."""
    left: list[Span] = []
    ordered = joined(holes)
    at = 0
    for one in joined(spans):
        while at < len(ordered) and (ordered[at].version, ordered[at].last) < (one.version, one.first):
            at += 1
        begins = one.first
        for hole in ordered[at:]:
            if (hole.version, hole.first) > (one.version, one.last):
                break
            if hole.first > begins:
                left.append(Span(one.version, begins, hole.first - 1))
            begins = max(begins, hole.last + 1)
        if begins <= one.last:
            left.append(Span(one.version, begins, one.last))
    return left


def address_of(text: str) -> Address | None:
    """Return the address a text writes, ``None`` where it writes none."""
    try:
        return ip_address(text)
    except ValueError:
        return None
