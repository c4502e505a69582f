"""What is asked in a run, by which interfaces, and how many hosts at once?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

from phaseout.probe.conversations.connection import PATIENCE, Patience
from phaseout.probe.conversations.services import ONVIF, RTSP, SDK, TLS
from phaseout.probe.conversations.web import HTTP
from phaseout.probe.inquiries import INQUIRIES, Inquiry, snmp
from phaseout.probe.interface import Interface
from phaseout.probe.networks import Address
from phaseout.probe.recorders.connection import INQUIRY as RECORDER

CONVERSATIONS = (HTTP, RTSP, TLS, SDK, ONVIF)
"""What is said over TCP, in the order it is."""
NAMES = (*(inquiry.name for inquiry in INQUIRIES), "snmp", *CONVERSATIONS, RECORDER)
"""Of all that can be asked; ``snmp`` only with a community, recorders only with an account."""
AT_ONCE = 2_000
"""Hosts being asked at once. Most are silent and cost a few kilobytes each while they are waited for."""


class Place(Protocol):
    """Where an address is; a range of a scope."""

    @property
    def site(self) -> str | None:
        """The site, as the context names it."""

    @property
    def segment(self) -> str | None:
        """The part of the network within which an address is one host's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one run asks."""

    seed: bytes
    """What is fresh in its messages follows from this: give a dry run the seed of the run."""
    seconds: Callable[[], int]
    """The time of day, seconds since 1970."""
    place_of: Callable[[Address], Place | None]
    """Where an address is (``Scope.range_of``); None where it is not covered."""
    inquiries: tuple[Inquiry, ...] = INQUIRIES
    conversations: frozenset[str] = frozenset(CONVERSATIONS)
    interfaces: tuple[Interface, ...] = ()
    """Networks that are asked as a whole, first. The gate lets out only what the scope covers."""
    near: tuple[Interface, ...] = ()
    """Networks of which hosts are asked: what these answer to a group is heard there."""
    patience: Patience = PATIENCE
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What hosts are told and no line may hold: the community of SNMP."""
    at_once: int | None = None
    """Hosts; None for as many as the rate can serve, ``AT_ONCE`` at most."""


def chosen(
    names: Collection[str] | None, community: str | None = None
) -> tuple[tuple[Inquiry, ...], frozenset[str]]:
    """Return the inquiries and the conversations of these names; of all where ``names`` is None.

    SNMP is among them only with a community.
    """
    every = (*INQUIRIES, snmp(community)) if community else INQUIRIES
    inquiries = tuple(inquiry for inquiry in every if names is None or inquiry.name in names)
    return inquiries, frozenset(name for name in CONVERSATIONS if names is None or name in names)
