"""Is each answer a measure can give shown by a case, and has each case the names it needs?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

from phaseout.domain.determination import Outcome
from phaseout.domain.measure import DIRECTING, is_of_canada
from phaseout.domain.timeline import State
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.schema_measure import MeasureShape


def check_cases(files: Files, asked: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each answer a measure can give that no case shows, of the measures asked for."""
    shown = shown_answers(files)
    for entry in files.measures:
        if entry.shape.id not in asked:
            continue
        for answer in _answers(entry.shape):
            if answer not in shown[entry.shape.id]:
                message = f"no case shows {entry.shape.id} answering {answer!r}"
                yield entry.fault(Level.SENSE, ("id",), message)


def check_case_names(files: Files) -> Iterator[Fault]:
    """Yield a fault for each case of a measure of Canada that has no French name.

    A measure that did not load is blamed elsewhere.
    """
    canadian = {entry.shape.id for entry in files.measures if is_of_canada(entry.shape.jurisdiction)}
    for case in files.cases:
        if case.shape.measure in canadian and case.shape.name_fr is None:
            yield case.fault(Level.SENSE, ("name",), "the case has no French name")


def shown_answers(files: Files) -> Mapping[str, set[str]]:
    """Return measure → the answers its cases show: yes, no, undetermined."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in files.cases:
        shown[case.shape.measure].add(_answer(case.shape.expect.outcome))
    return shown


def _answer(outcome: Outcome) -> str:
    match outcome:
        case Outcome.APPLIES | Outcome.APPLIES_FROM | Outcome.INFLUENCE_ONLY:
            return "yes"
        case Outcome.UNDETERMINED:
            return "undetermined"
        case Outcome.EXCEPTED | Outcome.DOES_NOT_APPLY:
            return "no"
        case _:
            assert_never(outcome)


def _answers(measure: MeasureShape) -> tuple[str, ...]:
    """Say which answers a measure can give: what binds nobody or never was in force is always no."""
    if not measure.binds:
        return ("no", "undetermined") if measure.binds_perhaps else ("no",)
    states = {step.state for step in measure.timeline}
    if State.IN_FORCE in states or (State.ANNOUNCED in states and measure.nature in DIRECTING):
        return ("yes", "no", "undetermined")
    return ("no", "undetermined") if any(state.is_open for state in states) else ("no",)
