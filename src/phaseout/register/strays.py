"""Which files of a register directory has nothing read?"""

import os
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from phaseout.register.fault import Fault, Level

BESIDE = ("EDITION", "*.md", "*.txt", "LICENSE", "LICENCE", "schema/*.json")
"""What may stand beside the entries, at the top of the directory."""


def strays(directory: Path, met: Collection[Path], patterns: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each file that was not met and for each folder in which nothing could stand.

    ``patterns`` are those by which files were looked for. Names with a dot in front are passed over at the
    top, where version control and editors keep theirs, and nowhere else.
    """
    for path in _leaves(directory):
        inside = path.relative_to(directory)
        if path in met or _may_stand(inside):
            continue
        of_folder = sorted(pattern for pattern in patterns if PurePath(pattern).parts[0] == inside.parts[0])
        if not path.is_dir():
            expected = f": {', '.join(of_folder)} is read" if of_folder else ""
            yield _fault(path, f"nothing of the register is kept under this name{expected}")
        elif path.is_symlink() and not any(path in file.parents for file in met):
            yield _fault(path, "is a link to a folder, and links are not followed: put the files here")
        elif not path.is_symlink() and not of_folder:
            yield _fault(path, "nothing of the register is kept in a folder of this name")


def _leaves(directory: Path) -> Iterator[Path]:
    """Yield the files, links to folders and empty folders, in the order of their paths."""
    found: list[Path] = []
    for folder, folders, files in os.walk(directory):
        here = Path(folder)
        is_top = here == directory
        folders[:] = [name for name in folders if not (is_top and name.startswith("."))]
        if not is_top and not folders and not files:
            found.append(here)
        found += [here / name for name in files if not (is_top and name.startswith("."))]
        found += [here / name for name in folders if (here / name).is_symlink()]
    yield from sorted(found)


def _may_stand(inside: Path) -> bool:
    named = map(PurePath, BESIDE)
    return any(beside.parent == inside.parent and fnmatchcase(inside.name, beside.name) for beside in named)


def _fault(path: Path, message: str) -> Fault:
    return Fault(file=str(path), line=1, level=Level.SHAPE, message=message)
