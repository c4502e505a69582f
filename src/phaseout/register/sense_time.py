"""Is the time of a measure in order: its steps, its clauses, what takes things out of it?"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import Shape
from phaseout.register.schema_measure import ExemptionShape, MeasureShape
from phaseout.register.stand_in import STAND_IN_DAY
from phaseout.register.yamlfile import Place


def check_time(files: Files) -> Iterator[Fault]:
    """Yield a fault for steps that overlap and for parts that end before they begin or could count."""
    for entry in files.measures:
        yield from _disorder(entry)
        yield from _too_early(entry)
    for dated in (*files.measures, *files.lists):
        for place, since, until in _spans(dated.shape, ()):
            # A publication withdrawn the same day stands from that day until that day: it never held.
            if until < since:
                message = f"it ends on {until}, before it begins on {since}"
                yield dated.fault(Level.SENSE, (*place, "until"), message)


def _disorder(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    steps = [(index, step) for index, step in enumerate(entry.shape.timeline) if step.on != STAND_IN_DAY]
    for (_, before), (index, step) in pairwise(steps):
        if step.on <= before.on:
            message = f"the steps overlap: that of {step.on} does not come after that of {before.on}"
            yield entry.fault(Level.SENSE, ("timeline", index, "on"), message)


def _too_early(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    first = entry.shape.timeline[0].on
    for index, clause in enumerate(entry.shape.clauses):
        if clause.since and clause.since < first:
            message = f"the clause begins on {clause.since}, before the measure's first step on {first}"
            yield entry.fault(Level.SENSE, ("clauses", index, "since"), message)
    for index, exemption in enumerate(entry.shape.exemptions):
        begins = _begins(entry.shape, exemption)
        if exemption.until and exemption.until <= begins:
            message = f"it ends on {exemption.until}, when nothing it takes out is covered before {begins}"
            yield entry.fault(Level.SENSE, ("exemptions", index, "until"), message)


def _begins(measure: MeasureShape, exemption: ExemptionShape) -> date:
    """Return the first day on which a clause the exemption speaks of may count."""
    first = measure.timeline[0].on
    days = [
        max(first, clause.since or first)
        for clause in measure.clauses
        if not exemption.acts or set(exemption.acts) & set(clause.acts)
    ]
    return min(days, default=first)


def _spans(shape: Shape, place: Place) -> Iterator[tuple[Place, date, date]]:
    """Yield every part that has a first day and a first day after its last, whatever it is."""
    since, until = (getattr(shape, name, None) for name in ("since", "until"))
    if isinstance(since, date) and isinstance(until, date):
        yield place, since, until
    for name, field in type(shape).model_fields.items():
        value = getattr(shape, name)
        for index, part in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(part, Shape):
                yield from _spans(part, (*place, field.alias or name, index))
