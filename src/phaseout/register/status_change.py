"""Does a step of the law that is new since the edition before rest on enough?

One official source, or two secondary sources of different publishers, each with the day it was read:
a single report, an aggregator, memory or reasoning never changes the state of a measure.
"""

from collections.abc import Iterator

from phaseout.domain.cite import EvidenceGrade
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.row import Row
from phaseout.register.schema_measure import StepShape
from phaseout.register.schema_source import SourceShape
from phaseout.register.sealed import Content
from phaseout.register.sense_status import INDEPENDENT, publishers


def check_grounds(files: Files, previous: Content) -> Iterator[Fault]:
    """Yield a fault for each new step of a measure of ``previous`` that rests on too little."""
    before = {
        id_: {(step.text("on"), step.text("state")) for step in row.rows("timeline")}
        for id_, row in Row(previous, "register").row("measures").entries()
    }
    sources = {entry.shape.id: entry.shape for entry in files.sources}
    for entry in files.measures:
        known = before.get(entry.shape.id)
        for index, step in enumerate(entry.shape.timeline):
            # An open state says what is not known: nothing has to be shown for it.
            if known is None or step.state.is_open or (step.on.isoformat(), step.state.value) in known:
                continue
            for message in _wanting(step, sources):
                where = f"the new step of {step.on} ({step.state.value}) "
                yield entry.fault(Level.CONTINUITY, ("timeline", index, "cite"), where + message)


def _wanting(step: StepShape, sources: dict[str, SourceShape]) -> Iterator[str]:
    """Say what a step's cites lack."""
    graded = [(cite.grade, sources[cite.source]) for cite in step.cite if cite.source in sources]
    official = [source for grade, source in graded if grade is EvidenceGrade.OFFICIAL]
    second = [source for grade, source in graded if grade is EvidenceGrade.SECONDARY]
    if not official and len(publishers(step, sources)) < INDEPENDENT:
        yield "rests neither on an official source nor on two secondary ones of different publishers"
    for source in official or second:
        if source.retrieved is None:
            yield f"rests on {source.id!r}, which does not say when it was read ('retrieved')"
