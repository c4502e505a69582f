"""Which days meet on a paper: that of the findings, that it speaks of, that of the text it cites?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from phaseout.artefact.words import Words
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import turning_days
from phaseout.domain.obligation import Obligation
from phaseout.domain.problem import UsageError
from phaseout.report.language import Language


class Moment(StrEnum):
    """Of which day a paper speaks, by the law that asks for it; a particular of that name tells it."""

    FINDINGS = "as-of"
    """The day the document asked the law about; no particular moves it."""
    OFFER = "offered"
    """The day of the offer: the inquiry comes before it."""
    DISCOVERY = "discovered"
    """The day of a discovery during a contract: the survey may have led to it, or have followed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of one paper."""

    moment: Moment
    findings: date
    told: date | None = None
    """The day of the moment, where somebody told it."""
    contract: date | None = None

    @property
    def spoken(self) -> date:
        """The day the paper speaks of: the one told, else that of the findings."""
        return self.told or self.findings

    def text_of(self, obligation: Obligation) -> date:
        """Return the day whose text counts: that of the contract where a clause of it asks for the paper."""
        return self.contract or self.spoken if obligation.under else self.spoken

    def check(self, measures: Iterable[Measure]) -> None:
        """Raise ``UsageError`` where the findings cannot carry a paper of the day it speaks of.

        An inquiry made after an offer carried no offer; a contract begins before what is discovered
        while it is performed; where a measure turns between both days the findings answer another law.
        """
        again = f"survey again with --as-of {self.spoken.isoformat()}"
        if self.moment is Moment.OFFER and self.findings > self.spoken:
            raise UsageError(
                f"the offer is of {self.spoken.isoformat()} and the findings answer the law of"
                f" {self.findings.isoformat()}: no inquiry made after an offer carries it",
                remedy=f"check 'offered', or {again}",
            )
        if self.moment is Moment.DISCOVERY and self.contract and self.contract > self.spoken:
            raise UsageError(
                f"the contract is of {self.contract.isoformat()}, after the discovery of"
                f" {self.spoken.isoformat()}: a report is of what is discovered during its performance",
                remedy="check 'contract-date' and 'discovered'",
            )
        first, last = sorted((self.findings, self.spoken))
        turned = [
            f"{measure.id} on {day.isoformat()}"
            for measure in measures
            for day in sorted(turning_days(measure))
            if first < day <= last
        ]
        if turned:
            raise UsageError(
                f"the findings answer the law of {self.findings.isoformat()}, the paper speaks of"
                f" {self.spoken.isoformat()}, and the law turned between: {', '.join(turned)}",
                remedy=again,
            )

    def sentences(self, owed: Iterable[tuple[Measure, Obligation]], language: Language) -> Iterator[str]:
        """Yield what the frame of the paper says of its days, each where it says something of its own."""
        say = Words(language.code, "days")
        yield say("findings", language.day(self.findings))
        if self.spoken != self.findings:
            yield say(self.moment.value, language.day(self.spoken))
        in_contract = any(obligation.under for _, obligation in owed)
        if in_contract and self.contract is None:
            yield say("no-contract", language.day(self.spoken))
        elif in_contract and self.contract != self.findings:
            yield say("contract", language.day(self.contract or self.spoken))
