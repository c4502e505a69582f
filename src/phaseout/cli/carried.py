"""Which files does a program need that runs from a stick, where nothing is installed?

Whatever the modules it begins with import, at once or later, in whatever function; of other packages all.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from zoneinfo import TZPATH

import phaseout

BEGINNINGS = ("phaseout.cli.collect", "phaseout.cli.probe")
LEFT_OUT = ("phaseout.web", "phaseout.lab")
"""Rooms that no look needs."""
REGISTER = "compiled.json"
"""What a look does not ask: it observes, and decides nothing."""
ZONES = "tzdata"
"""What Python itself asks for where the system knows no zones of time."""
_NO_DATA = (".py", ".pyc", ".po")
_TO_BUILD_WITH = (".pyc", ".pyi", ".pyx", ".pxd", ".pxi", ".h", ".c")
"""Endings of files that nothing reads that runs."""
_NO_NAME = " ;[(<>=!~"
"""What ends the name of a distribution in what another says that it requires."""


def carried(beginnings: Sequence[str] = BEGINNINGS) -> Iterator[tuple[str, Path]]:
    """Yield each file, as it is called below the folder of packages, and where it lies here."""
    modules = _reached(beginnings)
    for name, path in sorted(modules.items()):
        yield _place(name, path), path
    for folder in sorted({path.parent for path in modules.values()}):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix not in _NO_DATA and path.name != REGISTER:
                yield _beside(path), path
    for name in sorted(_distributions(modules.values())):
        yield from _files_of(name)


def _reached(beginnings: Sequence[str]) -> dict[str, Path]:
    """Return the modules of this program that are reached from some, with where they lie."""
    found: dict[str, Path] = {}
    waiting = list(beginnings)
    while waiting:
        name = waiting.pop()
        path = _module(name)
        if path is None or name in found or name.startswith(LEFT_OUT):
            continue
        found[name] = path
        if "." in name:
            waiting.append(name.rpartition(".")[0])
        waiting += [one for one in _imported(path) if one.partition(".")[0] == phaseout.__name__]
    return found


def _module(name: str) -> Path | None:
    """Return where a module of this program lies; None where there is none of the name."""
    rest = name.split(".")[1:]
    for root in phaseout.__path__:
        whole = Path(root, *rest)
        for path in (whole / "__init__.py", whole.with_suffix(".py")):
            if path.is_file():
                return path
    return None


def _imported(path: Path) -> Iterator[str]:
    """Yield the modules that a module names in imports; what it takes from one may be a module, too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _place(name: str, path: Path) -> str:
    whole = name.replace(".", "/")
    return f"{whole}/__init__.py" if path.name == "__init__.py" else f"{whole}.py"


def _beside(path: Path) -> str:
    root = next(Path(root) for root in phaseout.__path__ if path.is_relative_to(root))
    return f"{phaseout.__name__}/{path.relative_to(root).as_posix()}"


def _distributions(paths: Iterable[Path]) -> set[str]:
    """Return the distributions that modules import from, and whatever these require that is installed."""
    known = packages_distributions()
    tops = {one.partition(".")[0] for path in paths for one in _imported(path)}
    waiting = [name for top in tops - set(sys.stdlib_module_names) for name in known.get(top, ())]
    waiting = [name for name in waiting if name != phaseout.__name__]
    if not any(Path(one).is_dir() for one in TZPATH):
        waiting.append(ZONES)
    found: set[str] = set()
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found or not _is_installed(name):
            continue
        found.add(name)
        needs = [one for one in distribution(name).requires or () if "extra ==" not in one]
        waiting += [_named(one) for one in needs]
    return found


def _named(requirement: str) -> str:
    end = min((place for one in _NO_NAME if (place := requirement.find(one)) > 0), default=len(requirement))
    return requirement[:end]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _files_of(name: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a distribution that lie among packages: no programs, nothing compiled from them."""
    for file in distribution(name).files or ():
        path = Path(str(file.locate()))
        if file.parts[0] != ".." and file.suffix not in _TO_BUILD_WITH and path.is_file():
            yield file.as_posix(), path
