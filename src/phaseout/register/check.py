"""Is the register fit to answer? Shape, references, sense, continuity, freshness."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from phaseout.register.continuity import check_continuity
from phaseout.register.fault import Fault, Level, in_order
from phaseout.register.loading import Files, load
from phaseout.register.references import check_references
from phaseout.register.sealed import read_sealed
from phaseout.register.sense_address import check_addresses
from phaseout.register.sense_grade import check_grades
from phaseout.register.sense_measure import check_measures
from phaseout.register.sense_pattern import check_patterns

STALE_AFTER = timedelta(days=180)
"""A measure nobody has looked at for so long gets a notice."""


def check(directory: Path, previous: Path | None, today: date) -> list[Fault]:
    """Return everything that is wrong with a register directory, all levels at once.

    ``previous`` is the compiled register of the edition before. Raises ``RegisterError`` if that
    one cannot be read; what stands in ``directory`` never raises.
    """
    files = load(directory)
    faults = [
        *files.faults,
        *check_references(files),
        *check_patterns(files),
        *check_addresses(files),
        *check_grades(files),
        *check_measures(files),
        *_stale(files, today),
    ]
    if previous is not None:
        faults += check_continuity(files, read_sealed(previous))
    return in_order(faults)


def _stale(files: Files, today: date) -> Iterator[Fault]:
    for entry in files.measures:
        through = entry.shape.checked.through
        if today - through > STALE_AFTER:
            message = f"{entry.shape.id} is checked through {through}, {(today - through).days} days ago"
            yield entry.fault(Level.FRESHNESS, ("checked", "through"), message)
