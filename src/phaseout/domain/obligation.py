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

    def holds_on(self, day: date) -> bool:
        """Whether it is owed on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
