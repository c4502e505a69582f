"""Which readers and writers did other installed packages add to those built in?

A package declares them as entry points ``phaseout.readers`` and ``phaseout.writers``, each naming a
``Reader`` or a ``Writer``. They are loaded for the commands that need them, and tried after those built in.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from phaseout.domain.problem import PhaseoutError
from phaseout.intake import READERS
from phaseout.intake.reader import Reader
from phaseout.report import WRITERS
from phaseout.report.sink import Writer

READER_GROUP = "phaseout.readers"
WRITER_GROUP = "phaseout.writers"

Format = TypeVar("Format", Reader, Writer)


class PluggedError(PhaseoutError):
    """What another package adds cannot be used (exit 3)."""


def every_reader() -> tuple[Reader, ...]:
    """Return the readers built in, then those of other packages by name.

    Raises:
        PluggedError: one cannot be loaded, is no reader, or has the name of another.
    """
    return *READERS, *_added((one.name for one in READERS), READER_GROUP, Reader)


def every_writer() -> tuple[Writer, ...]:
    """Return the writers built in, then those of other packages by name.

    Raises:
        PluggedError: one cannot be loaded, is no writer, or has the name of another.
    """
    return *WRITERS, *_added((one.name for one in WRITERS), WRITER_GROUP, Writer)


def added_by(group: str) -> dict[str, str]:
    """Return, by name, the package that adds what one of the two groups adds."""
    return {point.name: _package(point) for point in _points(group)}


def _added(taken: Iterable[str], group: str, kind: type[Format]) -> Iterator[Format]:
    known = dict.fromkeys(taken, "phaseout")
    for point in _points(group):
        found = _loaded(point)
        if not isinstance(found, kind):
            raise _refused(point, f"is no {kind.__name__}")
        if found.name != point.name:
            raise _refused(point, f"calls itself {found.name!r}")
        if point.name in known:
            raise _refused(point, f"has a name that {known[point.name]} uses already")
        known[point.name] = _package(point)
        yield found


def _points(group: str) -> list[EntryPoint]:
    return sorted(entry_points(group=group), key=lambda point: (point.name, _package(point)))


def _loaded(point: EntryPoint) -> object:
    try:
        return point.load()
    except Exception as error:  # the code of others may raise anything while it is loaded
        raise _refused(point, f"cannot be loaded: {error!r}") from error


def _refused(point: EntryPoint, why: str) -> PluggedError:
    return PluggedError(
        f"{point.name!r} of the package {_package(point)} {why}",
        where=point.group,
        remedy=f"mend or remove that package; it declares {point.name} = {point.value}",
    )


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "unknown"
