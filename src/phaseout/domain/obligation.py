"""What does a measure ask to be delivered, by whom and how soon?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.domain.cite import Cite, Text


class Deliverable(StrEnum):
    """What somebody has to hand over or keep."""

    REPRESENTATION = "representation"
    CERTIFICATION = "certification"
    AFFIDAVIT = "affidavit"
    REPORT = "report"
    NOTICE = "notice"
    RISK_ASSESSMENT = "risk-assessment"
    SITE_REVIEW = "site-review"
    PLAN = "plan"
    PLAN_UPDATE = "plan-update"
    PROOF_OF_DESTRUCTION = "proof-of-destruction"


class Unit(StrEnum):
    """How a term is counted."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business-days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """So long after something happened."""

    amount: int
    unit: Unit
    after: Text
    """What starts the clock."""


class Scope(StrEnum):
    """What a statement speaks of, and so what a survey must have looked at to carry it."""

    HELD = "held"
    """What the one who states it has or uses."""
    OFFERED = "offered"
    """What it will deliver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody states yes or no to, under their signature. The words are ours, not those of a form."""

    scope: Scope
    about: Text
    denies: Text
    """Said where nothing is covered."""
    admits: Text | None = None
    """Said where something is; None where the paper is not given then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something the measure asks to be delivered besides what it forbids."""

    id: str
    deliverable: Deliverable
    text: Text
    cite: tuple[Cite, ...]
    roles: tuple[str, ...] = ()
    """Who owes it; empty means everybody the measure binds."""
    within: Term | None = None
    repeats: Term | None = None
    since: date | None = None
    until: date | None = None
    under: tuple[str, ...] = ()
    """Ids of the measure's citations it stands under; empty means all."""
    artefact: str | None = None
    """The document this program makes for it, if it makes one."""
    acts: tuple[str, ...] = ()
    """Acts of the measure whose answers the document rests on; empty means all."""
    statement: Statement | None = None
    """What the document has stated, where it is one of yes or no."""

    def holds_on(self, day: date) -> bool:
        """Whether it is owed on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
