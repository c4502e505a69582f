"""What is said of the days of a thing's life: when it was acquired and when it is to go?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from phaseout.domain.dates import Begins, Dates, OnDay
from phaseout.domain.determination import Outcome
from phaseout.report.language import Language

_THEN = {
    Outcome.APPLIES: "dates.then-applies",
    Outcome.APPLIES_FROM: "dates.then-later",
    Outcome.DOES_NOT_APPLY: "dates.then-not",
    Outcome.EXCEPTED: "dates.then-excepted",
    Outcome.UNDETERMINED: "dates.then-undetermined",
    Outcome.INFLUENCE_ONLY: "dates.then-influence",
}
_BEGINS = {
    Begins.BEFORE_REMOVAL: "dates.late",
    Begins.ON_REMOVAL: "dates.same-day",
    Begins.AFTER_REMOVAL: "dates.in-time",
    Begins.UNDETERMINED: "dates.either",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeDay:
    """A day of a thing's life as it is shown."""

    label: str
    day: str
    notes: tuple[str, ...]


def life_days(dates: Dates, language: Language, name: Callable[[str], str]) -> tuple[LifeDay, ...]:
    """Return the days that are known, in order; ``name`` says what a measure is called."""
    days = []
    if dates.acquired:
        notes = _notes(dates.at_acquisition, language, name, _then)
        days.append(
            LifeDay(label=language.text("dates.acquired"), day=_day(dates.acquired, language), notes=notes)
        )
    days.append(LifeDay(label=language.text("about.as-of"), day=language.day(dates.as_of), notes=()))
    if dates.removal_planned:
        overdue = (language.text("dates.overdue"),) if dates.removal_is_overdue else ()
        notes = (*overdue, *_notes(dates.at_removal, language, name, _by_then))
        planned = _day(dates.removal_planned, language)
        days.append(LifeDay(label=language.text("dates.removal"), day=planned, notes=notes))
    return tuple(days)


def _day(written: Iterable[str], language: Language) -> str:
    return " / ".join(language.written_day(one) for one in written)


def _notes(
    answers: Iterable[OnDay],
    language: Language,
    name: Callable[[str], str],
    say: Callable[[OnDay, Language], str],
) -> tuple[str, ...]:
    """Say the answers, those of one measure that fare alike in one note."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in answers:
        groups.setdefault((one.measure, say(one, language)), []).append(one.act)
    return tuple(
        language.text("dates.note", name(measure), language.terms("act", acts), said)
        for (measure, said), acts in groups.items()
    )


def _then(one: OnDay, language: Language) -> str:
    return language.text(_THEN[one.outcome], language.day(one.on) if one.on else "")


def _by_then(one: OnDay, language: Language) -> str:
    if one.begins is not None and one.on is not None:
        return language.text(_BEGINS[one.begins], language.day(one.on))
    return language.text("dates.by-then", language.term("outcome", one.outcome.value))
