"""What does the register say of measures on a day?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phaseout.domain.measure import Measure
from phaseout.domain.timeline import State
from phaseout.web.findings.queries import OPEN, counts_by_measure
from phaseout.web.frame.access import Access
from phaseout.web.frame.folded import has_words
from phaseout.web.frame.words import language, register


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure as a list shows it."""

    id: str
    title: str
    jurisdiction: str
    day: date
    """The day asked about."""
    stands: State | None
    """On that day; none before its first step."""
    state: str
    """The same in the reader's language."""
    since: date | None
    """From which on that state holds; none where the measure came later."""
    next: date | None
    """The day of its next step, none where none is known."""
    checked_through: date
    is_checked: bool
    """Whether anybody has verified the state of that day."""
    binds: str
    open: int
    """Findings in the asker's reach that are open."""
    findings: int


def rows(access: Access, day: date, *, text: str = "", jurisdiction: str = "") -> Iterator[Row]:
    """Yield the measures that a text and a jurisdiction leave; those with most open findings come first."""
    counts = counts_by_measure(access)
    found = [_row(one, day, counts.get(one.id, {})) for one in register().measures.values()]
    for one in sorted(found, key=lambda row: (-row.open, row.jurisdiction, row.title)):
        if _is_meant(one, text) and jurisdiction in ("", one.jurisdiction):
            yield one


def titled(text: str, day: date) -> Iterator[tuple[Measure, str, str]]:
    """Yield each measure that a text leads to, its title and its state on a day; no finding is counted."""
    found = [_row(one, day, {}) for one in register().measures.values()]
    for one in sorted(found, key=lambda row: (row.jurisdiction, row.title)):
        if _is_meant(one, text):
            yield register().measures[one.id], one.title, one.state


def _is_meant(one: Row, text: str) -> bool:
    return has_words(f"{one.id} {one.title} {one.binds}", text)


def row(access: Access, measure: Measure, day: date) -> Row:
    """Return one measure as a list shows it."""
    return _row(measure, day, counts_by_measure(access).get(measure.id, {}))


def jurisdictions() -> list[str]:
    """Return every jurisdiction that has a measure."""
    return sorted({one.jurisdiction for one in register().measures.values()})


def _row(measure: Measure, day: date, counts: Mapping[str, int]) -> Row:
    timeline = measure.timeline
    step, later = timeline.at(day), timeline.after(day)
    before = language().text("measures.before", language().day(timeline.steps[0].on))
    return Row(
        id=measure.id,
        title=measure.title.in_language(language().code),
        jurisdiction=measure.jurisdiction,
        day=day,
        stands=step.state if step else None,
        state=language().term("state", step.state.value) if step else before,
        since=timeline.first_of_run(step).on if step else None,
        next=later[0].on if later else None,
        checked_through=timeline.checked_through,
        is_checked=day <= timeline.checked_through,
        binds=language().terms("role", (one.role for one in measure.binds)),
        open=sum(counts.get(outcome, 0) for outcome in OPEN),
        findings=sum(counts.values()),
    )
