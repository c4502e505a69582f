"""Does everything that is named exist, once, and under the name its file promises?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from phaseout.domain.facts import FACTS
from phaseout.domain.trait import TRAITS
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.reference import Noun
from phaseout.register.schema import Identified, Shape
from phaseout.register.schema_case import CaseShape
from phaseout.register.schema_measure import ANY, MeasureShape
from phaseout.register.yamlfile import Place

Named = tuple[Entry[Shape], Place, str]
"""An id, the entry it stands in and where in the entry."""


def check_references(files: Files) -> Iterator[Fault]:
    """Yield a fault for every name that leads nowhere, stands twice or is not its file's."""
    ids = _ids(files)
    yield from _leading_nowhere(files, ids)
    for noun, named in ids.items():
        yield from _twice(noun, named)
    yield from _misplaced(files)
    for measure in files.measures:
        yield from _within(measure)
    yield from _cases(files)


def _ids(files: Files) -> dict[Noun, list[Named]]:
    """Collect every id by noun."""
    found: dict[Noun, list[Named]] = defaultdict(list)
    top: tuple[tuple[Noun, Iterable[Entry[Identified]]], ...] = (
        (Noun.SOURCE, files.sources), (Noun.PARTY, files.parties), (Noun.BRAND, files.brands),
        (Noun.FINGERPRINT, files.fingerprints), (Noun.INSTRUMENT, files.instruments),
        (Noun.MEASURE, files.measures), (Noun.KIND, files.kinds), (Noun.FACT, files.facts),
        (Noun.ROLE, files.roles), (Noun.ACT, files.acts),
    )  # fmt: skip
    for noun, entries in top:
        for entry in entries:
            found[noun].append((entry, ("fact",) if noun is Noun.FACT else ("id",), entry.shape.id))
    for value in files.values:
        found[Noun(value.shape.fact)].append((value, ("id",), value.shape.id))
    for brand in files.brands:
        for index, model in enumerate(brand.shape.models):
            found[Noun.MODEL].append((brand, ("models", index, "id"), model.id))
    return found


def _leading_nowhere(files: Files, ids: dict[Noun, list[Named]]) -> Iterator[Fault]:
    known = {noun: {id_ for _, _, id_ in named} for noun, named in ids.items()}
    known[Noun.THING] = {thing for kind in files.kinds for thing in kind.shape.things} | {ANY}
    for entry in _entries(files):
        for place, noun, id_ in entry.shape.references():
            if noun in files.unread or (noun, id_) in files.broken:
                continue
            if id_ not in known.get(noun, ()):
                yield entry.fault(Level.REFERENCES, place, f"there is no {noun.value} {id_!r}")


def _entries(files: Files) -> Iterator[Entry[Shape]]:
    for entries in (
        files.sources, files.parties, files.brands, files.ambiguous, files.addresses, files.fingerprints,
        files.instruments, files.measures, files.cases,
        files.kinds, files.facts, files.roles, files.acts, files.values,
    ):  # fmt: skip
        yield from entries


def _twice(noun: Noun, named: list[Named]) -> Iterator[Fault]:
    first: dict[str, Named] = {}
    for entry, place, id_ in named:
        if id_ in first:
            other, there, _ = first[id_]
            line = other.file.line((*other.place, *there))
            message = f"the {noun.value} {id_!r} already stands in {other.file.file}:{line}"
            yield entry.fault(Level.REFERENCES, place, message)
        first.setdefault(id_, (entry, place, id_))


def _misplaced(files: Files) -> Iterator[Fault]:
    """Blame entries whose file has another name than they have."""
    for entry in (*files.parties, *files.brands, *files.measures):
        if entry.shape.id != entry.stem:
            message = f"{entry.shape.id!r} has to stand in a file of that name, not in {entry.stem!r}"
            yield entry.fault(Level.REFERENCES, ("id",), message)
    for fingerprint in files.fingerprints:
        if fingerprint.stem not in TRAITS:
            yield fingerprint.fault(Level.REFERENCES, (), f"there is no trait {fingerprint.stem!r}")
        if not fingerprint.shape.id.startswith(f"{fingerprint.stem}/"):
            message = f"the id of a fingerprint here begins with '{fingerprint.stem}/'"
            yield fingerprint.fault(Level.REFERENCES, ("id",), message)
    for fact in files.facts:
        if fact.shape.id not in FACTS:
            yield fact.fault(Level.REFERENCES, ("fact",), f"no condition may ask for {fact.shape.id!r}")


def _within(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    """Check the names that mean something only inside one measure."""
    yield from _own_ids(entry)
    measure = entry.shape
    coverages = {coverage.id for coverage in measure.covers}
    for index, clause in enumerate(measure.clauses):
        for id_ in clause.covers:
            if id_ not in coverages:
                place = ("clauses", index, "covers")
                yield entry.fault(Level.REFERENCES, place, f"this measure has no coverage {id_!r}")
    acts = {act for clause in measure.clauses for act in clause.acts}
    for index, exemption in enumerate(measure.exemptions):
        for act in exemption.acts:
            if act not in acts:
                place = ("exemptions", index, "acts")
                yield entry.fault(Level.REFERENCES, place, f"no clause of this measure regulates {act!r}")


def _own_ids(entry: Entry[MeasureShape]) -> Iterator[Fault]:
    measure = entry.shape
    if not measure.id.startswith(f"{measure.jurisdiction}/"):
        message = f"the id of a measure here begins with '{measure.jurisdiction}/'"
        yield entry.fault(Level.REFERENCES, ("jurisdiction",), message)
    for part, ids in (
        ("covers", [coverage.id for coverage in measure.covers]),
        ("clauses", [clause.id for clause in measure.clauses]),
        ("exemptions", [exemption.id for exemption in measure.exemptions]),
    ):
        for index, id_ in enumerate(ids):
            if id_ in ids[:index]:
                yield entry.fault(Level.REFERENCES, (part, index, "id"), f"{id_!r} stands twice in {part}")


def _cases(files: Files) -> Iterator[Fault]:
    measures = {entry.shape.id: entry.shape for entry in files.measures}
    for entry in files.cases:
        measure = measures.get(entry.shape.measure)
        if measure:
            yield from _of_its_measure(entry, measure)


def _of_its_measure(entry: Entry[CaseShape], measure: MeasureShape) -> Iterator[Fault]:
    case = entry.shape
    if not any(case.act in clause.acts for clause in measure.clauses):
        message = f"no clause of {measure.id} regulates {case.act!r}"
        yield entry.fault(Level.REFERENCES, ("act",), message)
    if case.expect.clause and all(clause.id != case.expect.clause for clause in measure.clauses):
        message = f"{measure.id} has no clause {case.expect.clause!r}"
        yield entry.fault(Level.REFERENCES, ("expect", "clause"), message)
