"""How does what was taken from the address registry get into an overlay, whole or not at all?"""

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from phaseout.domain.problem import RegisterError
from phaseout.register.locating import installed
from phaseout.register.overlay import compile_overlay, is_overlay
from phaseout.register.registry.assignment import RegistryFile
from phaseout.register.registry.difference import Block

BLOCKS, SOURCES = Path("addresses/registry.yaml"), Path("sources/registry.yaml")
"""Where in the overlay it stands; nothing else there is touched."""
_IN_A_LINE = 12


def lay(folder: Path, laid: Mapping[str, Block]) -> tuple[Path, ...]:
    """Write blocks into an overlay, new or there before, and return the paths.

    Nothing is written unless the overlay is sound with it, and at no moment do blocks cite a source that is
    not there.

    Raises:
        RegisterError: the folder is a register itself, cannot be written, or the overlay has faults.
    """
    if folder.exists() and (not folder.is_dir() or not is_overlay(folder)):
        raise RegisterError(
            "is a register of its own or no folder at all",
            where=str(folder),
            remedy="name a folder for an overlay, which --register then takes",
        )
    files = sorted({block.file for block in laid.values()}, key=lambda one: (one.dated, one.name))
    blocks, sources = "".join(_blocks(laid, files)), "".join(map(_source, files))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as draft:
            staged = Path(draft) / folder.name
            if folder.exists():
                shutil.copytree(folder, staged)
            _put(staged, {SOURCES: sources, BLOCKS: blocks})
            compile_overlay(staged, installed())
            if not folder.exists():
                staged.replace(folder)
                return (folder / SOURCES, folder / BLOCKS)
            return _exchange(staged, folder)
    except OSError as error:
        raise RegisterError(f"cannot be written: {error.strerror}", where=str(folder)) from error


def _put(folder: Path, texts: Mapping[Path, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _exchange(staged: Path, folder: Path) -> tuple[Path, ...]:
    """Put the new files in the place of the old ones; meanwhile the sources of both are there."""
    before = folder / SOURCES
    new = (staged / SOURCES).read_text(encoding="utf-8")
    old = before.read_text(encoding="utf-8") if before.exists() else ""
    ids = {entry.partition("\n")[0] for entry in new.split("- id: ")[1:]}
    kept = [entry for entry in old.split("- id: ")[1:] if entry.partition("\n")[0] not in ids]
    _put(staged, {Path("both.yaml"): new + "".join(f"- id: {entry}" for entry in kept)})
    for name in (SOURCES, BLOCKS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (staged / "both.yaml").replace(before)
    (staged / BLOCKS).replace(folder / BLOCKS)
    (staged / SOURCES).replace(before)
    return (before, folder / BLOCKS)


def _source(file: RegistryFile) -> str:
    title = f"Registry of hardware addresses, as in the file {file.name}"
    note = f"{len(file.assignments)} blocks. SHA-256 {file.sha256}."
    return (
        f"- id: {_id(file)}\n  title: {_quoted(title)}\n  date: {file.dated}\n"
        f"  retrieved: {file.dated}\n  note: {_quoted(note)}\n"
    )


def _id(file: RegistryFile) -> str:
    return f"address-registry-{file.dated}-{file.sha256[:8]}"


def _blocks(laid: Mapping[str, Block], files: Iterable[RegistryFile]) -> Iterator[str]:
    by_registrant: defaultdict[Block, list[str]] = defaultdict(list)
    for prefix, block in laid.items():
        by_registrant[block].append(prefix)
    order = {file: number for number, file in enumerate(files)}
    yield "blocks:\n"
    for block, prefixes in sorted(
        by_registrant.items(), key=lambda one: (one[0].party or "", one[0].registrant, order[one[0].file])
    ):
        yield f"  - party: {block.party or 'null'}\n    registrant: {_quoted(block.registrant)}\n"
        yield f"    retrieved: {block.file.dated}\n    cite:\n"
        yield f"      - {{source: {_id(block.file)}, grade: M}}\n    prefixes: [\n"
        prefixes.sort()
        for at in range(0, len(prefixes), _IN_A_LINE):
            line = ", ".join(f"'{one}'" for one in prefixes[at : at + _IN_A_LINE])
            yield f"      {line},\n"
        yield "    ]\n"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it, whatever stands in it."""
    return json.dumps("".join(char if char.isprintable() else " " for char in text), ensure_ascii=False)
