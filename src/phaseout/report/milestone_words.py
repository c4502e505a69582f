"""How is a milestone of a measure said, and the alarm that it raises?"""

from collections.abc import Sequence
from typing import assert_never

from phaseout.domain.alarm import Alarm, Urgency
from phaseout.domain.milestone import Milestone, Turn
from phaseout.domain.timeline import State
from phaseout.report.language import Language

_SENTENCES = {
    Turn.LISTED: "milestone.listed",
    Turn.DELISTED: "milestone.delisted",
    Turn.EXEMPTED: "milestone.exempted",
    Turn.EXEMPTION_ENDS: "milestone.exemption",
    Turn.OWED: "milestone.owed",
    Turn.OWED_NO_MORE: "milestone.owed-no-more",
    Turn.CHECKED: "milestone.checked",
}
_NAMED = 4
"""Listings of one day, and parties of them, that are named before the rest is only counted."""


def happening(milestone: Milestone, language: Language) -> str:
    """Return what happens on the day, in a few words and without the day."""
    what, acts = milestone.what, language.terms("act", milestone.acts)
    match milestone.turn:
        case Turn.STEP:
            return language.term("state", what)
        case Turn.CLAUSE:
            return language.text("milestone.clause", what, acts, language.term("duty", milestone.duty or ""))
        case Turn.EXEMPTED | Turn.EXEMPTION_ENDS if milestone.acts:
            said = language.text(_SENTENCES[milestone.turn], what)
            return language.text("milestone.of-acts", said, acts)
        case Turn.LISTED | Turn.DELISTED:
            return language.text(_SENTENCES[milestone.turn], _listing(milestone, language))
        case Turn.EXEMPTED | Turn.EXEMPTION_ENDS | Turn.OWED | Turn.OWED_NO_MORE | Turn.CHECKED:
            return language.text(_SENTENCES[milestone.turn], what)
        case _:
            assert_never(milestone.turn)


def warning(alarm: Alarm, language: Language) -> str:
    """Return an alarm as a line: its day, how far off that is, and what happens then."""
    milestone = alarm.milestone
    day, days = language.day(milestone.on), language.count("alarm.days", alarm.days)
    match alarm.urgency:
        case Urgency.COMING:
            return language.text("alarm.ahead", day, days, happening(milestone, language))
        case Urgency.CHECK_NOW:
            said = happening(milestone, language)
            is_open = milestone.turn is Turn.STEP and milestone.what == State.UNVERIFIED.value
            said = said if is_open else language.text("alarm.unseen", said)
            return language.text("alarm.since", day, days, said)
        case Urgency.STALE:
            return language.text("alarm.since", day, days, language.text("alarm.last-checked"))
        case _:
            assert_never(alarm.urgency)


def _listing(milestone: Milestone, language: Language) -> str:
    listings = _some(milestone.what.split(", "), language)
    named = _some([language.party(party) for party in milestone.named], language)
    return f"{listings} ({named})" if named else listings


def _some(names: Sequence[str], language: Language) -> str:
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if more <= 0:
        return shown
    return language.text("milestone.more", shown, language.count("milestone.others", more))
