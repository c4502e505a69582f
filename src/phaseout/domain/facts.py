"""What is known of an asset and of who asks, in the words conditions use?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FACTS = (
    "role", "purpose", "class", "network", "funding", "owner", "kind", "acquired",
    "removal-planned", "maker", "brand", "item",
)  # fmt: skip
"""Closed: every fact a condition may ask for. ``kind``, ``maker`` and ``brand`` come from the
identification, ``role`` from the context, the rest from the asset, its site or the default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """Facts by name. A name that is absent is unknown; a list given is the whole list.

    Hashable on its values, so that each distinct sheet is decided once.
    """

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Sorted (fact, values) pairs; dates as ISO strings."""

    @classmethod
    def of(cls, facts: Mapping[str, tuple[str, ...]]) -> "FactSheet":
        """Build a sheet; empty values are left out as unknown."""
        return cls(values=tuple(sorted((name, tuple(vals)) for name, vals in facts.items() if vals)))

    def get(self, fact: str) -> tuple[str, ...] | None:
        """Return the values of a fact, None if nobody said."""
        for name, values in self.values:
            if name == fact:
                return values
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """A site of the context file: what it matches and what is known of it."""

    id: str
    sources: tuple[str, ...] = ()
    """Globs over source names."""
    networks: tuple[str, ...] = ()
    """CIDR blocks."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who you are, where, for what use, with whose money."""

    roles: tuple[str, ...] = ()
    organisation: str | None = None
    country: str | None = None
    use: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The default facts of every asset."""
    sites: tuple[SiteRule, ...] = ()
