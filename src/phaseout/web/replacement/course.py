"""Where do the steps of a replacement lead? Whoever verifies it goes that way again."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from phaseout.web.replacement.models import Replacement, Step
from phaseout.web.replacement.vocabulary import GONE, IN_PLACE, LINE, State


class Course(NamedTuple):
    """What of a replacement its steps decide."""

    state: str
    under: str
    removed_on: date | None
    removed_by: str


def course_of(row: Replacement) -> Course:
    """Return what a replacement says of itself."""
    return Course(row.state, row.under, row.removed_on, row.removed_by)


def gone_on(course: Course, *, standing: str, to: str, on: date | None, who: str) -> Course:
    """Return where a move leads.

    Args:
        course: before it.
        standing: the state it stood in, which may be another than was written where something expired.
        to: the state to come.
        on: the day that was said with the move.
        who: who did it, as somebody said.
    """
    under = "" if to in LINE else standing if standing in LINE else course.under
    if to == State.REMOVED and standing not in GONE:
        return Course(to, under, on, who)
    if to in IN_PLACE:
        return Course(to, under, None, "")
    return course._replace(state=to, under=under)


def led_to(steps: Iterable[Step]) -> Course | None:
    """Return where steps lead, in the order they were taken; None where there is none."""
    course = None
    for step in steps:
        course = gone_on(
            course or Course("", "", None, ""),
            standing=step.before, to=step.after, on=step.on, who=step.who,
        )  # fmt: skip
    return course
