"""Do the names that mean something only inside one measure lead anywhere, each to one thing?"""

from collections.abc import Iterable, Iterator, Mapping

from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry
from phaseout.register.schema_measure import MeasureShape

Lists = Mapping[str, tuple[str, ...]]
"""List → the ids of its entries."""


def check_inside(entry: Entry[MeasureShape], lists: Lists) -> Iterator[Fault]:
    """Yield a fault for every id of a measure's own parts that stands twice or does not exist."""
    yield from _own_ids(entry)
    yield from _listed(entry, lists)
    yield from _under(entry)
    yield from _pointing(entry, _coverages(entry.shape, lists))
    yield from _acts(entry)


def _acts(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    regulated = {act for clause in entry.shape.clauses for act in clause.acts}
    named: tuple[tuple[str, Iterable[tuple[str, ...]]], ...] = (
        ("exemptions", [exemption.acts for exemption in entry.shape.exemptions]),
        ("obligations", [obligation.acts for obligation in entry.shape.obligations]),
    )
    for part, acts_of in named:
        for index, acts in enumerate(acts_of):
            for act in acts:
                if act not in regulated:
                    message = f"no clause of this measure regulates {act!r}"
                    yield entry.fault(Level.REFERENCES, (part, index, "acts"), message)


def _under(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    citations = {citation.id for citation in entry.shape.citations}
    for index, obligation in enumerate(entry.shape.obligations):
        for id_ in obligation.under:
            if id_ not in citations:
                place = ("obligations", index, "under")
                yield entry.fault(Level.REFERENCES, place, f"this measure has no citation {id_!r}")


def _coverages(measure: MeasureShape, lists: Lists) -> list[str]:
    own = [coverage.id for coverage in measure.covers]
    return own + [id_ for listed in measure.lists for id_ in listed.entries or lists.get(listed.list_, ())]


def _listed(entry: Entry[MeasureShape], lists: Lists) -> Iterator[Fault]:
    met = {coverage.id for coverage in entry.shape.covers}
    for index, listed in enumerate(entry.shape.lists):
        known = lists.get(listed.list_, ())
        place = ("lists", index, "entries")
        for id_ in listed.entries:
            if known and id_ not in known:
                yield entry.fault(Level.REFERENCES, place, f"the list {listed.list_!r} has no entry {id_!r}")
        for id_ in listed.entries or known:
            if id_ in met:
                yield entry.fault(Level.REFERENCES, place, f"this measure has a coverage {id_!r} already")
            met.add(id_)


def _pointing(entry: Entry[MeasureShape], coverages: list[str]) -> Iterator[Fault]:
    """Blame every part that points at a coverage the measure has not."""
    measure = entry.shape
    pointers: tuple[tuple[str, Iterable[tuple[str, ...]]], ...] = (
        ("clauses", [clause.covers for clause in measure.clauses]),
        ("components", [component.covers for component in measure.components]),
        ("exemptions", [exemption.covers for exemption in measure.exemptions]),
    )
    for part, pointed_at in pointers:
        for index, ids in enumerate(pointed_at):
            for id_ in ids:
                if id_ not in coverages:
                    place = (part, index, "covers")
                    yield entry.fault(Level.REFERENCES, place, f"this measure has no coverage {id_!r}")


def _own_ids(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    measure = entry.shape
    if not measure.id.startswith(f"{measure.jurisdiction}/"):
        message = f"the id of a measure here begins with '{measure.jurisdiction}/'"
        yield entry.fault(Level.REFERENCES, ("jurisdiction",), message)
    for part, ids in (
        ("covers", [coverage.id for coverage in measure.covers]),
        ("clauses", [clause.id for clause in measure.clauses]),
        ("exemptions", [exemption.id for exemption in measure.exemptions]),
        ("components", [component.id for component in measure.components]),
        ("obligations", [obligation.id for obligation in measure.obligations]),
        ("citations", [citation.id for citation in measure.citations]),
    ):
        for index, id_ in enumerate(ids):
            if id_ in ids[:index]:
                yield entry.fault(Level.REFERENCES, (part, index, "id"), f"{id_!r} stands twice in {part}")
