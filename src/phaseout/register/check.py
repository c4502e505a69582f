"""Is the register fit to answer? Shape, references, sense, continuity, grounds, freshness."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from phaseout.register.changelog import read_changelog
from phaseout.register.changes import check_names, check_said
from phaseout.register.compile import compile_files
from phaseout.register.continuity import check_editions, check_ids
from phaseout.register.fault import Fault, in_order
from phaseout.register.fitness import check_fitness, written
from phaseout.register.freshness import check_freshness
from phaseout.register.loading import Files, load
from phaseout.register.locating import installed, read_register
from phaseout.register.overlay import check_overlay, is_overlay, load_overlay
from phaseout.register.sealed import Content
from phaseout.register.sense_case import check_case_names, check_cases
from phaseout.register.sense_designation import check_designations
from phaseout.register.sense_status import check_support
from phaseout.register.status_change import check_grounds


def check(directory: Path, previous: Path | None, today: date) -> list[Fault]:
    """Return everything that is wrong with a register directory or an overlay, all levels at once.

    ``previous`` is the edition before, compiled or a folder; an overlay has none. Raises ``RegisterError``
    where that one cannot be read, the folder holds no register, or an overlay has nothing to be laid over;
    what stands in the folder never raises.
    """
    if is_overlay(directory):
        base = installed()
        files = load_overlay(directory, base)
        found = check_overlay(files, base)
    else:
        files = load(directory)
        found = _check_whole(files, read_register(previous) if previous else None)
    found = written([*found, *check_designations(files)])
    return in_order([*found, *check_support(files), *check_freshness(files, today)])


def _check_whole(files: Files, previous: Content | None) -> Iterator[Fault]:
    log = read_changelog(files.directory)
    yield from check_fitness(files)
    yield from check_cases(files, {entry.shape.id for entry in files.measures})
    yield from check_case_names(files)
    yield from log.faults
    yield from check_names(files, log)
    if previous is not None:
        current = compile_files(files)
        yield from check_editions(files, current, previous)
        yield from check_ids(files, current, previous)
        yield from check_said(files, log, current, previous)
        yield from check_grounds(files, previous)
