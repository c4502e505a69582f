"""What is known of an asset and of who asks, in the words conditions use?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from phaseout.domain.institution import Institution
from phaseout.domain.part import Part, PartKind
from phaseout.domain.tie import Tie

FACTS = (
    "role", "order", "purpose", "class", "network", "funding", "owner", "operator", "lease-end", "kind",
    "acquired", "removal-planned", "maker", "brand", "origin", "component", "item",
    "supplier",
)  # fmt: skip
"""Closed: every fact a condition may ask for. ``kind``, ``maker`` and ``brand`` come from the
identification, ``supplier`` from whom an order or a list names, ``role`` and ``order`` from the context, the
rest from the asset, its site or the default."""
UNKNOWN_PARTY = "unknown-party"
"""Of ``supplier`` and ``maker``: somebody whom the register does not know is named; who is behind them is not
known."""
NATURE = "nature"
"""What the article is, whatever its kind; nobody is asked for it and no condition either. It is known to be
goods where a thing itself was seen; what only an order names may be a service."""
GOODS = "goods"
ORDER_LINE = "order-line"
"""The kind of a line that does not say what the thing is; of ``NATURE``, that nothing names a service."""
CLOUD_SERVICE = "cloud-service"
"""The word of ``item`` for what the cloud of a thing is."""
DATE_FACTS = frozenset({"acquired", "removal-planned", "lease-end"})
"""Facts that are days: ISO dates, or a month or a year where no more is known."""
MANIFOLD = frozenset({"class", "item"})
"""Facts that gather several matters: each word has an aspect, and says nothing of the other ones."""
Aspects = Mapping[tuple[str, str], str]
"""(Fact, word) → what the word speaks of; a word without one speaks of all that the fact may be asked."""
NO_ASPECTS: Aspects = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """Facts by name. A name that is absent is unknown; a list given is the whole list.

    Hashable on its values, so that each distinct sheet is decided once.
    """

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Sorted (fact, values) pairs; dates as ISO strings."""
    parts: tuple[Part, ...] = ()
    """What is known to be inside or behind the thing, each distinct part once. A part nobody spoke of
    makes no doubt: no text asks to open every box (FAR 52.204-25, reasonable inquiry)."""

    @classmethod
    def of(cls, facts: Mapping[str, tuple[str, ...]], parts: Iterable[Part] = ()) -> "FactSheet":
        """Build a sheet; empty values are left out as unknown."""
        values = tuple(sorted((name, tuple(vals)) for name, vals in facts.items() if vals))
        return cls(values=values, parts=tuple(sorted(set(parts))))

    def get(self, fact: str) -> tuple[str, ...] | None:
        """Return the values of a fact, None if nobody said."""
        for name, values in self.values:
            if name == fact:
                return values
        return None

    def only(self, facts: frozenset[str], *, parts: bool) -> "FactSheet":
        """Return the sheet without the other facts, with the parts or without."""
        values = tuple(pair for pair in self.values if pair[0] in facts)
        return FactSheet(values=values, parts=self.parts if parts else ())

    def of_part(self, part: Part) -> "FactSheet":
        """Return what is known of a part: where and for what the whole is used, and who made the part."""
        nature = (GOODS,) if part.kind is PartKind.EQUIPMENT else ()
        own = {
            "maker": part.makers,
            "brand": part.brands,
            "kind": part.kinds,
            "origin": (),
            NATURE: nature,
        }
        if part.kind is PartKind.CLOUD:
            own["item"] = (
                CLOUD_SERVICE,
            )  # it is one by what it is; what is said of the whole is not said of it
        return FactSheet.of({**dict(self.values), **own})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """A site of the context file: what it matches and what is known of it."""

    id: str
    sources: tuple[str, ...] = ()
    """Globs over source names: over the whole name or what follows a path separator in it."""
    networks: tuple[str, ...] = ()
    """CIDR blocks."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who you are, where, for what use, with whose money."""

    roles: tuple[str, ...] = ()
    """As stated."""
    named: tuple[str, ...] = ()
    """Names of institutions as written, which nobody has looked up yet."""
    institutions: tuple[Institution, ...] = ()
    """The institutions that were meant; each adds its roles."""
    organisation: str | None = None
    country: str | None = None
    use: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The default facts of every asset."""
    sites: tuple[SiteRule, ...] = ()
    ties: tuple[Tie, ...] = ()
    """What somebody decided to be one thing, or not to be."""

    @property
    def every_role(self) -> tuple[str, ...]:
        """The roles stated and those the institutions give, each once: roles add up."""
        given = (role for institution in self.institutions for role in institution.roles)
        return tuple(dict.fromkeys((*self.roles, *given)))
