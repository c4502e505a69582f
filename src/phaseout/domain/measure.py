"""Who may not do which act with what, since when?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import Cite, Text
from phaseout.domain.condition import Condition
from phaseout.domain.obligation import Obligation
from phaseout.domain.part import ComponentTest, PartKind
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
    PRODUCED_ABROAD = "produced-abroad"
    """Made in any other country than those named."""
    FOREIGN_AFFILIATES_EXCLUDED = "foreign-affiliates-excluded"
    ANY_MAKER = "any-maker"
    """Whoever made it: the measure looks at the thing alone."""


class Duty(StrEnum):
    """What a clause asks."""

    PROHIBIT = "prohibit"
    REMOVE = "remove"
    RISK_ASSESS = "risk-assess"
    MITIGATE = "mitigate"
    REVIEW = "review"
    EVALUATE = "evaluate"
    """Weigh the risk of the supply chain before buying."""
    LICENCE = "licence"
    CERTIFY = "certify"
    """Only what has been tested and certified."""
    OBEY = "obey"
    """Do what an order addressed to you says."""


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
    """Party ids; for country tests, two-letter country codes; empty where any maker is meant."""
    relation: RelationTest
    things: tuple[str, ...]
    """Things of the vocabulary; ``any`` for every product."""
    when: Condition | None = None
    unaddressed: tuple[str, ...] = ()
    """``rebrand``, ``affiliate``, ``component``, ``leased-premises`` and things of the vocabulary: what the
    text is silent on, or what was read of it, so a question and never a no."""
    cite: tuple[Cite, ...] = ()
    since: date | None = None
    """The day of listing, where it is later than the measure."""
    perhaps_since: date | None = None
    """Where the day of listing is not known: the first it may be. ``since`` is then the last it may be."""
    until: date | None = None
    """The first day on which it is listed no more."""
    is_contested: bool = False
    """Whether it is contested that those found by the relation are meant: then a question, never a yes."""
    listed_in: str | None = None
    """Id of the list it is an entry of."""

    def is_listing_unclear(self, day: date) -> bool:
        """Whether it is not known if it is listed on a day: from the first it may be until the last."""
        return (
            self.perhaps_since is not None
            and self.since is not None
            and self.perhaps_since <= day < self.since
        )

    def is_before_listing(self, day: date) -> bool:
        """Whether it was surely not listed yet, and no day can be named from which it was."""
        return self.perhaps_since is not None and day < self.perhaps_since

    def comes_later(self, day: date) -> bool:
        """Whether it is listed from a day to come that is known."""
        return self.perhaps_since is None and self.since is not None and self.since > day


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyList:
    """Parties and things that several measures speak of, entry by entry."""

    id: str
    title: Text
    jurisdiction: str
    cite: tuple[Cite, ...]
    entries: tuple[Coverage, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Which parts make the whole a covered thing, although another made the whole."""

    id: str
    test: ComponentTest
    parts: tuple[PartKind, ...]
    text: Text
    """The rule in one sentence, in our words."""
    cite: tuple[Cite, ...]
    covers: tuple[str, ...] = ()
    """Ids of the coverages the part itself has to fall under; empty means any."""
    hosts: tuple[str, ...] = ()
    """Things the whole has to be; empty means any."""
    when: Condition | None = None
    """What must hold of the whole, such as that it would not work without the part."""
    is_contested: bool = False
    """Whether lawyers disagree: then it is a question for counsel, never a yes."""


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
    since: date | None = None
    covers: tuple[str, ...] = ()
    """Ids of the coverages it takes things out of; empty means all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference under which the rule stands. Several may be valid on one day."""

    id: str
    reference: str
    """As it is written in a contract or a letter: ``FAR 52.204-25``."""
    nature: str
    """codified, deviation, statute, proposed."""
    cite: tuple[Cite, ...]
    since: date | None = None
    """First day of contracts that may bear it."""
    until: date | None = None
    note: Text | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a contract of that day may bear it."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def is_of_canada(jurisdiction: str) -> bool:
    """Whether a jurisdiction (``ca``, ``ca-qc``, ``us-tx`` …) is Canada or a part of it."""
    return jurisdiction.partition("-")[0] == "ca"


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
    is_nobody_known: bool = False
    """Whether no party of the register is known to stand in the relation it asks for."""
    exemptions: tuple[Exemption, ...] = ()
    components: tuple[Component, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    citations: tuple[Citation, ...] = ()
    waivers: tuple[Text, ...] = ()
    """Who may let somebody off, until when. No fact decides it: who holds one says so in a judgement."""
    notes: tuple[Text, ...] = ()

    @property
    def acts(self) -> tuple[str, ...]:
        """Every act a clause regulates, in the order of the clauses."""
        return tuple(dict.fromkeys(act for clause in self.clauses for act in clause.acts))

    @property
    def is_canadian(self) -> bool:
        """Whether it is of Canada, a province or a territory."""
        return is_of_canada(self.jurisdiction)

    def citations_on(self, day: date) -> tuple[Citation, ...]:
        """Return the references a contract of that day may bear, in the order of the register."""
        return tuple(citation for citation in self.citations if citation.holds_on(day))
