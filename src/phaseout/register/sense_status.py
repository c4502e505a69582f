"""Does what is said of a measure's state rest on something that was read?

A state other than an open one rests on the official text or on a secondary source somebody read. Memory, an
aggregator, reasoning or a search without result show at most that something may have happened: that is
``unverified``. One secondary source is enough to say so, with its grade; it is no more than one.
"""

from collections.abc import Iterator

from phaseout.domain.cite import EvidenceGrade
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema_measure import MeasureShape, StepShape
from phaseout.register.schema_source import SourceShape

READ = frozenset({EvidenceGrade.OFFICIAL, EvidenceGrade.SECONDARY})
"""Grades of what somebody read in a document that can be trusted."""
INDEPENDENT = 2
"""Secondary sources of different publishers that weigh as much as an official one."""


def check_status(files: Files) -> Iterator[Fault]:
    """Yield a fault for each step that claims a state nobody read of."""
    for entry in files.measures:
        for index, step in enumerate(entry.shape.timeline):
            if not step.state.is_open and not READ & {cite.grade for cite in step.cite}:
                grades = ", ".join(sorted({cite.grade.value for cite in step.cite}))
                message = (
                    f"that it is {step.state.value} on {step.on} rests on grade {grades} alone: nobody read "
                    "it in the official text or in a secondary source, so the state is 'unverified'"
                )
                yield entry.fault(Level.SENSE, ("timeline", index, "cite"), message)


def check_support(files: Files) -> Iterator[Fault]:
    """Yield a notice for each measure with states that one publisher alone reports."""
    sources = {entry.shape.id: entry.shape for entry in files.sources}
    for entry in files.measures:
        thin = [step for step in entry.shape.timeline if _rests_on_one(step, sources)]
        if thin:
            yield _notice(entry, thin)


def publishers(step: StepShape, sources: dict[str, SourceShape]) -> set[str]:
    """Return who published the secondary sources of a step: two papers of one house are one report."""
    second = [
        sources[c.source] for c in step.cite if c.grade is EvidenceGrade.SECONDARY and c.source in sources
    ]
    return {source.publisher or source.id for source in second}


def _rests_on_one(step: StepShape, sources: dict[str, SourceShape]) -> bool:
    official = any(cite.grade is EvidenceGrade.OFFICIAL for cite in step.cite)
    return not step.state.is_open and not official and len(publishers(step, sources)) == 1


def _notice(entry: Entry[MeasureShape], thin: list[StepShape]) -> Fault:
    steps = ", ".join(f"{step.state.value} on {step.on}" for step in thin)
    message = f"{entry.shape.id} rests on one secondary source alone: {steps}"
    return entry.fault(Level.GROUNDS, ("timeline",), message)
