"""Is every measure that changed since the edition before said to have changed, for whom and since when?"""

from collections.abc import Iterator

from phaseout.register.changelog import ChangeLog
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Files
from phaseout.register.row import Row
from phaseout.register.sealed import Content

_RECHECKED = "checked"
"""That somebody looked again and found nothing new is no change of law."""


def check_names(files: Files, log: ChangeLog) -> Iterator[Fault]:
    """Yield a fault for each measure and role the change log names that does not exist."""
    changed = {entry.shape.id for entry in (*files.measures, *files.lists)} | {id_ for _, id_ in files.broken}
    roles = {entry.shape.id for entry in files.roles} | {id_ for _, id_ in files.broken}
    for change in log.changes:
        if change.measure not in changed:
            yield _fault(
                log, change.line, Level.REFERENCES, f"there is no measure or list {change.measure!r}"
            )
        for role in change.roles:
            if role not in roles:
                yield _fault(log, change.line, Level.REFERENCES, f"there is no role {role!r}")


def check_said(files: Files, log: ChangeLog, current: Content, previous: Content) -> Iterator[Fault]:
    """Yield a fault for each measure that is new or differs from ``previous`` and is not in the change log.

    Any edition after ``previous`` may say it.
    """
    before = _measures(previous)
    said = {change.measure for change in log.changes if change.edition > str(previous["edition"])}
    line = log.sections.get(files.edition, 1)
    for id_, row in _measures(current).items():
        if id_ not in said and row != before.get(id_):
            what = f"differs from edition {previous['edition']}" if id_ in before else "is new"
            draft = _draft(id_, Row(row, id_))
            yield _fault(log, line, Level.CONTINUITY, f"{id_} {what} and nothing is said of it: '{draft}'")


def _measures(content: Content) -> dict[str, dict[str, object]]:
    measures = content["measures"]
    if not isinstance(measures, dict):
        return {}
    return {id_: {key: row[key] for key in row if key != _RECHECKED} for id_, row in measures.items()}


def _draft(id_: str, row: Row) -> str:
    """Return the item to be finished: what the measure itself says of its time and of whom it binds."""
    roles = [binding.text("role") for key in ("binds", "binds_perhaps") for binding in row.rows(key)]
    if not roles:
        return f"* {id_}: …. Period: none. Affects: nobody."
    first = row.rows("timeline")[0].text("on")
    return f"* {id_}: …. Period: from {first}. Affects: {', '.join(dict.fromkeys(roles))}."


def _fault(log: ChangeLog, line: int, level: Level, message: str) -> Fault:
    return Fault(file=log.file, line=line, level=level, message=message)
