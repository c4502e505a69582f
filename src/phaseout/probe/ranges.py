"""Which hosts are asked, in which order?

The order is a walk by the golden section: whatever was asked so far lies spread evenly over all there is, so
that no subnet is hit in a burst. It needs no list, and is the same each time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_network
from itertools import accumulate, chain
from math import gcd
from typing import Self

from phaseout.domain.problem import UsageError
from phaseout.probe.networks import (
    V4,
    Address,
    Network,
    Span,
    address_of,
    edges,
    joined,
    overlap,
    span,
    without,
)
from phaseout.probe.scope import Scope, ScopeError

MOST_IPV6 = 1 << 16
"""Addresses of a range of IPv6. A network of it has more than anybody can ask: its hosts are named singly."""
_FROM_TO = re.compile(r"([0-9A-Fa-f:.]+)-([0-9A-Fa-f:.]+)")
_GOLDEN = (5**0.5 - 1) / 2


class Targets:
    """The hosts of some ranges that a scope covers, each once, in the memory of the ranges alone."""

    def __init__(self, spans: Iterable[Span], *, left_out: int = 0) -> None:
        """Take runs of addresses that may all be asked.

        Args:
            spans: they.
            left_out: how many addresses of the ranges are excluded, or no host's.
        """
        self.left_out = left_out
        self._spans: Sequence[Span] = joined(spans)
        self._ends = list(accumulate(one.size for one in self._spans))
        self._step = _step(len(self))

    @classmethod
    def of(cls, texts: Iterable[str], scope: Scope) -> Self:
        """Return the hosts of ranges: addresses, networks as ``10.20.0.0/16``, and ``10.20.0.5-10.20.0.9``.

        Raises:
            UsageError: a text is no range, or one of IPv6 is too large.
            ScopeError: the scope does not cover all of a range, or excludes all.
        """
        asked = list(map(_asked, texts))
        for text, spans, _ in asked:
            if outside := without(spans, (span(one.network) for one in scope.ranges)):
                raise ScopeError(
                    f"{outside[0]} is not in the scope {scope.id!r}", where=text,
                    remedy="ask for less, or for another scope",
                )  # fmt: skip
        every = joined(chain.from_iterable(spans for _, spans, _ in asked))
        excluded = map(span, scope.excluded)
        no_hosts = chain(
            chain.from_iterable(edges(one.network) for one in scope.ranges),
            chain.from_iterable(empty for _, _, empty in asked),
        )
        hosts = without(every, chain(excluded, no_hosts))
        if every and not hosts:
            raise ScopeError(
                f"the scope {scope.id!r} excludes every address, or no host has it",
                where=", ".join(text for text, _, _ in asked), remedy="name others",
            )  # fmt: skip
        return cls(hosts, left_out=sum(one.size for one in every) - sum(one.size for one in hosts))

    def less(self, networks: Iterable[Network]) -> "Targets":
        """Return the same without addresses that no host of these networks has."""
        hosts = without(self._spans, chain.from_iterable(map(edges, networks)))
        return Targets(hosts, left_out=self.left_out + len(self) - sum(one.size for one in hosts))

    def holds(self, network: Network) -> bool:
        """Return whether every host of a network is among them."""
        return not without([span(network)], chain(self._spans, edges(network)))

    def meets(self, network: Network) -> bool:
        """Return whether any host of a network is among them."""
        return any(overlap(span(network), one) for one in self._spans)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Address]:
        count, at = len(self), 0
        for _ in range(count):
            yield self._nth(at)
            at = (at + self._step) % count

    def _nth(self, number: int) -> Address:
        index = bisect_right(self._ends, number)
        version, _, last = self._spans[index]
        value = last - (self._ends[index] - 1 - number)
        return IPv4Address(value) if version == V4 else IPv6Address(value)


def _step(count: int) -> int:
    """Return the step that visits each of so many once, and is nearest to the golden section of them."""
    middle = round(count * _GOLDEN)
    away = 0
    while True:
        for step in (middle + away, middle - away):
            if step > 0 and gcd(step, count) == 1:
                return step
        away += 1


def _asked(text: str) -> tuple[str, list[Span], list[Span]]:
    """Return a range as it was given, its addresses, and those of them that no host has."""
    found = _FROM_TO.fullmatch(text)
    network = None if found else _network(text)
    if network is not None:
        spans = [span(network)]
    else:
        first, last = map(address_of, found.groups()) if found else (None, None)
        if first is None or last is None or first.version != last.version or int(first) > int(last):
            around = _network(text, strict=False)
            meant = (
                "an address, a network as 10.20.0.0/16, or 10.20.0.5-10.20.0.9" if around is None else around
            )
            raise UsageError("is no range", where=text, remedy=f"name {meant}")
        spans = [Span(first.version, int(first), int(last))]
    if spans[0].version != V4 and spans[0].size > MOST_IPV6:
        raise UsageError(
            f"has more than {MOST_IPV6} addresses of IPv6", where=text, remedy="name its hosts singly"
        )
    return text, spans, list(edges(network)) if network is not None else []


def _network(text: str, *, strict: bool = True) -> Network | None:
    """Return the network a text names, also by an address within it if not ``strict``; None for none."""
    try:
        return ip_network(text, strict)
    except ValueError:
        return None
