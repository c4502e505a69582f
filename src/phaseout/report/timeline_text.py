"""What is the life of measures as a list of days: what is past, what falls on the day, what is to come?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from phaseout.domain.alarm import Alarm
from phaseout.domain.measure import Measure
from phaseout.domain.milestone import Milestone, milestones
from phaseout.domain.timeline import State
from phaseout.report.language import Language
from phaseout.report.milestone_words import happening
from phaseout.report.upcoming import upcoming

_INDENT = " " * 4
_LONGEST_DAY = len("30 September 2023")
_UNDER = " " * (len(_INDENT) + _LONGEST_DAY + 2)
"""Where the words stand that belong to a dated line."""


class _Entry(NamedTuple):
    """A milestone in a list; ``name`` is empty where the list is of one measure."""

    milestone: Milestone
    name: str
    is_unverified: bool


def timeline_lines(measures: Iterable[Measure], day: date, language: Language) -> Iterator[str]:
    """Yield the timeline of each measure as seen from a day."""
    for measure in measures:
        yield f"{measure.id}{language.colon} {measure.title.in_language(language.code)}"
        yield f"  {language.text('timeline.as-of', language.day(day), standing(measure, day, language))}"
        yield from _by_tense([_entry(one, measure, "") for one in milestones(measure)], day, language)
        if not any(one.on > day for one in milestones(measure)):
            yield f"  {language.text('timeline.no-more')}"
        yield ""


def change_lines(
    measures: Iterable[Measure], since: date, until: date, day: date, language: Language
) -> Iterator[str]:
    """Yield what happened in law from ``since`` to ``until``, both included, seen from a day."""
    found = [
        _entry(one, measure, measure.id)
        for measure in measures
        for one in milestones(measure)
        if since <= one.on <= until
    ]
    yield from _by_tense(sorted(found, key=lambda entry: entry.milestone.on), day, language)
    if not found:
        yield language.text("changes.none")


def alarm_lines(found: Iterable[Alarm], language: Language) -> Iterator[str]:
    """Yield alarms in their order under a heading for each urgency, with what they rest on."""
    for heading, alarms in upcoming(found, language):
        yield heading
        for alarm in alarms:
            yield f"  {alarm.id}{language.colon} {alarm.warning}"
            yield from _grounds(alarm.text, alarm.evidence, _INDENT)


def no_alarm_lines(watched: int, within: int, language: Language) -> Iterator[str]:
    """Yield that there is no alarm among so many measures within so many days."""
    yield language.text("alarms.none", language.count("alarm.days", within))
    yield f"{language.text('examined')}{language.colon} {language.count('examined.measures', watched)}"


def standing(measure: Measure, day: date, language: Language) -> str:
    """Return how a measure stands on a day and how far anyone has checked it."""
    step = measure.timeline.at(day)
    checked = language.day(measure.timeline.checked_through)
    if step is None:
        return language.text("timeline.before", checked)
    state = language.term("state", step.state.value)
    return language.text("timeline.standing", state, language.day(step.on), checked)


def _entry(milestone: Milestone, measure: Measure, name: str) -> _Entry:
    is_unseen = milestone.on > measure.timeline.checked_through
    return _Entry(milestone, name, is_unseen and milestone.what != State.UNVERIFIED.value)


def _by_tense(entries: list[_Entry], day: date, language: Language) -> Iterator[str]:
    tenses = (
        ("timeline.past", [one for one in entries if one.milestone.on < day]),
        ("timeline.on-the-day", [one for one in entries if one.milestone.on == day]),
        ("timeline.to-come", [one for one in entries if one.milestone.on > day]),
    )
    for key, part in tenses:
        if part:
            yield f"  {language.text(key)}"
        for entry in part:
            yield from _dated(entry, language)


def _dated(entry: _Entry, language: Language) -> Iterator[str]:
    milestone = entry.milestone
    name = f"{entry.name}{language.colon} " if entry.name else ""
    unverified = f" ({language.text('timeline.unverified')})" if entry.is_unverified else ""
    day = f"{language.day(milestone.on):<{_LONGEST_DAY}}"
    yield f"{_INDENT}{day}  {name}{happening(milestone, language)}{unverified}"
    text = milestone.text.in_language(language.code) if milestone.text else ""
    yield from _grounds(text, milestone.evidence, _UNDER)


def _grounds(text: str, evidence: Sequence[str], indent: str) -> Iterator[str]:
    if text:
        yield f"{indent}{text}"
    if evidence:
        yield f"{indent}[{'; '.join(evidence)}]"
