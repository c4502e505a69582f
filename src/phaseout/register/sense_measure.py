"""Is a measure's time in order, and is each of its answers shown by a case?"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from phaseout.domain.determination import Outcome
from phaseout.domain.timeline import State
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema_measure import MeasureShape

_ANSWER = {
    Outcome.APPLIES: "yes",
    Outcome.APPLIES_FROM: "yes",
    Outcome.INFLUENCE_ONLY: "yes",
    Outcome.UNDETERMINED: "undetermined",
    Outcome.EXCEPTED: "no",
    Outcome.DOES_NOT_APPLY: "no",
}
_DIRECTING = frozenset({"policy", "statement"})
"""Natures that take effect when they are announced."""


def check_measures(files: Files) -> Iterator[Fault]:
    """Yield faults of the timelines and of missing cases."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in files.cases:
        shown[case.shape.measure].add(_ANSWER[case.shape.expect.outcome])
    for entry in files.measures:
        yield from _disorder(entry)
        for answer in _answers(entry.shape):
            if answer not in shown[entry.shape.id]:
                message = f"no case shows {entry.shape.id} answering {answer!r}"
                yield entry.fault(Level.SENSE, ("id",), message)


def _disorder(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    steps = entry.shape.timeline
    for index, (before, step) in enumerate(pairwise(steps), start=1):
        if step.on <= before.on:
            message = f"the step of {step.on} does not come after that of {before.on}"
            yield entry.fault(Level.SENSE, ("timeline", index, "on"), message)


def _answers(measure: MeasureShape) -> tuple[str, ...]:
    """Say which answers a measure can give: what binds nobody or never was in force is always no."""
    if not measure.binds:
        return ("no", "undetermined") if measure.binds_perhaps else ("no",)
    states = {step.state for step in measure.timeline}
    if State.IN_FORCE in states or (State.ANNOUNCED in states and measure.nature in _DIRECTING):
        return ("yes", "no", "undetermined")
    return ("no", "undetermined") if State.UNVERIFIED in states else ("no",)
