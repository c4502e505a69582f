"""Is each answer a measure can give shown by a case, and has each case the names it needs?"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from phaseout.domain.answerable import Answer, Bar, answer_of, barred
from phaseout.domain.measure import is_of_canada
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.schema_measure import MeasureShape


def check_cases(files: Files, asked: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each answer a measure can give that no case shows, of the measures asked for."""
    shown = shown_answers(files)
    for entry in files.measures:
        if entry.shape.id not in asked:
            continue
        bars = _barred(entry.shape)
        if entry.shape.nobody_known and Answer.YES in shown[entry.shape.id]:
            yield entry.fault(
                Level.SENSE, ("nobody-known",), "a case shows that somebody is known whom it reaches"
            )
        for answer in Answer:
            if answer not in bars and answer not in shown[entry.shape.id]:
                message = f"no case shows {entry.shape.id} answering {answer.value!r}"
                yield entry.fault(Level.SENSE, ("id",), message)


def check_case_names(files: Files) -> Iterator[Fault]:
    """Yield a fault for each case of a measure of Canada that has no French name.

    A measure that did not load is blamed elsewhere.
    """
    canadian = {entry.shape.id for entry in files.measures if is_of_canada(entry.shape.jurisdiction)}
    for case in files.cases:
        if case.shape.measure in canadian and case.shape.name_fr is None:
            yield case.fault(Level.SENSE, ("name",), "the case has no French name")


def shown_answers(files: Files) -> Mapping[str, set[Answer]]:
    """Return measure → the answers its cases show."""
    shown: dict[str, set[Answer]] = defaultdict(set)
    for case in files.cases:
        shown[case.shape.measure].add(answer_of(case.shape.expect.outcome))
    return shown


def _barred(measure: MeasureShape) -> Mapping[Answer, Bar]:
    return barred(
        {step.state for step in measure.timeline},
        measure.nature,
        binds=bool(measure.binds),
        binds_perhaps=bool(measure.binds_perhaps),
        is_nobody_known=measure.nobody_known is not None,
    )
