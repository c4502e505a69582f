"""What does a report say of what comes next and of what must be checked?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from phaseout.domain.alarm import Alarm, Urgency
from phaseout.report.language import Language
from phaseout.report.milestone_words import warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """An alarm in words."""

    id: str
    """Of the measure."""
    measure: str
    on: date
    warning: str
    text: str
    evidence: tuple[str, ...]


def upcoming(found: Iterable[Alarm], language: Language) -> Iterator[tuple[str, list[Upcoming]]]:
    """Yield the name of each urgency with its alarms, in the order of the document."""
    for urgency, group in groupby(found, key=lambda alarm: alarm.urgency):
        yield _heading(urgency, language), [_upcoming(alarm, language) for alarm in group]


def _heading(urgency: Urgency, language: Language) -> str:
    said = language.term("urgency", urgency.value)
    return said[:1].upper() + said[1:]


def _upcoming(alarm: Alarm, language: Language) -> Upcoming:
    one = alarm.milestone
    return Upcoming(
        id=alarm.measure,
        measure=language.measure(alarm.measure),
        on=one.on,
        warning=warning(alarm, language),
        text=one.text.in_language(language.code) if one.text else "",
        evidence=one.evidence,
    )
