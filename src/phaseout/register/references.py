"""Does everything that is named exist, once, and under the name its file promises?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from phaseout.domain.facts import FACTS
from phaseout.domain.trait import TRAITS
from phaseout.register.fault import Fault, Level
from phaseout.register.inside_measure import check_inside
from phaseout.register.known import NOTHING, Known
from phaseout.register.loading import Entry, Files
from phaseout.register.reference import Noun
from phaseout.register.schema import Identified, Shape
from phaseout.register.schema_measure import ANY
from phaseout.register.sense_wording import wording_of
from phaseout.register.yamlfile import Place

Named = tuple[Entry[Shape], Place, str]
"""An id, the entry it stands in and where in the entry."""


def check_references(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield a fault for every name that leads nowhere, stands twice or is not its file's.

    ``base`` is what lies below an overlay: names may lead there too.
    """
    ids = _ids(files)
    yield from _leading_nowhere(files, ids, base)
    for noun, named in ids.items():
        yield from _twice(noun, named)
    yield from _under_another_name(files, base)
    yield from _misplaced(files)
    yield from _under_another_brand(files, base)
    own = {entry.shape.id: tuple(part.id for part in entry.shape.entries) for entry in files.lists}
    lists = {**base.entries_of_lists, **own}
    for measure in files.measures:
        yield from check_inside(measure, lists)
    yield from _cases(files, base)


def _ids(files: Files) -> dict[Noun, list[Named]]:
    """Collect every id by noun."""
    found: dict[Noun, list[Named]] = defaultdict(list)
    top: tuple[tuple[Noun, Iterable[Entry[Identified]]], ...] = (
        (Noun.SOURCE, files.sources), (Noun.PARTY, files.parties), (Noun.BRAND, files.brands),
        (Noun.FINGERPRINT, files.fingerprints), (Noun.INSTRUMENT, files.instruments),
        (Noun.LIST, files.lists), (Noun.CODE, files.codes), (Noun.VULNERABILITY, files.vulnerabilities),
        (Noun.MEASURE, files.measures), (Noun.INSTITUTION, files.institutions), (Noun.KIND, files.kinds),
        (Noun.FACT, files.facts), (Noun.ROLE, files.roles), (Noun.ACT, files.acts),
        (Noun.COMMODITY, files.commodities),
        *((Noun.WORDING, entries) for entries in wording_of(files)),
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


def _leading_nowhere(files: Files, ids: dict[Noun, list[Named]], base: Known) -> Iterator[Fault]:
    known = {noun: {id_ for _, _, id_ in named} for noun, named in ids.items()}
    known[Noun.THING] = {thing for kind in files.kinds for thing in kind.shape.things} | {ANY}
    for entry in _entries(files):
        for place, noun, id_ in entry.shape.references():
            if noun in files.unread or (noun, id_) in files.broken:
                continue
            if id_ not in known.get(noun, ()) and id_ not in base.ids.get(noun, ()):
                yield entry.fault(Level.REFERENCES, place, f"there is no {noun.value} {id_!r}")


def _entries(files: Files) -> Iterator[Entry[Shape]]:
    for entries in (
        files.sources, files.parties, files.brands, files.ambiguous, files.codes,
        files.vulnerabilities, files.addresses, files.fingerprints,
        files.instruments, files.lists, files.measures, files.institutions, files.cases, files.relation_cases,
        files.kinds, files.facts, files.roles, files.acts, files.values, *wording_of(files),
        files.commodities, files.legal_forms, files.name_words, files.word_counts,
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


def _under_another_name(files: Files, base: Known) -> Iterator[Fault]:
    """Blame entries whose file has another name than they have."""
    for entry in (*files.parties, *files.brands, *files.vulnerabilities, *files.lists, *files.measures):
        if entry.shape.id != entry.stem:
            message = f"{entry.shape.id!r} has to stand in a file of that name, not in {entry.stem!r}"
            if any(entry.stem in ids for ids in base.ids.values()):
                message += "; the register below knows that id, and ids are never renamed"
            yield entry.fault(Level.REFERENCES, ("id",), message)


def _misplaced(files: Files) -> Iterator[Fault]:
    """Blame entries that stand in a file of something else."""
    for fingerprint in files.fingerprints:
        if fingerprint.stem not in TRAITS:
            yield fingerprint.fault(Level.REFERENCES, (), f"there is no trait {fingerprint.stem!r}")
        if not fingerprint.shape.id.startswith(f"{fingerprint.stem}/"):
            message = f"the id of a fingerprint here begins with '{fingerprint.stem}/'"
            yield fingerprint.fault(Level.REFERENCES, ("id",), message)
    for institution in files.institutions:
        scope = institution.stem.partition("-")[0]
        if not institution.shape.id.startswith(f"{scope}/"):
            message = f"the id of an institution here begins with '{scope}/'"
            yield institution.fault(Level.REFERENCES, ("id",), message)
    for fact in files.facts:
        if fact.shape.id not in FACTS:
            yield fact.fault(Level.REFERENCES, ("fact",), f"no condition may ask for {fact.shape.id!r}")


def _under_another_brand(files: Files, base: Known) -> Iterator[Fault]:
    """Blame a model grammar whose id is that of another brand's."""
    for brand in files.brands:
        for index, model in enumerate(brand.shape.models):
            other = base.brand_of_model.get(model.id, brand.shape.id)
            if other != brand.shape.id:
                message = f"the model {model.id!r} already stands in the brand {other!r}"
                yield brand.fault(Level.REFERENCES, ("models", index, "id"), message)


def _cases(files: Files, base: Known) -> Iterator[Fault]:
    clauses = {entry.shape.id: entry.shape.clauses for entry in files.measures}
    acts = {
        **base.acts, **{id_: {act for clause in own for act in clause.acts} for id_, own in clauses.items()}
    }  # fmt: skip
    ids = {**base.clauses, **{id_: {clause.id for clause in own} for id_, own in clauses.items()}}
    for entry in files.cases:
        case = entry.shape
        if case.measure in acts and case.act not in acts[case.measure]:
            message = f"no clause of {case.measure} regulates {case.act!r}"
            yield entry.fault(Level.REFERENCES, ("act",), message)
        if case.expect.clause and case.expect.clause not in ids.get(case.measure, {case.expect.clause}):
            message = f"{case.measure} has no clause {case.expect.clause!r}"
            yield entry.fault(Level.REFERENCES, ("expect", "clause"), message)
