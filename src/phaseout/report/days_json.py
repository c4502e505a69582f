"""What do the days of a thing's life and the alarms look like as JSON?"""

from phaseout.domain.alarm import Alarm
from phaseout.domain.dates import Dates, OnDay
from phaseout.report.json_bytes import Object


def dates_json(dates: Dates) -> Object:
    """Return the days of a thing's life and what the measures say on each."""
    return {
        "as_of": dates.as_of.isoformat(),
        "acquired": list(dates.acquired),
        "removal_planned": list(dates.removal_planned),
        "removal_overdue": dates.removal_is_overdue,
        "at_acquisition": [_on_day(one) for one in dates.at_acquisition],
        "at_removal": [_on_day(one) for one in dates.at_removal],
    }


def alarm_json(alarm: Alarm) -> Object:
    """Return one alarm with the milestone it is about."""
    one = alarm.milestone
    return {
        "urgency": alarm.urgency.value,
        "measure": alarm.measure,
        "days": alarm.days,
        "milestone": {
            "on": one.on.isoformat(),
            "turn": one.turn.value,
            "what": one.what,
            "named": list(one.named),
            "acts": list(one.acts),
            "duty": one.duty,
            "text": {"en": one.text.en, "fr": one.text.fr} if one.text else None,
            "evidence": list(one.evidence),
        },
    }


def _on_day(one: OnDay) -> Object:
    return {
        "measure": one.measure,
        "act": one.act,
        "outcome": one.outcome.value,
        "today": one.today.value,
        "on": one.on.isoformat() if one.on else None,
        "begins": one.begins.value if one.begins else None,
    }
