"""Who may not do which act with what, since when?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import Cite, Text
from phaseout.domain.condition import Condition
from phaseout.domain.timeline import Timeline


class RelationTest(StrEnum):
    """How the maker must relate to a named party. The test belongs to the measure."""

    NAMED_ONLY = "named-only"
    SUBSIDIARY_OR_AFFILIATE = "subsidiary-or-affiliate"
    SHARE_OVER_10 = "share-over-10"
    AGGREGATE_50 = "aggregate-50"
    CONTROL = "control"
    CONTROL_OR_INFLUENCE = "control-or-influence"
    LINKED_UNDEFINED = "linked-undefined"
    COUNTRY_OF_PRODUCTION = "country-of-production"
    LAW_OF_COUNTRY = "law-of-country"
    FOREIGN_AFFILIATES_EXCLUDED = "foreign-affiliates-excluded"


class Duty(StrEnum):
    """What a clause asks."""

    PROHIBIT = "prohibit"
    REMOVE = "remove"
    RISK_ASSESS = "risk-assess"
    REVIEW = "review"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A role the measure binds, does not bind, or may bind."""

    role: str
    cite: tuple[Cite, ...]
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which things of which parties a measure speaks of, for which purpose."""

    id: str
    named: tuple[str, ...]
    """Party ids; for country tests, two-letter country codes."""
    relation: RelationTest
    things: tuple[str, ...]
    """Things of the vocabulary; ``any`` for every product."""
    when: Condition | None = None
    unaddressed: tuple[str, ...] = ()
    """``rebrand``, ``affiliate``: what the text is silent on, so a question and never a no."""
    cite: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One operative rule: acts, from when, under which conditions, which duty."""

    id: str
    acts: tuple[str, ...]
    duty: Duty
    cite: tuple[Cite, ...]
    text: Text | None = None
    """The rule in one sentence, in our words, to show a person."""
    since: date | None = None
    """First day of this clause where it differs from the measure's."""
    when: Condition | None = None
    covers: tuple[str, ...] = ()
    """Ids of the coverages it applies to; empty means all."""
    mitigations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """What takes a covered thing out again, and until when."""

    id: str
    when: Condition
    cite: tuple[Cite, ...]
    text: Text
    acts: tuple[str, ...] = ()
    """Acts it takes out; empty means all."""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One operative rule of an instrument, on its six axes."""

    id: str
    instrument: str
    title: Text
    jurisdiction: str
    nature: str
    """statute, regulation, order, policy …; a policy binds whom its author directs."""
    timeline: Timeline
    binds: tuple[Binding, ...]
    binds_not: tuple[Binding, ...]
    binds_perhaps: tuple[Binding, ...]
    covers: tuple[Coverage, ...]
    clauses: tuple[Clause, ...]
    exemptions: tuple[Exemption, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def acts(self) -> tuple[str, ...]:
        """Every act a clause regulates, in the order of the clauses."""
        return tuple(dict.fromkeys(act for clause in self.clauses for act in clause.acts))
