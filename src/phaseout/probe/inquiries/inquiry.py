"""What is asked with one datagram protocol, of whom, and where do its answers come to?"""

from collections.abc import Callable
from dataclasses import dataclass

from phaseout.probe.inquiries.fresh import Fresh

BROADCAST = "255.255.255.255"
"""In the groups of an inquiry: everybody on the network of an interface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One question that equipment answers to anybody, in one or several datagrams."""

    name: str
    port: int
    """Where it is sent to, UDP."""
    groups: tuple[str, ...]
    """Multicast groups and ``BROADCAST``: where it is sent to besides single hosts."""
    payloads: Callable[[Fresh], tuple[bytes, ...]]
    """The datagrams, in order."""
    local_port: int | None = None
    """Where answers come to, if not to the port asked from; the port that is asked from, too."""
    answer_groups: tuple[str, ...] = ()
    """Groups that answers are sent to, if others than those asked."""
    pause: float = 0.0
    """Seconds between its datagrams."""
    listen: float = 1.5
    """Seconds that answers are waited for after the last of them."""
