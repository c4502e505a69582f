"""What is the register as one JSON file that opens in milliseconds?"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from phaseout.domain.problem import RegisterError
from phaseout.register.fault import Fault, in_order
from phaseout.register.loading import Entry, Files, load
from phaseout.register.references import check_references
from phaseout.register.schema import Identified, Shape
from phaseout.register.schema_fingerprint import AddressShape
from phaseout.register.sealed import FORMAT, Content, seal, write_sealed

_SHOWN = 20
"""Faults an error lists before it only counts."""
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

    Raises ``RegisterError`` that lists the faults if a file has none of the shapes or names what
    does not exist: such a register cannot answer.
    """
    files = load(directory)
    faults = in_order([*files.faults, *check_references(files)])
    if faults:
        raise RegisterError(_listed(faults), where=str(directory), remedy="mend the lines named above")
    return compile_files(files)


def compile_files(files: Files) -> Content:
    """Compile files that have no fault, with edition and digest."""
    return seal(
        {
            "format": FORMAT,
            "edition": files.edition,
            "sources": _by_id(files.sources),
            "parties": _by_id(files.parties, without={"interests"}),
            "interests": _interests(files),
            "brands": _by_id(files.brands, without={"models"}),
            "models": _models(files),
            "ambiguous": [_row(entry.shape) for entry in files.ambiguous],
            "fingerprints": _fingerprints(files),
            "addresses": _addresses(files.addresses),
            "instruments": _by_id(files.instruments),
            "measures": _by_id(files.measures),
            "vocabulary": {
                "kinds": _by_id(files.kinds),
                "facts": _by_id(files.facts),
                "roles": _by_id(files.roles),
                "acts": _by_id(files.acts),
                "values": [_row(entry.shape) for entry in files.values],
            },
        }
    )


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


def _listed(faults: list[Fault]) -> str:
    lines = [str(fault) for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"… and {len(faults) - _SHOWN} more ('phaseout register check' lists them)")
    return "\n".join([f"the register has {len(faults)} fault(s)", *lines])
