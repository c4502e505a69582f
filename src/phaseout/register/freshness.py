"""Which part of the register has nobody looked at for long, and which claims to know the future?"""

from collections.abc import Iterator
from datetime import date, timedelta

from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import Shape
from phaseout.register.schema_source import SourceShape
from phaseout.register.source_date import first_day
from phaseout.register.stand_in import STAND_IN_DAY

STALE_AFTER = timedelta(days=180)
"""A measure nobody has looked at for so long gets a notice."""
READ_AGAIN_AFTER = timedelta(days=365)
"""So do a document and a list of address blocks that were read so long ago."""


def check_freshness(files: Files, today: date) -> Iterator[Fault]:
    """Yield a notice for what was looked at long ago, and a fault for what was looked at after ``today``."""
    for measure in files.measures:
        through = measure.shape.checked.through
        yield from _look(measure, "checked", through, f"{measure.shape.id} is checked through", today)
    for block in files.addresses:
        said = f"the blocks of {block.shape.registrant} were read on"
        yield from _look(block, "retrieved", block.shape.retrieved, said, today)
    for source in files.sources:
        if source.shape.retrieved:
            said = f"{source.shape.id} was read on"
            yield from _look(source, "retrieved", source.shape.retrieved, said, today)
        yield from _dated(source, today)
    yield from _undated(files)


def _look(entry: Entry[Shape], key: str, day: date, said: str, today: date) -> Iterator[Fault]:
    if day == STAND_IN_DAY:
        return
    age = today - day
    if age < timedelta(0):
        yield entry.fault(Level.SENSE, (key,), f"{said} {day}, a day that is still to come")
    elif age > (STALE_AFTER if key == "checked" else READ_AGAIN_AFTER):
        yield entry.fault(Level.FRESHNESS, (key,), f"{said} {day}, {age.days} days ago")


def _dated(source: Entry[SourceShape], today: date) -> Iterator[Fault]:
    """Blame a date that is none, and one that no document can bear yet."""
    if source.shape.date is None:
        return
    try:
        first = first_day(source.shape.date)
    except ValueError as wrong:
        yield source.fault(Level.SENSE, ("date",), str(wrong))
        return
    if first > today:
        message = f"{source.shape.id} is dated {source.shape.date}, which is still to come"
        yield source.fault(Level.SENSE, ("date",), message)


def _undated(files: Files) -> Iterator[Fault]:
    """Give one notice a file: how many of its sources say neither their date nor when they were read."""
    seen: dict[str, list[Entry[SourceShape]]] = {}
    for source in files.sources:
        seen.setdefault(source.file.file, []).append(source)
    for sources in seen.values():
        silent = [one for one in sources if not one.shape.date and not one.shape.retrieved]
        if silent:
            message = (
                f"{len(silent)} of {len(sources)} sources here say neither their date nor when they were read"
            )
            yield silent[0].fault(Level.FRESHNESS, (), message)
