"""What is the register as one JSON file that opens in milliseconds?"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from phaseout.domain.counting import counted
from phaseout.domain.problem import RegisterError
from phaseout.register.fault import Fault, in_order
from phaseout.register.fitness import check_fitness
from phaseout.register.loading import Entry, Files, load
from phaseout.register.merging import merged, with_listed
from phaseout.register.schema import Identified, Shape
from phaseout.register.schema_fingerprint import AddressShape
from phaseout.register.sealed import FORMAT, Content, seal, write_sealed

_FOR_CHECKING = {"examples", "counterexamples"}
"""What only the check reads; the sources keep it."""


def build_register(directory: Path, target: Path) -> Content:
    """Compile a register directory into a file and return what was written.

    Raises ``RegisterError`` as ``compile_register`` does; then nothing is written.
    """
    content = compile_register(directory)
    write_sealed(content, target)
    return content


def compile_register(directory: Path) -> Content:
    """Compile a register directory.

    Raises ``RegisterError`` that lists every fault that would make an answer wrong: such a register
    cannot answer.
    """
    files = load(directory)
    refuse(directory, check_fitness(files))
    return compile_files(files)


def refuse(directory: Path, found: Iterable[Fault]) -> None:
    """Raise ``RegisterError`` that lists the faults, if there are any."""
    if faults := in_order([*found]):
        lines = [f"the register has {counted(len(faults), 'fault')}", *map(str, faults)]
        raise RegisterError("\n".join(lines), where=str(directory), remedy="mend the lines named above")


def compile_files(files: Files, base: Content | None = None) -> Content:
    """Compile files that have no fault, with edition and digest; ``base`` is what an overlay is laid over."""
    return _laid_over(
        base,
        {
            "format": FORMAT,
            "edition": files.edition,
            "sources": _by_id(files.sources),
            "parties": _by_id(files.parties, without={"interests", "dependencies"}),
            "interests": _interests(files),
            "dependencies": _dependencies(files),
            "brands": _by_id(files.brands, without={"models"}),
            "models": _models(files),
            "ambiguous": [_row(entry.shape) for entry in files.ambiguous],
            "codes": _by_id(files.codes, without=_FOR_CHECKING),
            "vulnerabilities": _by_id(files.vulnerabilities, without=_FOR_CHECKING),
            "fingerprints": _fingerprints(files),
            "addresses": _addresses(files.addresses),
            "instruments": _by_id(files.instruments),
            "lists": _by_id(files.lists),
            "measures": _by_id(files.measures),
            "institutions": _by_id(files.institutions),
            "cues": _by_id(files.cues, without=_FOR_CHECKING),
            "articles": _by_id(files.articles, without=_FOR_CHECKING),
            "joints": _by_id(files.joints, without=_FOR_CHECKING),
            "spellings": _by_id(files.spellings, without=_FOR_CHECKING),
            "lookalikes": _by_id(files.lookalikes, without=_FOR_CHECKING),
            "makes": _by_id(files.makes, without=_FOR_CHECKING),
            "loose_designations": _by_id(files.loose_designations, without=_FOR_CHECKING),
            "commodities": _by_id(files.commodities),
            "vocabulary": {
                "kinds": _by_id(files.kinds),
                "facts": _by_id(files.facts),
                "roles": _by_id(files.roles),
                "acts": _by_id(files.acts),
                "values": [_row(entry.shape) for entry in files.values],
            },
            "naming": {
                "forms": _by_id(files.legal_forms),
                "words": _by_id(files.name_words),
                "counts": _by_id(files.word_counts),
            },
        },
    )


def _laid_over(base: Content | None, rows: Content) -> Content:
    if base is not None:
        below = {key: base[key] for key in ("edition", "digest")}
        rows = {
            **merged({key: value for key, value in base.items() if key not in below}, rows),
            "base": below,
        }
    return seal(with_listed(rows))


def _row(shape: Shape, *, without: Iterable[str] = ()) -> dict[str, object]:
    return shape.model_dump(mode="json", exclude_defaults=True, exclude=set(without))


def _by_id(entries: Iterable[Entry[Identified]], *, without: Iterable[str] = ()) -> dict[str, object]:
    return {entry.shape.id: _row(entry.shape, without={"id", *without}) for entry in entries}


def _interests(files: Files) -> list[dict[str, object]]:
    return [
        {"held": party.shape.id, **_row(interest)}
        for party in files.parties
        for interest in party.shape.interests
    ]


def _dependencies(files: Files) -> list[dict[str, object]]:
    return [
        {"party": party.shape.id, **_row(dependency)}
        for party in files.parties
        for dependency in party.shape.dependencies
    ]


def _models(files: Files) -> list[dict[str, object]]:
    return [
        {"brand": brand.shape.id, "strength": model.strength.value, **_row(model, without=_FOR_CHECKING)}
        for brand in files.brands
        for model in brand.shape.models
    ]


def _fingerprints(files: Files) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for entry in files.fingerprints:
        found[entry.stem].append(_row(entry.shape, without=_FOR_CHECKING))
    return dict(found)


def _addresses(entries: Iterable[Entry[AddressShape]]) -> dict[str, object]:
    """Registrants in a list, and each prefix with its place in that list: thousands stay one dict."""
    registrants: list[dict[str, object]] = []
    prefixes: dict[str, int] = {}
    for index, entry in enumerate(entries):
        registrants.append(_row(entry.shape, without={"prefixes"}))
        prefixes |= dict.fromkeys(entry.shape.prefixes, index)
    return {"registrants": registrants, "prefixes": prefixes}
